package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.op.Arithmetic;
import io.github.gradlock.engine.op.MatrixProducts;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/**
 * Attention in several heads (Vaswani et al. 2017): {@code softmax(Q Kᵀ / sqrt(d)) V} of projected queries, keys and values, with the
 * parameters of {@code torch.nn.MultiheadAttention}: {@code in_proj_weight}, {@code in_proj_bias}, {@code out_proj}.
 *
 * <p>Unlike PyTorch's, it takes the batch first unless {@link Options#batchFirst} says otherwise. A mask says what is hidden, where that
 * of {@code op.Attention} says what takes part.
 *
 * <p>The first projection begins within Xavier's bounds, the last between plus and minus {@code 1 / sqrt(width)}, biases at 0.
 */
public final class MultiHeadAttention extends Module {
    private final int width;
    private final int heads;
    private final Options options;
    private final Tensor inWeight;
    private final Tensor inBias;
    private final Linear outProjection;
    private final Dropout dropout;

    /**
     * How it is called.
     *
     * @param dropout share of attention weights that are zeroed in training
     * @param batchFirst whether the batch comes before the sequence
     */
    public record Options(double dropout, boolean batchFirst) {
        /** No dropout, {@code [batch, length, width]}. */
        public static final Options DEFAULT = new Options(0, true);
    }

    /**
     * What must not be attended to; null where all may be.
     *
     * @param attention {@code [length, keys]} or {@code [batch·heads, length, keys]}: bool, true where it must not, or floating, added to
     *     the scores
     * @param keyPadding {@code [batch, keys]}, bool: true where a key is padding
     */
    public record Mask(@Nullable Tensor attention, @Nullable Tensor keyPadding) {
        /** Nothing is masked. */
        public static final Mask NONE = new Mask(null, null);

        /** Masks all later positions of a sequence. */
        public static Mask causal(int length) {
            Tensor positions = Tensors.arange(length);
            return new Mask(positions.unsqueeze(0).gt(positions.unsqueeze(1)), null);
        }
    }

    /**
     * What attention gives.
     *
     * @param output as the queries
     * @param weights {@code [batch, length, keys]}, the mean over the heads, as they are before dropout
     */
    public record Result(Tensor output, Tensor weights) {}

    /**
     * Attends over vectors of size {@code width}.
     *
     * @throws IllegalArgumentException if the width is not divisible by the number of heads
     */
    public MultiHeadAttention(int width, int heads, Options options, Initialiser initialiser) {
        if (heads < 1 || width % heads != 0) {
            throw new IllegalArgumentException(
                    "embed_dim must be divisible by num_heads, got embed_dim=" + width + " and num_heads=" + heads);
        }
        this.width = width;
        this.heads = heads;
        this.options = options;
        inWeight = parameter("in_proj_weight", initialiser.xavier(width, 3 * width, 3 * width, width));
        inBias = parameter("in_proj_bias", initialiser.constant(0, 3 * width));
        outProjection =
                module("out_proj", new Linear(initialiser.fanIn(width, width, width), initialiser.constant(0, width)));
        dropout = new Dropout(options.dropout, initialiser);
    }

    /** Attends over {@code [batch, length, width]}. */
    public MultiHeadAttention(int width, int heads, Initialiser initialiser) {
        this(width, heads, Options.DEFAULT, initialiser);
    }

    /** Attends from a sequence to itself. */
    @Override
    public Tensor forward(Tensor input) {
        return attend(input, input, input, Mask.NONE).output;
    }

    /**
     * Attends from queries to keys, and gives the values there.
     *
     * @param query {@code [batch, length, width]}, as {@link Options#batchFirst} says
     * @param key {@code [batch, keys, width]}
     * @param value as the keys
     */
    public Result attend(Tensor query, Tensor key, Tensor value, Mask mask) {
        requireWidth(query, key, value);
        Tensor q = heads(projected(query, 0));
        Tensor k = heads(projected(key, 1));
        Tensor v = heads(projected(value, 2));
        Tensor scores = q.matmul(k.transpose(-1, -2)).div(Math.sqrt((double) width / heads));
        Tensor weights = masked(scores, mask).softmax(-1);
        Tensor shares = isTraining() && options.dropout > 0 ? dropout.forward(weights) : weights;
        Tensor joined = shares.matmul(v).transpose(1, 2);
        Tensor output = outProjection.call(joined.reshape(joined.size(0), joined.size(1), width));
        return new Result(options.batchFirst ? output : output.transpose(0, 1), weights.mean(false, 1));
    }

    private void requireWidth(Tensor... inputs) {
        for (Tensor input : inputs) {
            if (input.rank() != 3 || input.size(-1) != width) {
                throw new IllegalArgumentException("multi-head attention expected [batch, length, " + width
                        + "] or its first two swapped, got " + input.shape());
            }
        }
    }

    /** Returns {@code [batch, length, width]}. */
    private Tensor projected(Tensor x, int part) {
        Tensor batchFirst = options.batchFirst ? x : x.transpose(0, 1);
        return MatrixProducts.linear(
                batchFirst, inWeight.narrow(0, part * width, width), inBias.narrow(0, part * width, width));
    }

    /** Returns {@code [batch, heads, length, width / heads]}. */
    private Tensor heads(Tensor x) {
        return x.reshape(x.size(0), x.size(1), heads, width / heads).transpose(1, 2);
    }

    private Tensor masked(Tensor scores, Mask mask) {
        Tensor result = scores;
        Tensor attention = mask.attention;
        if (attention != null) {
            Tensor fitting = attention.rank() == 3
                    ? attention.reshape(scores.size(0), heads, scores.size(2), scores.size(3))
                    : attention;
            result = fitting.dtype() == DType.BOOL
                    ? Arithmetic.maskedFill(result, fitting, Double.NEGATIVE_INFINITY)
                    : result.add(fitting);
        }
        Tensor padding = mask.keyPadding;
        return padding == null
                ? result
                : Arithmetic.maskedFill(result, padding.unsqueeze(1).unsqueeze(1), Double.NEGATIVE_INFINITY);
    }

    @Override
    protected String extraRepr() {
        return width + ", num_heads=" + heads;
    }
}
