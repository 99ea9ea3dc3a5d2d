package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.op.MatrixProducts;
import io.github.gradlock.engine.tensor.Tensor;

/** {@code x Wᵀ + b}; W and b begin between plus and minus {@code 1 / sqrt(in)}. */
public final class Linear extends Module {
    private final Tensor weight;
    private final Tensor bias;

    /** Maps the last dimension from {@code in} to {@code out}. */
    public Linear(int in, int out, Initialiser initialiser) {
        weight = parameter("weight", initialiser.fanIn(in, out, in));
        bias = parameter("bias", initialiser.fanIn(in, out));
    }

    @Override
    public Tensor forward(Tensor input) {
        return MatrixProducts.linear(input, weight, bias);
    }

    @Override
    protected String extraRepr() {
        return "in_features=" + weight.size(1) + ", out_features=" + weight.size(0) + ", bias=True";
    }
}
