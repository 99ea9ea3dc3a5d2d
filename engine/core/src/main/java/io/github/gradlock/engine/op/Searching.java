package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** Places in sorted sequences, distinct elements and counts. Nothing here has a derivative. */
public final class Searching {
    private Searching() {}

    /**
     * What {@link #unique} gives.
     *
     * @param values the distinct elements, ascending
     * @param inverse for each element of the input the index of its value
     * @param counts how often each value is there
     */
    public record Unique(Tensor values, Tensor inverse, Tensor counts) {}

    /** Finds the distinct elements; each NaN is one of its own. */
    public static Unique unique(Tensor x) {
        Tensor flat = Views.reshape(Views.detach(x), -1);
        Tensor order = Sorting.argsort(flat, 0, false);
        Tensor sorted = Indexing.gather(flat, 0, order);
        Tensor starts = Comparisons.eq(Sorting.runPositions(sorted, 0), 0);
        Tensor groups = Arithmetic.sub(Scans.cumsum(starts, 0), 1);
        int count = (int) Reductions.sum(starts).item();
        Beside beside = Beside.of(x);
        Tensor none = beside.zeros(Shape.of(count), DType.INT64);
        Tensor positions = beside.arange(flat.numel());
        Tensor firsts = Scatters.scatterReduce(none, 0, groups, positions, Scatters.Reduction.AMIN, false);
        Tensor ones = beside.ones(groups.shape(), DType.INT64);
        Tensor inverse = Scatters.scatter(beside.zeros(groups.shape(), DType.INT64), 0, order, groups);
        return new Unique(
                Indexing.gather(sorted, 0, firsts),
                Views.reshape(inverse, x.shape()),
                Scatters.scatterAdd(none, 0, groups, ones));
    }

    /**
     * Finds where values belong in ascending sequences along the last axis: before equal elements, or behind them if {@code right}.
     *
     * @param sorted one sequence for all values, or one for each line of them
     */
    public static Tensor searchsorted(Tensor sorted, Tensor values, boolean right) {
        if (sorted.rank() == 1 && values.rank() != 1) {
            return Views.reshape(searchsorted(sorted, Views.reshape(values, -1), right), values.shape());
        }
        int lines = sorted.rank() - 1;
        if (sorted.rank() == 0
                || sorted.rank() != values.rank()
                || !Arrays.equals(
                        sorted.shape().sizes(), 0, lines, values.shape().sizes(), 0, lines)) {
            throw new IllegalArgumentException(
                    "shape mismatch in searchsorted: sorted sequence " + sorted.shape() + ", values " + values.shape());
        }
        // Sorted together, and stably, what stands first wins a tie; the sequence's elements before a value are then
        // its place.
        int first = right ? sorted.size(-1) : values.size(-1);
        Tensor merged = Joins.cat(right ? List.of(sorted, values) : List.of(values, sorted), -1);
        Tensor order = Sorting.argsort(merged, -1, false);
        Tensor inSequence = right ? Comparisons.lt(order, first) : Comparisons.ge(order, first);
        Tensor before = Scans.cumsum(inSequence, -1);
        Tensor places = Scatters.scatter(Arithmetic.constant(order, 0), -1, order, before);
        return Views.contiguous(Views.narrow(places, -1, right ? first : 0, values.size(-1)));
    }

    /** Finds the bucket of each value between ascending boundaries; one on a boundary is below it, or above it if {@code right}. */
    public static Tensor bucketize(Tensor values, Tensor boundaries, boolean right) {
        if (boundaries.rank() != 1) {
            throw new IllegalArgumentException(
                    "bucketize expected boundaries of one dimension, got " + boundaries.shape());
        }
        return searchsorted(boundaries, values, right);
    }

    /** Counts how often 0, 1, 2, … are there, at least up to {@code minlength - 1}; x has one dimension and no negative element. */
    public static Tensor bincount(Tensor x, int minlength) {
        return bincount(x, Beside.of(x).ones(x.shape(), DType.INT64), minlength);
    }

    /** Adds up the weights of 0, 1, 2, …, at least up to {@code minlength - 1}. */
    public static Tensor bincount(Tensor x, Tensor weights, int minlength) {
        if (x.rank() != 1 || x.dtype() != DType.INT64 || !x.shape().equals(weights.shape())) {
            throw new IllegalArgumentException("bincount expected int64 of one dimension and weights like it, got "
                    + x.dtype() + " " + x.shape() + ", weights " + weights.shape());
        }
        int greatest = x.numel() == 0 ? -1 : (int) Reductions.max(x).item();
        Tensor none = Beside.of(x).zeros(Shape.of(Math.max(minlength, greatest + 1)), weights.dtype());
        return Scatters.scatterAdd(none, 0, x, Views.detach(weights));
    }

    /** Counts elements in bins of equal width from {@code low} to {@code high}, both included; others are left out. */
    public static Tensor histc(Tensor x, int bins, double low, double high) {
        if (!x.dtype().isFloating() || bins < 1 || !(low < high)) {
            throw new IllegalArgumentException(
                    "histc expected a floating point tensor, at least one bin and low < high," + " got " + x.dtype()
                            + ", " + bins + " bins, " + low + " to " + high);
        }
        Tensor flat = Views.reshape(Views.detach(x), -1);
        Tensor inside = Comparisons.and(Comparisons.ge(flat, low), Comparisons.le(flat, high));
        Tensor safe = Arithmetic.where(inside, flat, Arithmetic.constant(flat, low));
        Tensor position = Functions.floor(Arithmetic.div(Arithmetic.mul(Arithmetic.sub(safe, low), bins), high - low));
        Tensor bin = Arithmetic.cast(Arithmetic.clamp(position, 0, bins - 1), DType.INT64);
        return Scatters.scatterAdd(
                Beside.of(x).zeros(Shape.of(bins), x.dtype()), 0, bin, Arithmetic.cast(inside, x.dtype()));
    }
}
