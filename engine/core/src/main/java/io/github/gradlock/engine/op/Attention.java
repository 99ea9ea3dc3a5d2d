package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Attention (Vaswani et al. 2017). */
public final class Attention {
    private Attention() {}

    /**
     * What attention looks at.
     *
     * @param mask broadcast to {@code [*, length, source]}: bool, true where a position takes part; or added to the scores, float32 or
     *     the dtype of the query
     * @param causal whether position i looks at positions up to i alone; not together with a mask
     * @param scale of the scores; null for {@code 1 / sqrt(d)}
     * @param groupedHeads whether key and value may have fewer heads (dimension -3), each for a group of query heads
     * @param dropout probability with which a weight is dropped; 0 for none
     * @param seed which weights are dropped
     * @param stream and in which call
     */
    public record Options(
            @Nullable Tensor mask,
            boolean causal,
            @Nullable Double scale,
            boolean groupedHeads,
            double dropout,
            long seed,
            long stream) {
        /** PyTorch's defaults: no mask, not causal, its scale, as many heads of each, no dropout. */
        public static final Options DEFAULT = new Options(null, false, null, false, 0, 0, 0);

        /** Replaces the mask. */
        public Options withMask(@Nullable Tensor newMask) {
            return new Options(newMask, causal, scale, groupedHeads, dropout, seed, stream);
        }

        /** Replaces whether later positions are hidden. */
        public Options withCausal(boolean newCausal) {
            return new Options(mask, newCausal, scale, groupedHeads, dropout, seed, stream);
        }

        /** Replaces the scale of the scores. */
        public Options withScale(@Nullable Double newScale) {
            return new Options(mask, causal, newScale, groupedHeads, dropout, seed, stream);
        }

        /** Replaces whether a head of key and value serves several of the query. */
        public Options withGroupedHeads(boolean newGroupedHeads) {
            return new Options(mask, causal, scale, newGroupedHeads, dropout, seed, stream);
        }

        /** Replaces the dropout; seed and stream decide what is dropped, as in {@link Activations#dropout}. */
        public Options withDropout(double p, long newSeed, long newStream) {
            return new Options(mask, causal, scale, groupedHeads, p, newSeed, newStream);
        }
    }

    /**
     * What attention gives.
     *
     * @param output {@code [*, length, e]}
     * @param weights {@code [*, length, source]}, those that the values were multiplied with: after dropout
     */
    public record Result(Tensor output, Tensor weights) {}

    /**
     * Takes {@code softmax(scale query keyᵀ + mask) value}. Leading dimensions are broadcast. A position that may look at nothing
     * gets zeros, as in PyTorch, not NaN.
     *
     * @param query {@code [*, length, d]}
     * @param key {@code [*, source, d]}
     * @param value {@code [*, source, e]}
     * @return {@code [*, length, e]}
     * @throws IllegalArgumentException if shapes or the mask's dtype do not fit, or both a mask and causal are given
     */
    public static Tensor scaledDotProduct(Tensor query, Tensor key, Tensor value, Options options) {
        return weighted(query, key, value, options).output;
    }

    /** Takes attention as {@link #scaledDotProduct} does, and gives the weights too. */
    public static Result weighted(Tensor query, Tensor key, Tensor value, Options options) {
        if (query.rank() < 2 || key.rank() < 2 || value.rank() < 2 || query.size(-1) != key.size(-1)) {
            throw new IllegalArgumentException("shape mismatch in scaled_dot_product_attention: query " + query.shape()
                    + ", key " + key.shape() + ", value " + value.shape());
        }
        if (options.causal() && options.mask() != null) {
            throw new IllegalArgumentException(
                    "scaled_dot_product_attention: explicit mask should not be set when causal is");
        }
        Tensor given = options.mask();
        if (given != null) {
            requireKind(given, query.dtype());
        }
        Tensor keys = options.groupedHeads() ? repeated(key, query) : key;
        Tensor values = options.groupedHeads() ? repeated(value, query) : value;
        Double factor = options.scale();
        double scale = factor == null ? 1 / Math.sqrt(query.size(-1)) : factor;
        Tensor products = MatrixProducts.matmul(query, Views.transpose(keys, -1, -2));
        Tensor mask = options.causal() ? earlier(Beside.of(query), query.size(-2), key.size(-2)) : given;
        Tensor weights = weights(Arithmetic.mul(products, scale), mask);
        Tensor kept = options.dropout() == 0
                ? weights
                : Activations.dropout(weights, options.dropout(), options.seed(), options.stream());
        return new Result(MatrixProducts.matmul(kept, values), kept);
    }

    /** As PyTorch: the scores would be promoted to another dtype, and no longer fit the values. */
    private static void requireKind(Tensor mask, DType query) {
        if (mask.dtype() != DType.BOOL && mask.dtype() != DType.FLOAT32 && mask.dtype() != query) {
            throw new IllegalArgumentException("scaled_dot_product_attention: expected the mask to be bool, float32 or"
                    + " of the dtype of the query, " + query + ", got " + mask.dtype());
        }
    }

    /** Takes attention without a mask, scaled by {@code 1 / sqrt(e)}: {@code softmax(q k^T / sqrt(e)) v}. */
    public static Tensor scaledDotProduct(Tensor query, Tensor key, Tensor value) {
        return scaledDotProduct(query, key, value, Options.DEFAULT);
    }

    private static Tensor weights(Tensor scores, @Nullable Tensor mask) {
        if (mask == null) {
            return Activations.softmax(scores, -1);
        }
        Tensor masked = mask.dtype() == DType.BOOL
                ? Arithmetic.maskedFill(scores, Comparisons.not(mask), Double.NEGATIVE_INFINITY)
                : Arithmetic.add(scores, mask);
        Tensor seen = Comparisons.ne(masked, Double.NEGATIVE_INFINITY);
        Tensor counts = Reductions.sum(Arithmetic.cast(seen, DType.INT64), true, -1);
        Tensor blind = Comparisons.eq(counts, 0);
        // Masked on both sides: a softmax of nothing but minus infinities has NaN for its derivative too.
        Tensor weights = Activations.softmax(Arithmetic.maskedFill(masked, blind, 0), -1);
        return Arithmetic.maskedFill(weights, blind, 0);
    }

    private static Tensor earlier(Beside beside, int length, int source) {
        return Comparisons.ge(Views.unsqueeze(beside.arange(length), 1), beside.arange(source));
    }

    /** Repeats each head for the query heads of its group. */
    private static Tensor repeated(Tensor x, Tensor query) {
        int rank = x.rank();
        if (rank < 3 || query.rank() < 3 || x.size(-3) == 0 || query.size(-3) % x.size(-3) != 0) {
            throw new IllegalArgumentException("scaled_dot_product_attention: the heads of query " + query.shape()
                    + " are no multiple of those of " + x.shape());
        }
        int[] sizes = x.shape().sizes();
        int[] grouped = Arrays.copyOf(sizes, rank + 1);
        System.arraycopy(sizes, rank - 2, grouped, rank - 1, 2);
        grouped[rank - 2] = query.size(-3) / x.size(-3);
        sizes[rank - 3] = query.size(-3);
        return Views.reshape(Views.expand(Views.unsqueeze(x, -3), Shape.of(grouped)), Shape.of(sizes));
    }
}
