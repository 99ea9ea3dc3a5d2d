package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Reductions and scans. Dimensions may be negative; where none is given, all are reduced to a zero-dimensional tensor. */
public final class Reductions {
    private Reductions() {}

    /**
     * What {@link #max} and {@link #min} along a dimension give.
     *
     * @param values the extreme elements
     * @param indices their int64 indices: the first of equal ones
     */
    public record Extremum(Tensor values, Tensor indices) {}

    /** Sums over dimensions; bool and integers give int64. */
    public static Tensor sum(Tensor x, boolean keepdim, int... dims) {
        Tensor from = x.dtype() == DType.BOOL ? Arithmetic.cast(x, DType.INT64) : x;
        return Dispatch.applyOne(new SumOp(Axes.of("sum", x.shape(), dims), keepdim), from);
    }

    /** Sums all elements. */
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

    /** Takes the mean of all elements. */
    public static Tensor mean(Tensor x) {
        return mean(x, false);
    }

    /** Takes the variance in two passes: squares of deviations from the mean, divided by {@code count - correction}. */
    public static Tensor var(Tensor x, int correction, boolean keepdim, int... dims) {
        Axes axes = Axes.of("var", x.shape(), dims);
        Tensor deviation = Arithmetic.sub(x, mean(x, true, dims));
        Tensor squares = sum(Arithmetic.mul(deviation, deviation), keepdim, dims);
        return Arithmetic.div(squares, Math.max(0, axes.count() - correction));
    }

    /** Takes the square root of the variance; its derivative at zero is zero. */
    public static Tensor std(Tensor x, int correction, boolean keepdim, int... dims) {
        return Functions.sqrtFlatAtZero(var(x, correction, keepdim, dims));
    }

    /** Multiplies all elements. */
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
        nonEmpty(op.name(), x, op.axes());
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
    public static Extremum max(Tensor x, int dim, boolean keepdim) {
        return along(true, x, dim, keepdim);
    }

    /** Takes the least elements along a dimension with their indices; the derivative goes to the first of equal ones. */
    public static Extremum min(Tensor x, int dim, boolean keepdim) {
        return along(false, x, dim, keepdim);
    }

    private static Extremum along(boolean max, Tensor x, int dim, boolean keepdim) {
        Tensor run = last(x, dim);
        nonEmpty(max ? "max" : "min", x, Axes.of("max", run.shape(), -1));
        Tensor[] outputs = Dispatch.apply(new ExtremumAlongOp(max, run.shape()), run);
        return new Extremum(restoredIf(keepdim, outputs[0], x, dim), restoredIf(keepdim, outputs[1], x, dim));
    }

    /** Gives the int64 index of the greatest element along a dimension: the first of equal ones. */
    public static Tensor argmax(Tensor x, int dim, boolean keepdim) {
        return restoredIf(keepdim, Dispatch.applyOne(new ArgExtremumOp(true), last(x, dim)), x, dim);
    }

    /** Gives the int64 index of the greatest of all elements, in row-major order. */
    public static Tensor argmax(Tensor x) {
        return argmax(Views.reshape(x, -1), -1, false);
    }

    /** Gives the int64 index of the least element along a dimension: the first of equal ones. */
    public static Tensor argmin(Tensor x, int dim, boolean keepdim) {
        return restoredIf(keepdim, Dispatch.applyOne(new ArgExtremumOp(false), last(x, dim)), x, dim);
    }

    /** Gives running sums along a dimension, from left to right; bool gives int64. */
    public static Tensor cumsum(Tensor x, int dim) {
        Tensor from = x.dtype() == DType.BOOL ? Arithmetic.cast(x, DType.INT64) : x;
        if (x.rank() == 0) {
            return from;
        }
        return Views.transpose(Dispatch.applyOne(new CumsumOp(), Views.transpose(from, dim, -1)), dim, -1);
    }

    /**
     * Takes the p-norm over dimensions: p = 0, 1, 2, infinity, minus infinity or any other. Where a norm with positive p is zero,
     * its derivative is zero; below p = 1 that for each element which is zero is zero.
     */
    public static Tensor norm(Tensor x, double p, boolean keepdim, int... dims) {
        Tensor size = Arithmetic.abs(x);
        if (Double.isInfinite(p)) {
            return p > 0 ? amax(size, keepdim, dims) : amin(size, keepdim, dims);
        }
        if (p == 0) {
            return sum(Arithmetic.abs(Functions.sign(x)), keepdim, dims);
        }
        if (p == 1) {
            return sum(size, keepdim, dims);
        }
        if (p == 2) {
            return Functions.sqrtFlatAtZero(sum(Arithmetic.mul(x, x), keepdim, dims));
        }
        if (p < 0) {
            return Arithmetic.pow(sum(Arithmetic.pow(size, p), keepdim, dims), 1 / p);
        }
        Tensor powers = p < 1 ? powFlatAtZero(size, p) : Arithmetic.pow(size, p);
        return powFlatAtZero(sum(powers, keepdim, dims), 1 / p);
    }

    /** Takes a positive power with the derivative 0 at 0. */
    private static Tensor powFlatAtZero(Tensor x, double power) {
        Tensor zero = Comparisons.eq(x, 0);
        Tensor safe = Arithmetic.maskedFill(x, zero, 1);
        return Arithmetic.maskedFill(Arithmetic.pow(safe, power), zero, 0);
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
