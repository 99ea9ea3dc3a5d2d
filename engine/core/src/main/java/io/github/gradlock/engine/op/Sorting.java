package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;

/**
 * Orders, and what is found in them. Sorting is stable; a NaN is greater than all, and signed zeros are equal. Derivatives go to the
 * elements that were chosen.
 */
public final class Sorting {
    private Sorting() {}

    /** Gives the int64 indices that sort along a dimension; equal elements keep their order, also where it descends. */
    public static Tensor argsort(Tensor x, int dim, boolean descending) {
        return LastAxis.apply(x, dim, line -> Dispatch.applyOne(new ArgSortOp(descending), line));
    }

    /** Sorts along a dimension, stably in both directions; NaN is the greatest. The derivative follows the elements. */
    public static Selection sort(Tensor x, int dim, boolean descending) {
        return chosen(x, dim, argsort(x, dim, descending));
    }

    /** Takes the k greatest or least elements along a dimension, in their order. */
    public static Selection topk(Tensor x, int k, int dim, boolean largest) {
        int size = length(x, dim);
        if (k < 0 || k > size) {
            throw new IllegalArgumentException(
                    "topk of " + k + " is out of range for dimension " + dim + " of shape " + x.shape());
        }
        Tensor order = argsort(x, dim, largest);
        return chosen(x, dim, x.rank() == 0 ? order : Views.narrow(order, dim, 0, k));
    }

    /** Takes the k-th least element along a dimension; k starts at 1. */
    public static Selection kthvalue(Tensor x, int k, int dim, boolean keepdim) {
        if (k < 1 || k > length(x, dim)) {
            throw new IllegalArgumentException("kthvalue: selected number k " + k + " is out of range for dimension "
                    + dim + " of shape " + x.shape());
        }
        Tensor order = argsort(x, dim, false);
        Tensor index = x.rank() == 0 ? order : Views.narrow(order, dim, k - 1, 1);
        return dropped(chosen(x, dim, index), dim, keepdim);
    }

    /** Takes the median along a dimension: the lower of two middle elements, or a NaN if there is one. */
    public static Selection median(Tensor x, int dim, boolean keepdim) {
        return dropped(chosen(x, dim, middle("median", x, dim, false)), dim, keepdim);
    }

    /** Takes the median of what is not NaN along a dimension: the lower of two middle elements. */
    public static Selection nanmedian(Tensor x, int dim, boolean keepdim) {
        return dropped(chosen(x, dim, middle("nanmedian", x, dim, true)), dim, keepdim);
    }

    /** Takes the median of all elements, NaN of none; the derivative is shared evenly among equal ones. */
    public static Tensor median(Tensor x) {
        return ofAll("median", x, false);
    }

    /** Takes the median of all elements that are not NaN; the derivative is shared evenly among equal ones. */
    public static Tensor nanmedian(Tensor x) {
        return ofAll("nanmedian", x, true);
    }

    private static Tensor ofAll(String name, Tensor x, boolean ignoreNan) {
        Tensor flat = Views.reshape(x, -1);
        if (flat.numel() == 0 && x.dtype().isFloating()) {
            return Reductions.mean(flat);
        }
        Tensor value = Indexing.gather(Views.detach(flat), 0, middle(name, flat, 0, ignoreNan));
        Tensor scalar = Views.reshape(value, Shape.SCALAR);
        return x.dtype().isFloating() ? Dispatch.applyOne(new EvenlyOp(name), flat, scalar) : scalar;
    }

    /** Returns the index of the median, with the dimension kept. */
    private static Tensor middle(String name, Tensor x, int dim, boolean ignoreNan) {
        int size = length(x, dim);
        if (size == 0) {
            throw new IllegalArgumentException(
                    name + " has no value: dimension " + dim + " of shape " + x.shape() + " is empty");
        }
        Tensor order = argsort(x, dim, false);
        if (!x.dtype().isFloating()) {
            return x.rank() == 0 ? order : Views.narrow(order, dim, (size - 1) / 2, 1);
        }
        Tensor nans = Reductions.sum(Comparisons.isNan(x), true, dim);
        Tensor place = ignoreNan
                ? half(Arithmetic.maximum(Arithmetic.rsub(size - 1, nans), Arithmetic.constant(nans, 0)))
                : Arithmetic.where(
                        Comparisons.eq(nans, 0),
                        Arithmetic.constant(nans, (size - 1) / 2),
                        Arithmetic.rsub(size, nans));
        return Indexing.gather(order, dim, place);
    }

    /** Halves integers, rounding down. */
    private static Tensor half(Tensor x) {
        Tensor halves = Functions.floor(Arithmetic.mul(Arithmetic.cast(x, DType.FLOAT64), 0.5));
        return Arithmetic.cast(halves, DType.INT64);
    }

    /** Takes the most frequent element along a dimension, the least of several; the index is the last one where it stands. */
    public static Selection mode(Tensor x, int dim, boolean keepdim) {
        Tensor order = argsort(x, dim, false);
        Tensor sorted = Indexing.gather(Views.detach(x), dim, order);
        Tensor longest = Reductions.argmax(runPositions(sorted, dim), dim, true);
        return dropped(chosen(x, dim, Indexing.gather(order, dim, longest)), dim, keepdim);
    }

    /** Numbers each element along a dimension within its run of equal neighbours: 0, 1, 2, … */
    static Tensor runPositions(Tensor x, int dim) {
        return LastAxis.apply(x, dim, line -> Dispatch.applyOne(new RunPositionsOp(), line));
    }

    private static int length(Tensor x, int dim) {
        int axis = x.shape().axis(dim);
        return x.rank() == 0 ? 1 : x.size(axis);
    }

    private static Selection chosen(Tensor x, int dim, Tensor indices) {
        return new Selection(Indexing.gather(x, dim, indices), indices);
    }

    private static Selection dropped(Selection kept, int dim, boolean keepdim) {
        return keepdim ? kept : new Selection(Views.squeeze(kept.values(), dim), Views.squeeze(kept.indices(), dim));
    }
}
