package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Writing by int64 index, into a copy. What meets in one element is applied in ascending row-major order of the source. An index
 * below 0 or beyond the end is an {@link IndexOutOfBoundsException}.
 */
public final class Scatters {
    private Scatters() {}

    /** How a {@link #scatterReduce} brings sources and base together. */
    public enum Reduction {
        /** Their sum. */
        SUM,
        /** Their product. */
        PROD,
        /** Their mean; the base counts if it is included. */
        MEAN,
        /** The greatest of them. */
        AMAX,
        /** The least of them. */
        AMIN
    }

    /** One way to bring sources to a base of at least one dimension, along an axis. */
    @FunctionalInterface
    private interface Write {
        Tensor apply(Tensor base, int axis, Tensor source);
    }

    /**
     * Puts {@code source} at {@code [i…, index[i…, j, k…], k…]}; the last of several stays. As in PyTorch the derivative is right only
     * where no element is written twice: each source gets the cotangent of its element.
     */
    public static Tensor scatter(Tensor x, int dim, Tensor index, Tensor source) {
        return write(
                "scatter",
                x,
                dim,
                index,
                source,
                (base, axis, part) -> Dispatch.applyOne(new ScatterOp(axis), base, line(index), part));
    }

    /** Puts a number at {@code [i…, index[i…, j, k…], k…]}. */
    public static Tensor scatter(Tensor x, int dim, Tensor index, Number value) {
        return scatter(x, dim, index, Arithmetic.constant(x, index.shape(), value));
    }

    /** Adds {@code source} to {@code x} at {@code [i…, index[i…, j, k…], k…]}. */
    public static Tensor scatterAdd(Tensor x, int dim, Tensor index, Tensor source) {
        return write(
                "scatter_add",
                x,
                dim,
                index,
                source,
                (base, axis, part) -> Dispatch.applyOne(new ScatterAddOp(axis), base, line(index), part));
    }

    /**
     * Brings {@code source} to {@code x} at {@code [i…, index[i…, j, k…], k…]}. A mean divides by the number of what came together;
     * the derivative of an extremum is shared evenly among equal ones.
     *
     * @param includeSelf whether elements of x take part where a source comes
     */
    public static Tensor scatterReduce(
            Tensor x, int dim, Tensor index, Tensor source, Reduction reduction, boolean includeSelf) {
        return switch (reduction) {
            case SUM -> scatterAdd(includeSelf ? x : scatter(x, dim, index, 0), dim, index, source);
            case PROD -> {
                Tensor from = includeSelf ? x : scatter(x, dim, index, 1);
                yield write(
                        "scatter_reduce",
                        from,
                        dim,
                        index,
                        source,
                        (base, axis, part) -> Dispatch.applyOne(new ScatterProdOp(axis), base, line(index), part));
            }
            case MEAN -> mean(x, dim, index, source, includeSelf);
            case AMAX, AMIN ->
                write(
                        "scatter_reduce",
                        x,
                        dim,
                        index,
                        source,
                        (base, axis, part) -> Dispatch.applyOne(
                                new ScatterExtremumOp(reduction == Reduction.AMAX, axis, includeSelf),
                                base,
                                line(index),
                                part));
        };
    }

    private static Tensor mean(Tensor x, int dim, Tensor index, Tensor source, boolean includeSelf) {
        if (!x.dtype().isFloating()) {
            throw new IllegalArgumentException(
                    "scatter_reduce expected a floating point tensor for a mean, got " + x.dtype());
        }
        Tensor sums = scatterReduce(x, dim, index, source, Reduction.SUM, includeSelf);
        Tensor ones = Arithmetic.constant(x, index.shape(), 1);
        Tensor counts = scatterAdd(Arithmetic.constant(x, includeSelf ? 1 : 0), dim, index, ones);
        return Arithmetic.div(sums, Arithmetic.maximum(counts, Arithmetic.constant(x, 1)));
    }

    /** Adds slices of {@code source} to {@code x} along a dimension: {@code index} has one dimension. */
    public static Tensor indexAdd(Tensor x, int dim, Tensor index, Tensor source) {
        return scatterAdd(x, dim, slices("index_add", x, dim, index), source("index_add", x, dim, index, source));
    }

    /** Adds slices of {@code source}, multiplied with {@code alpha}. */
    public static Tensor indexAdd(Tensor x, int dim, Tensor index, Tensor source, Number alpha) {
        return indexAdd(x, dim, index, Arithmetic.mul(source, alpha));
    }

    /** Overwrites slices of {@code x} by those of {@code source}: {@code index} has one dimension, the last of several stays. */
    public static Tensor indexCopy(Tensor x, int dim, Tensor index, Tensor source) {
        return scatter(x, dim, slices("index_copy", x, dim, index), source("index_copy", x, dim, index, source));
    }

    /** Fills slices of {@code x} with a number: {@code index} has one dimension. */
    public static Tensor indexFill(Tensor x, int dim, Tensor index, Number value) {
        return scatter(x, dim, slices("index_fill", x, dim, index), value);
    }

    /**
     * Fills slices of {@code x} with a zero-dimensional tensor. As in PyTorch its derivative counts a slice as often as it is
     * indexed.
     */
    public static Tensor indexFill(Tensor x, int dim, Tensor index, Tensor value) {
        if (value.rank() != 0) {
            throw new IllegalArgumentException("index_fill expected a zero-dimensional value, got " + value.shape());
        }
        Tensor slices = slices("index_fill", x, dim, index);
        return scatter(x, dim, slices, Views.expand(Arithmetic.cast(value, x.dtype()), slices.shape()));
    }

    private static Tensor slices(String op, Tensor x, int dim, Tensor index) {
        return Indices.stretched(op, x.rank() == 0 ? Shape.of(1) : x.shape(), dim, index);
    }

    private static Tensor source(String op, Tensor x, int dim, Tensor index, Tensor source) {
        if (x.rank() == 0 && source.rank() <= 1) {
            return Views.reshape(source, -1);
        }
        int[] sizes = x.shape().sizes();
        sizes[x.shape().axis(dim)] = index.numel();
        if (source.rank() == 0 && x.rank() == 1) {
            return Views.reshape(source, 1);
        }
        if (!Arrays.equals(sizes, source.shape().sizes())) {
            throw new IllegalArgumentException(
                    "shape mismatch in " + op + ": source " + source.shape() + ", wanted " + Arrays.toString(sizes));
        }
        return source;
    }

    private static Tensor write(String op, Tensor x, int dim, Tensor index, Tensor source, Write write) {
        int axis = x.shape().axis(dim);
        Indices.check(op, index, x.shape(), axis);
        if (x.dtype() != source.dtype()) {
            throw Operands.mismatch(op, x.dtype(), source.dtype());
        }
        if (index.numel() == 0) {
            // Nothing is written, and yet the source has a gradient, as in PyTorch: it is zero.
            Tensor nothing = Views.narrow(Views.reshape(source, -1), 0, 0, 0);
            return Views.reshape(Joins.cat(List.of(Views.reshape(x, -1), nothing), 0), x.shape());
        }
        Tensor base = line(x);
        Indices.checkReach(op, line(index), base.shape(), axis);
        Tensor part = Indices.cut(op, line(source), -1, line(index));
        return Views.reshape(write.apply(base, axis, part), x.shape());
    }

    /** Sees a zero-dimensional tensor as a line of one element. */
    private static Tensor line(Tensor x) {
        return x.rank() == 0 ? Views.reshape(x, 1) : x;
    }

    /** Returns what any element beats: minus infinity for a maximum, or the least integer. */
    static Number lowest(boolean max, DType dtype) {
        if (dtype.isFloating()) {
            return max ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return max ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
}
