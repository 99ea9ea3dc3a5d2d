package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.op.MatrixProducts;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;

/**
 * Self-attention (Vaswani et al. 2017): {@code softmax(Q Kᵀ / sqrt(d)) V} in several heads, of one projection that gives Q, K and V.
 * Weights begin as in PyTorch: Xavier's bounds for the first projection, {@code 1 / sqrt(width)} for the last, biases 0.
 */
public final class MultiHeadAttention extends Module {
    private final int heads;
    private final boolean causal;
    private final Tensor inWeight;
    private final Tensor inBias;
    private final Tensor outWeight;
    private final Tensor outBias;

    /** Attends over {@code [batch, length, width]}; if causal, to no later position. */
    public MultiHeadAttention(int width, int heads, boolean causal, Initialiser initialiser) {
        if (heads < 1 || width % heads != 0) {
            throw new IllegalArgumentException("width " + width + " must be divisible by heads " + heads);
        }
        this.heads = heads;
        this.causal = causal;
        inWeight = parameter("in_proj_weight", initialiser.xavier(width, 3 * width, 3 * width, width));
        inBias = parameter("in_proj_bias", initialiser.constant(0, 3 * width));
        outWeight = parameter("out_proj_weight", initialiser.fanIn(width, width, width));
        outBias = parameter("out_proj_bias", initialiser.constant(0, width));
    }

    @Override
    public Tensor forward(Tensor input) {
        int batch = input.size(0);
        int length = input.size(1);
        int width = input.size(2);
        Tensor projected = MatrixProducts.linear(input, inWeight, inBias)
                .view(batch, length, 3, heads, width / heads)
                .permute(2, 0, 3, 1, 4);
        Tensor queries = projected.select(0, 0);
        Tensor keys = projected.select(0, 1);
        Tensor values = projected.select(0, 2);
        Tensor scores = queries.matmul(keys.transpose(-1, -2)).div(Math.sqrt((double) width / heads));
        Tensor weights = (causal ? scores.maskedFill(later(length), Double.NEGATIVE_INFINITY) : scores).softmax(-1);
        Tensor joined = weights.matmul(values).transpose(1, 2).reshape(batch, length, width);
        return MatrixProducts.linear(joined, outWeight, outBias);
    }

    private static Tensor later(int length) {
        Tensor positions = Tensors.arange(length);
        return positions.unsqueeze(0).gt(positions.unsqueeze(1));
    }
}
