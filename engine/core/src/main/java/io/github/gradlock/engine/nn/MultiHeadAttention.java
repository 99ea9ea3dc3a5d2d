package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.op.Arithmetic;
import io.github.gradlock.engine.op.Attention;
import io.github.gradlock.engine.op.Comparisons;
import io.github.gradlock.engine.op.MatrixProducts;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Repr;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/**
 * Attention in several heads (Vaswani et al. 2017): {@code softmax(Q Kᵀ / sqrt(d)) V} of projected queries, keys and values, with the
 * parameters of {@code torch.nn.MultiheadAttention}: {@code in_proj_weight}, {@code in_proj_bias}, {@code out_proj}.
 *
 * <p>Unlike PyTorch's, it takes the batch first unless {@link Options#batchFirst} says otherwise. A boolean mask says what is hidden, as
 * PyTorch's does here, where that of {@link Attention} says what takes part. A query that may look at nothing gets zeros, as in PyTorch
 * without {@code need_weights}; with it, PyTorch gives NaN.
 *
 * <p>The first projection begins within Xavier's bounds, the last between plus and minus {@code 1 / sqrt(width)}, biases at 0.
 */
public final class MultiHeadAttention extends Module {
    private final int width;
    private final int heads;
    private final Options options;
    private final Tensor inWeight;
    private final @Nullable Tensor inBias;
    private final Linear outProjection;
    private final RandomStream random;

    /**
     * How it is called.
     *
     * @param dropout share of attention weights that are zeroed in training
     * @param batchFirst whether the batch comes before the sequence
     * @param bias whether the projections have biases
     */
    public record Options(double dropout, boolean batchFirst, boolean bias) {
        /** No dropout, {@code [batch, length, width]}, biases. */
        public static final Options DEFAULT = new Options(0, true);

        /** Checks that dropout is a probability. */
        public Options {
            Values.requireProbability(dropout);
        }

        /** Takes biases. */
        public Options(double dropout, boolean batchFirst) {
            this(dropout, batchFirst, true);
        }
    }

    /**
     * What must not be attended to; null where all may be.
     *
     * @param attention {@code [length, keys]} or {@code [batch·heads, length, keys]}: bool, true where it must not, or floating, added to
     *     the scores
     * @param keyPadding {@code [batch, keys]}, or {@code [keys]} without a batch: bool, true where a key is padding, or floating, added
     */
    public record Mask(@Nullable Tensor attention, @Nullable Tensor keyPadding) {
        /** Nothing is masked. */
        public static final Mask NONE = new Mask(null, null);

        /** Hides all later positions of a sequence. */
        public static Mask causal(int length) {
            Tensor positions = Tensors.arange(length);
            return new Mask(positions.unsqueeze(0).gt(positions.unsqueeze(1)), null);
        }
    }

    /**
     * What attention gives.
     *
     * @param output as the queries
     * @param weights {@code [batch, length, keys]}, or {@code [length, keys]} without a batch: the mean over the heads, as they are before
     *     dropout
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
        inBias = options.bias ? parameter("in_proj_bias", initialiser.constant(0, 3 * width)) : null;
        Tensor outBias = options.bias ? initialiser.constant(0, width) : null;
        outProjection = module("out_proj", new Linear(initialiser.fanIn(width, width, width), outBias));
        random = randomStream("dropout", initialiser);
    }

    /** Attends over {@code [batch, length, width]}. */
    public MultiHeadAttention(int width, int heads, Initialiser initialiser) {
        this(width, heads, Options.DEFAULT, initialiser);
    }

    /** Attends from a sequence to itself. */
    @Override
    public Tensor forward(Tensor input) {
        return attended(input, input, input, Mask.NONE).output;
    }

    /**
     * Attends from queries to keys, and gives the values there.
     *
     * @param query {@code [batch, length, width]}, or the first two swapped, as {@link Options#batchFirst} says; or {@code [length,
     *     width]}
     * @param key {@code [batch, keys, width]}, or {@code [keys, width]} if the query has no batch
     * @param value as the keys
     * @throws IllegalArgumentException naming the shapes, if inputs or masks do not fit
     */
    public Result attend(Tensor query, Tensor key, Tensor value, Mask mask) {
        Result result = attended(query, key, value, mask);
        told(query, result.output);
        return result;
    }

    private Result attended(Tensor query, Tensor key, Tensor value, Mask mask) {
        AttentionCheck.require(width, options.batchFirst, query, key, value);
        if (query.rank() == 2) {
            Tensor padding = mask.keyPadding;
            Mask batched = new Mask(mask.attention, padding == null ? null : padding.unsqueeze(0));
            int batch = options.batchFirst ? 0 : 1;
            Result result = attended(query.unsqueeze(batch), key.unsqueeze(batch), value.unsqueeze(batch), batched);
            return new Result(result.output.squeeze(batch), result.weights.squeeze(0));
        }
        Tensor q = heads(projected(query, 0));
        Tensor k = heads(projected(key, 1));
        Tensor v = heads(projected(value, 2));
        Attention.Options how =
                Attention.Options.DEFAULT.withMask(takingPart(mask, Shape.of(q.size(0), heads, q.size(2), k.size(2))));
        if (isTraining() && options.dropout > 0) {
            how = how.withDropout(options.dropout, random.seed(), random.next());
        }
        Attention.Result result = Attention.weighted(q, k, v, how);
        Tensor joined = result.output().transpose(1, 2);
        Tensor output = outProjection.call(joined.reshape(joined.size(0), joined.size(1), width));
        Tensor shown = options.batchFirst ? output : output.transpose(0, 1);
        return new Result(shown, result.weights().mean(false, 1));
    }

    /** Returns {@code [batch, length, width]}. */
    private Tensor projected(Tensor x, int part) {
        Tensor batchFirst = options.batchFirst ? x : x.transpose(0, 1);
        return MatrixProducts.linear(
                batchFirst,
                inWeight.narrow(0, part * width, width),
                inBias == null ? null : inBias.narrow(0, part * width, width));
    }

    /** Returns {@code [batch, heads, length, width / heads]}. */
    private Tensor heads(Tensor x) {
        return x.reshape(x.size(0), x.size(1), heads, width / heads).transpose(1, 2);
    }

    /** Returns what the op takes: a boolean mask the other way round, and one that is added as it is. */
    private static @Nullable Tensor takingPart(Mask mask, Shape scores) {
        Tensor hidden = merged(
                AttentionCheck.attention(mask.attention, scores), AttentionCheck.keyPadding(mask.keyPadding, scores));
        return hidden != null && hidden.dtype() == DType.BOOL ? Comparisons.not(hidden) : hidden;
    }

    private static @Nullable Tensor merged(@Nullable Tensor a, @Nullable Tensor b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.dtype() == DType.BOOL && b.dtype() == DType.BOOL ? Comparisons.or(a, b) : hiding(a, b);
    }

    /** Adds two masks, of which one at least is floating. */
    private static Tensor hiding(Tensor a, Tensor b) {
        if (a.dtype() == DType.BOOL) {
            return Arithmetic.where(a, Double.NEGATIVE_INFINITY, b);
        }
        return b.dtype() == DType.BOOL ? hiding(b, a) : a.add(b);
    }

    @Override
    protected String typeName() {
        return "MultiheadAttention";
    }

    @Override
    protected String extraRepr() {
        return "embed_dim=" + width + ", num_heads=" + heads + (options.bias ? "" : ", bias=False")
                + (options.dropout > 0 ? ", dropout=" + Repr.of(options.dropout) : "")
                + (options.batchFirst ? ", batch_first=True" : "");
    }
}
