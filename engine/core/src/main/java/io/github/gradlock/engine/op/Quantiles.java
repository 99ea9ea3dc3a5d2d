package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;

/** Quantiles along a dimension, by PyTorch's definition: the element, or between two, at the rank {@code q (count - 1)}. */
public final class Quantiles {
    private Quantiles() {}

    /** What is taken where a rank falls between two elements. */
    public enum Interpolation {
        /** The point between them that the fraction of the rank gives. */
        LINEAR,
        /** The element below. */
        LOWER,
        /** The element above. */
        HIGHER,
        /** The mean of both. */
        MIDPOINT,
        /** The element whose rank is nearer, of two equally near ones that of the even rank. */
        NEAREST
    }

    /** Takes the quantile q, 0 to 1, along a dimension; a NaN among the elements gives NaN. */
    public static Tensor quantile(Tensor x, double q, int dim, boolean keepdim, Interpolation interpolation) {
        return along("quantile", x, q, dim, keepdim, interpolation);
    }

    /** Takes the quantile q, 0 to 1, of what is not NaN along a dimension. */
    public static Tensor nanquantile(Tensor x, double q, int dim, boolean keepdim, Interpolation interpolation) {
        return along("nanquantile", x, q, dim, keepdim, interpolation);
    }

    private static Tensor along(
            String name, Tensor x, double q, int dim, boolean keepdim, Interpolation interpolation) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException(name + " wants q between 0 and 1, got " + q);
        }
        int size = x.rank() == 0 ? 1 : x.size(dim);
        if (!x.dtype().isFloating() || size == 0) {
            throw new IllegalArgumentException(name + " expected a floating point tensor with elements along dim " + dim
                    + ", got " + x.dtype() + " of shape " + x.shape());
        }
        Tensor sorted = Sorting.sort(x, dim, false).values();
        Tensor nans = Arithmetic.cast(Reductions.sum(Comparisons.isNan(x), true, dim), DType.FLOAT64);
        Tensor last = Arithmetic.rsub(size - 1, nans);
        Tensor rank = name.equals("nanquantile")
                ? Arithmetic.clampMin(Arithmetic.mul(last, q), 0)
                // Sorted to the end, a NaN is found there.
                : Arithmetic.where(
                        Comparisons.gt(nans, 0),
                        Arithmetic.constant(nans, size - 1),
                        Arithmetic.constant(nans, q * (size - 1)));
        Tensor result = at(sorted, rank, dim, interpolation);
        return keepdim ? result : Views.squeeze(result, dim);
    }

    private static Tensor at(Tensor sorted, Tensor rank, int dim, Interpolation interpolation) {
        Tensor below = Functions.floor(rank);
        Tensor above = Functions.ceil(rank);
        return switch (interpolation) {
            case LOWER -> chosen(sorted, below, dim);
            case HIGHER -> chosen(sorted, above, dim);
            case NEAREST -> chosen(sorted, Functions.round(rank), dim);
            case MIDPOINT ->
                between(chosen(sorted, below, dim), chosen(sorted, above, dim), Arithmetic.constant(rank, 0.5));
            case LINEAR -> between(chosen(sorted, below, dim), chosen(sorted, above, dim), Arithmetic.sub(rank, below));
        };
    }

    private static Tensor chosen(Tensor sorted, Tensor rank, int dim) {
        return Indexing.gather(sorted, dim, Arithmetic.cast(rank, DType.INT64));
    }

    /** Starts from the nearer end, so that each is met exactly. */
    private static Tensor between(Tensor below, Tensor above, Tensor weight) {
        Tensor w = Arithmetic.cast(weight, below.dtype());
        Tensor step = Arithmetic.sub(above, below);
        return Arithmetic.where(
                Comparisons.lt(w, 0.5),
                Arithmetic.add(below, Arithmetic.mul(w, step)),
                Arithmetic.sub(above, Arithmetic.mul(step, Arithmetic.rsub(1, w))));
    }
}
