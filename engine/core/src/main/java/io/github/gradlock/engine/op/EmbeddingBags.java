package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Rows of a table, looked up and put together bag by bag. */
public final class EmbeddingBags {
    private EmbeddingBags() {}

    /** How the rows of a bag are put together. */
    public enum Mode {
        /** Their sum. */
        SUM,
        /** Their mean. */
        MEAN,
        /** The greatest element of each column; the first of equal ones gets the derivative. */
        MAX
    }

    /**
     * How bags are made.
     *
     * @param mode how the rows of a bag are put together
     * @param includeLastOffset whether the offsets have one entry more, the end of the last bag
     * @param lookUp what looking up does beside; the padding row is left out of bags
     */
    public record Options(Mode mode, boolean includeLastOffset, Embeddings.Options lookUp) {
        /** Means, offsets of the beginnings alone, plain look-up. */
        public static final Options DEFAULT = new Options(Mode.MEAN, false, Embeddings.Options.DEFAULT);

        /** Replaces the mode. */
        public Options withMode(Mode newMode) {
            return new Options(newMode, includeLastOffset, lookUp);
        }

        /** Replaces whether the offsets have one entry more. */
        public Options withIncludeLastOffset(boolean included) {
            return new Options(mode, included, lookUp);
        }

        /** Replaces what looking up does beside. */
        public Options withLookUp(Embeddings.Options newLookUp) {
            return new Options(mode, includeLastOffset, newLookUp);
        }
    }

    /**
     * Looks up rows of {@code weight [n, d]} and puts them together: {@code [bags, d]}, zeros for an empty bag. An {@code index} of
     * two dimensions has a bag in each row; one of one dimension is cut at {@code offsets}, where the bags begin.
     *
     * @param offsets int64, from 0 on, not descending; null if the index has two dimensions
     * @param perSampleWeights a weight for each index, which its row is multiplied with; mode sum only
     * @throws IllegalArgumentException if shapes, dtypes and options do not go together
     * @throws IndexOutOfBoundsException if an index is no row
     */
    public static Tensor embeddingBag(
            Tensor weight, Tensor index, @Nullable Tensor offsets, @Nullable Tensor perSampleWeights, Options options) {
        Embeddings.Options lookUp = options.lookUp();
        long padding = lookUp.padding("embedding_bag", Embeddings.checked("embedding_bag", weight));
        check(weight, index, perSampleWeights, options);
        BagPlan plan = BagPlan.of(index, offsets, options.includeLastOffset(), padding);
        if (lookUp.maxNorm() != null) {
            Embeddings.renormalise(weight, index, lookUp.maxNorm(), lookUp.normType());
        }
        if (options.mode() == Mode.MAX) {
            return greatest(weight, plan);
        }
        Tensor places = Indexing.indexSelect(Views.reshape(index, index.numel()), 0, plan.kept());
        Tensor rows = Indexing.indexSelect(weight, 0, places);
        if (lookUp.scaleGradByFreq()) {
            rows = Embeddings.scaledByFrequency(rows, weight, places);
        }
        if (perSampleWeights != null) {
            Tensor weights = Views.reshape(perSampleWeights, index.numel());
            rows = Arithmetic.mul(rows, Views.unsqueeze(Indexing.indexSelect(weights, 0, plan.kept()), 1));
        }
        Tensor zeros = Arithmetic.constant(weight, Shape.of(plan.bags(), weight.size(1)), 0);
        Tensor sums = Scatters.indexAdd(zeros, 0, plan.bagOfKept(), rows);
        return options.mode() == Mode.SUM ? sums : Arithmetic.div(sums, Arithmetic.cast(plan.lengths(), sums.dtype()));
    }

    private static void check(Tensor weight, Tensor index, @Nullable Tensor perSampleWeights, Options options) {
        if (index.dtype() != DType.INT64 || !weight.dtype().isFloating()) {
            throw new IllegalArgumentException("embedding_bag expected a floating point weight and an int64 index, got "
                    + weight.dtype() + " and " + index.dtype());
        }
        if (options.mode() == Mode.MAX && options.lookUp().scaleGradByFreq()) {
            throw new IllegalArgumentException(
                    "embedding_bag: mode max does not support scaling the gradient by the frequency");
        }
        if (perSampleWeights == null) {
            return;
        }
        if (options.mode() != Mode.SUM) {
            throw new IllegalArgumentException(
                    "embedding_bag: per_sample_weights is only supported for mode sum, got " + options.mode());
        }
        if (!perSampleWeights.shape().equals(index.shape())) {
            throw new IllegalArgumentException("shape mismatch in embedding_bag: per_sample_weights "
                    + perSampleWeights.shape() + " must have the shape of the index " + index.shape());
        }
        if (perSampleWeights.dtype() != weight.dtype()) {
            throw Operands.mismatch("embedding_bag", weight.dtype(), perSampleWeights.dtype());
        }
    }

    /** As PyTorch does on a CPU: a NaN is the greatest only if it comes first, since nothing is greater than it then. */
    private static Tensor greatest(Tensor weight, BagPlan plan) {
        Tensor table = Views.detach(weight);
        if (plan.bags() == 0 || weight.size(0) == 0) {
            return Scatters.indexAdd(
                    Arithmetic.constant(weight, Shape.of(plan.bags(), weight.size(1)), 0),
                    0,
                    plan.bagOfKept(),
                    Indexing.indexSelect(weight, 0, plan.kept()));
        }
        Tensor best = stretched(plan.rows(0), weight);
        Tensor values = Indexing.gather(table, 0, best);
        for (int place = 1; place < plan.longest(); place++) {
            Tensor next = stretched(plan.rows(place), weight);
            Tensor candidates = Indexing.gather(table, 0, next);
            Tensor better = Comparisons.gt(candidates, values);
            values = Arithmetic.where(better, candidates, values);
            best = Arithmetic.where(better, next, best);
        }
        Tensor empty = Comparisons.not(Views.unsqueeze(plan.filled(), 1));
        return Arithmetic.maskedFill(Indexing.gather(weight, 0, best), empty, 0);
    }

    private static Tensor stretched(Tensor rows, Tensor weight) {
        return Views.expand(Views.unsqueeze(rows, 1), rows.numel(), weight.size(1));
    }
}
