package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Rows of a table by index, as natural language processing wants them. */
public final class Embeddings {
    private Embeddings() {}

    /**
     * What a look-up does beside looking up.
     *
     * @param paddingIdx row that gets no gradient, negative from the end; null for none
     * @param maxNorm greatest norm of a row: rows that are looked up and exceed it are scaled down in the table first; null for none
     * @param normType p of this norm
     * @param scaleGradByFreq whether the gradient of a row is divided by how often the row was looked up (in bags PyTorch 1.13 divides
     *     by the frequency of another row; here it is the row's own)
     */
    public record Options(
            @Nullable Integer paddingIdx, @Nullable Double maxNorm, double normType, boolean scaleGradByFreq) {
        /** Just looks up. */
        public static final Options DEFAULT = new Options(null, null, 2, false);

        /** Replaces the row without gradient. */
        public Options withPaddingIdx(@Nullable Integer row) {
            return new Options(row, maxNorm, normType, scaleGradByFreq);
        }

        /** Replaces the greatest norm, and its p. */
        public Options withMaxNorm(@Nullable Double norm, double p) {
            return new Options(paddingIdx, norm, p, scaleGradByFreq);
        }

        /** Replaces whether gradients are divided by frequencies. */
        public Options withScaleGradByFreq(boolean scaled) {
            return new Options(paddingIdx, maxNorm, normType, scaled);
        }

        /** Returns the row without gradient counted from the front, or -1. */
        long padding(String op, Tensor weight) {
            if (paddingIdx == null) {
                return -1;
            }
            int rows = weight.size(0);
            if (paddingIdx < -rows || paddingIdx >= rows) {
                throw new IllegalArgumentException(
                        op + ": padding_idx must be within the " + rows + " rows of the weight, got " + paddingIdx);
            }
            return paddingIdx < 0 ? paddingIdx + rows : paddingIdx;
        }
    }

    /**
     * Looks up rows of {@code weight [n, d]}: the result has the shape of {@code index} followed by d.
     *
     * @throws IllegalArgumentException if the weight has not two dimensions, the index is not int64 or the padding is no row
     * @throws IndexOutOfBoundsException if an index is no row
     */
    public static Tensor embedding(Tensor weight, Tensor index, Options options) {
        long padding = options.padding("embedding", checked("embedding", weight));
        if (options.maxNorm() != null) {
            renormalise(weight, index, options.maxNorm(), options.normType());
        }
        Tensor rows = Indexing.embedding(weight, index);
        if (options.scaleGradByFreq()) {
            rows = scaledByFrequency(rows, weight, index);
        }
        if (padding < 0) {
            return rows;
        }
        Tensor padded = Views.unsqueeze(Comparisons.eq(index, padding), index.rank());
        return Arithmetic.where(padded, Views.detach(rows), rows);
    }

    static Tensor checked(String op, Tensor weight) {
        if (weight.rank() != 2) {
            throw new IllegalArgumentException(op + " expected a weight of 2 dimensions, got " + weight.shape());
        }
        return weight;
    }

    /** Divides the gradient of rows, which were looked up by an index, by how often this index is there. */
    static Tensor scaledByFrequency(Tensor rows, Tensor weight, Tensor index) {
        Tensor places = Views.reshape(index, index.numel());
        Beside beside = Beside.of(weight);
        Tensor ones = beside.ones(Shape.of(index.numel()), DType.FLOAT64);
        Tensor none = beside.zeros(Shape.of(weight.size(0)), DType.FLOAT64);
        Tensor counts = Scatters.indexAdd(none, 0, places, ones);
        Tensor scales = Functions.reciprocal(Indexing.indexSelect(counts, 0, places));
        Tensor shaped = Views.unsqueeze(Views.reshape(scales, index.shape()), index.rank());
        return Dispatch.applyOne(new GradientScaleOp(), rows, Arithmetic.cast(shaped, rows.dtype()));
    }

    /**
     * Scales down, in the table itself and without a record, the rows that are looked up and whose p-norm exceeds {@code maxNorm}.
     *
     * @return the weight
     */
    public static Tensor renormalise(Tensor weight, Tensor index, double maxNorm, double p) {
        Tensor table = Views.detach(checked("embedding_renorm_", weight));
        Tensor rows = Beside.of(weight)
                .of(Arrays.stream(index.toLongArray()).sorted().distinct().toArray());
        Tensor norms = Reductions.norm(Indexing.indexSelect(table, 0, rows), p, false, 1);
        double[] lengths = Arithmetic.cast(norms, DType.FLOAT64).toDoubleArray();
        long[] numbers = rows.toLongArray();
        for (int i = 0; i < lengths.length; i++) {
            if (lengths[i] > maxNorm) {
                InPlace.mul(Views.select(table, 0, (int) numbers[i]), maxNorm / (lengths[i] + 1e-7));
            }
        }
        return weight;
    }
}
