package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Reductions. Dimensions may be negative; where none is given, all are reduced to a zero-dimensional tensor. */
public final class Reductions {
    private Reductions() {}

    /** What {@link #aminmax} gives. */
    public record Extremes(Tensor min, Tensor max) {}

    /** Sums over dimensions; bool and integers give int64. */
    public static Tensor sum(Tensor x, boolean keepdim, int... dims) {
        Tensor from = x.dtype() == DType.BOOL ? Arithmetic.cast(x, DType.INT64) : x;
        return Dispatch.applyOne(new SumOp(Axes.of("sum", x.shape(), dims), keepdim), from);
    }

    /** Sums all elements to a zero-dimensional tensor; bool and integers give int64. */
    public static Tensor sum(Tensor x) {
        return sum(x, false);
    }

    /** Takes the mean: the sum divided by the number of elements. */
    public static Tensor mean(Tensor x, boolean keepdim, int... dims) {
        if (!x.dtype().isFloating()) {
            throw new IllegalArgumentException("mean expected a floating point tensor, got " + x.dtype());
        }
        return Arithmetic.div(
                sum(x, keepdim, dims), Axes.of("mean", x.shape(), dims).count());
    }

    /** Takes the mean of all elements of a floating tensor; NaN of none. */
    public static Tensor mean(Tensor x) {
        return mean(x, false);
    }

    /** Sums over dimensions what is not NaN; a NaN counts as zero and gets no cotangent. */
    public static Tensor nansum(Tensor x, boolean keepdim, int... dims) {
        return sum(x.dtype().isFloating() ? Arithmetic.maskedFill(x, Comparisons.isNan(x), 0) : x, keepdim, dims);
    }

    /** Takes the mean over dimensions of what is not NaN. */
    public static Tensor nanmean(Tensor x, boolean keepdim, int... dims) {
        if (!x.dtype().isFloating()) {
            throw new IllegalArgumentException("nanmean expected a floating point tensor, got " + x.dtype());
        }
        Tensor count = sum(Comparisons.not(Comparisons.isNan(x)), keepdim, dims);
        return Arithmetic.div(nansum(x, keepdim, dims), Arithmetic.cast(count, x.dtype()));
    }

    /** Counts over dimensions what is not zero, as int64; a NaN is not zero. */
    public static Tensor countNonzero(Tensor x, int... dims) {
        return sum(Comparisons.ne(x, 0), false, dims);
    }

    /** Tells over dimensions whether all elements hold, that is, are not zero; true of none. */
    public static Tensor all(Tensor x, boolean keepdim, int... dims) {
        return Dispatch.applyOne(new TruthOp(true, Axes.of("all", x.shape(), dims), keepdim), x);
    }

    /** Tells over dimensions whether an element holds, that is, is not zero; false of none. */
    public static Tensor any(Tensor x, boolean keepdim, int... dims) {
        return Dispatch.applyOne(new TruthOp(false, Axes.of("any", x.shape(), dims), keepdim), x);
    }

    /** Multiplies all elements to a zero-dimensional tensor; bool and integers give int64, none give 1. */
    public static Tensor prod(Tensor x) {
        return prod(Views.reshape(x, -1), -1, false);
    }

    /** Multiplies along a dimension; bool and integers give int64. */
    public static Tensor prod(Tensor x, int dim, boolean keepdim) {
        Tensor from = x.dtype() == DType.BOOL ? Arithmetic.cast(x, DType.INT64) : x;
        return restoredIf(keepdim, Dispatch.applyOne(new ProdOp(), last(from, dim)), x, dim);
    }

    /** Takes the greatest elements over dimensions; the derivative is shared evenly among equal ones. */
    public static Tensor amax(Tensor x, boolean keepdim, int... dims) {
        return extremum(true, false, x, keepdim, dims);
    }

    /** Takes the least elements over dimensions; the derivative is shared evenly among equal ones. */
    public static Tensor amin(Tensor x, boolean keepdim, int... dims) {
        return extremum(false, false, x, keepdim, dims);
    }

    private static Tensor extremum(boolean max, boolean nansShare, Tensor x, boolean keepdim, int... dims) {
        Axes axes = Axes.of(max ? "amax" : "amin", x.shape(), dims);
        ExtremumOp op = new ExtremumOp(max, axes, keepdim, nansShare);
        // Without dimensions max and min are ops of their own to the user, here other settings of amax and amin.
        nonEmpty(nansShare ? op.name().substring(1) : op.name(), x, op.axes());
        return Dispatch.applyOne(op, x);
    }

    private static void nonEmpty(String op, Tensor x, Axes axes) {
        if (axes.count() == 0) {
            throw new IllegalArgumentException(
                    op + " has no identity: the reduced dimensions of shape " + x.shape() + " are empty");
        }
    }

    /** Takes the greatest element; the derivative is shared evenly among equal ones, or among the NaNs if there are any. */
    public static Tensor max(Tensor x) {
        return extremum(true, true, x, false);
    }

    /** Takes the least element; the derivative is shared evenly among equal ones, or among the NaNs if there are any. */
    public static Tensor min(Tensor x) {
        return extremum(false, true, x, false);
    }

    /** Takes the greatest elements along a dimension with their indices; the derivative goes to the first of equal ones. */
    public static Selection max(Tensor x, int dim, boolean keepdim) {
        return along(true, x, dim, keepdim);
    }

    /** Takes the least elements along a dimension with their indices; the derivative goes to the first of equal ones. */
    public static Selection min(Tensor x, int dim, boolean keepdim) {
        return along(false, x, dim, keepdim);
    }

    private static Selection along(boolean max, Tensor x, int dim, boolean keepdim) {
        Tensor run = last(x, dim);
        nonEmpty(max ? "max" : "min", x, Axes.of("max", run.shape(), -1));
        Tensor[] outputs = Dispatch.apply(new ExtremumAlongOp(max, run.shape()), run);
        return new Selection(restoredIf(keepdim, outputs[0], x, dim), restoredIf(keepdim, outputs[1], x, dim));
    }

    /** Gives the int64 index of the greatest element along a dimension: the first of equal ones. */
    public static Tensor argmax(Tensor x, int dim, boolean keepdim) {
        return argExtremum(new ArgExtremumOp(true), x, dim, keepdim);
    }

    /** Gives the int64 index of the greatest of all elements, in row-major order. */
    public static Tensor argmax(Tensor x) {
        return argmax(Views.reshape(x, -1), -1, false);
    }

    /** Gives the int64 index of the least element along a dimension: the first of equal ones. */
    public static Tensor argmin(Tensor x, int dim, boolean keepdim) {
        return argExtremum(new ArgExtremumOp(false), x, dim, keepdim);
    }

    private static Tensor argExtremum(ArgExtremumOp op, Tensor x, int dim, boolean keepdim) {
        nonEmpty(op.name(), x, Axes.of(op.name(), x.shape(), dim));
        return restoredIf(keepdim, Dispatch.applyOne(op, last(x, dim)), x, dim);
    }

    /** Gives the int64 index of the least of all elements, in row-major order. */
    public static Tensor argmin(Tensor x) {
        return argmin(Views.reshape(x, -1), -1, false);
    }

    /** Takes the least and the greatest elements over dimensions; the derivative is shared evenly among equal ones. */
    public static Extremes aminmax(Tensor x, boolean keepdim, int... dims) {
        return new Extremes(amin(x, keepdim, dims), amax(x, keepdim, dims));
    }

    /**
     * Takes the p-norm over dimensions, for any p: 0 counts what is not zero, infinity takes the greatest size and minus infinity the
     * least. The derivative is zero where a norm is zero; for p other than 1 and 2 an element that is zero has none of it.
     */
    public static Tensor norm(Tensor x, double p, boolean keepdim, int... dims) {
        Axes axes = Axes.of("norm", x.shape(), dims);
        if (p < 0 || p == Double.POSITIVE_INFINITY) {
            nonEmpty("norm of order " + p, x, axes);
        }
        return Dispatch.applyOne(new VectorNormOp(p, axes, keepdim), Operands.floating(x));
    }

    /** Takes {@code log(sum(exp(x)))} without overflow; minus infinity where there is nothing to add up. */
    public static Tensor logsumexp(Tensor x, boolean keepdim, int... dims) {
        Axes axes = Axes.of("logsumexp", x.shape(), dims);
        Tensor from = Operands.floating(x);
        if (x.numel() == 0) {
            return Functions.log(sum(from, keepdim, dims));
        }
        Tensor greatest = Views.detach(amax(from, true, dims));
        Tensor shift = Arithmetic.where(Comparisons.isFinite(greatest), greatest, Arithmetic.constant(greatest, 0));
        Tensor logs = Functions.log(sum(Functions.exp(Arithmetic.sub(from, shift)), true, dims));
        return Views.reshape(Arithmetic.add(logs, shift), axes.result(keepdim));
    }

    /** Sums what broadcasting had stretched, so that the result has the shape of the operand. */
    public static Tensor sumTo(Tensor x, Shape shape) {
        List<Integer> dims = new ArrayList<>();
        int added = x.rank() - shape.rank();
        for (int axis = 0; axis < x.rank(); axis++) {
            if (axis < added || shape.size(axis - added) == 1 && x.size(axis) != 1) {
                dims.add(axis);
            }
        }
        return Views.reshape(dims.isEmpty() ? x : sum(x, true, Axes.ints(dims)), shape);
    }

    /** Stretches a result back over the axes that were reduced, whether it kept them or not. */
    static Tensor restored(Tensor result, Axes axes) {
        return Views.expand(Views.reshape(result, axes.kept()), axes.input());
    }

    private static Tensor last(Tensor x, int dim) {
        int axis = x.shape().axis(dim);
        return x.rank() == 0 ? Views.reshape(x, 1) : axis == x.rank() - 1 ? x : Views.permute(x, axisLast(x, axis));
    }

    private static int[] axisLast(Tensor x, int axis) {
        return Axes.of("axis", x.shape(), axis).last();
    }

    private static Tensor restoredIf(boolean keepdim, Tensor result, Tensor x, int dim) {
        return keepdim ? Views.reshape(result, Axes.of("axis", x.shape(), dim).kept()) : result;
    }
}
