package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Layout;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;

/** Checks indices before kernels trust them, and fits them to what they index. */
final class Indices {
    private Indices() {}

    /** Checks that an index can be used along an axis of a shape; one without elements needs no equal rank, as in PyTorch. */
    static void check(String op, Tensor index, Shape shape, int axis) {
        if (index.dtype() != DType.INT64) {
            throw new IllegalArgumentException(op + " expected an int64 index, got " + index.dtype());
        }
        if (index.numel() == 0) {
            return;
        }
        if (index.rank() != shape.rank() && Math.max(index.rank(), shape.rank()) > 1) {
            throw new IllegalArgumentException("shape mismatch in " + op + ": index " + index.shape()
                    + " must have as many dimensions as " + shape);
        }
        checkRange(op, index, 0, shape.rank() == 0 ? 1 : shape.size(axis), axis);
    }

    /** Counts negative indices, of any shape, from the end of a dimension, after a check of all. */
    static Tensor wrapped(String op, Tensor index, int size, int dim) {
        if (index.numel() == 0 || checkRange(op, index, -size, size, dim) >= 0) {
            return index;
        }
        return Arithmetic.where(Comparisons.lt(index, 0), Arithmetic.add(index, size), index);
    }

    /** Requires all indices to be at least {@code low} and less than {@code size}; returns the least. */
    private static double checkRange(String op, Tensor index, int low, int size, int dim) {
        double least = extreme(ReduceFunction.MIN, index);
        double greatest = extreme(ReduceFunction.MAX, index);
        if (least < low || greatest >= size) {
            throw new IndexOutOfBoundsException("index " + (long) (least < low ? least : greatest)
                    + " is out of bounds in " + op + " for dimension " + dim + " with size " + size);
        }
        return least;
    }

    private static double extreme(ReduceFunction function, Tensor index) {
        Kernels kernels = Dispatch.kernels(index);
        Tensor each = once(index);
        return Primitives.reduce(kernels, function, each, Axes.of("index", each.shape()), false)
                .item();
    }

    /** Leaves out what is a repetition by strides of zero: rows that are looked up have one index for all their elements. */
    private static Tensor once(Tensor index) {
        Layout layout = index.layout();
        for (int axis = 0; axis < index.rank(); axis++) {
            if (index.stride(axis) == 0 && index.size(axis) > 1) {
                layout = layout.narrow(axis, 0, 1);
            }
        }
        return index.alias(layout);
    }

    /** Cuts off what the index does not reach, in all dimensions but one. */
    static Tensor cut(String op, Tensor x, int axis, Tensor index) {
        Tensor part = x;
        for (int i = 0; i < x.rank(); i++) {
            if (i != axis && index.size(i) > x.size(i)) {
                throw exceeds(op, index, x.shape());
            }
            if (i != axis && index.size(i) < x.size(i)) {
                part = Views.narrow(part, i, 0, index.size(i));
            }
        }
        return part;
    }

    /** Refuses an index that is longer than a shape in a dimension other than the one it indexes. */
    static void checkReach(String op, Tensor index, Shape shape, int axis) {
        for (int i = 0; i < shape.rank(); i++) {
            if (i != axis && index.size(i) > shape.size(i)) {
                throw exceeds(op, index, shape);
            }
        }
    }

    private static IllegalArgumentException exceeds(String op, Tensor index, Shape shape) {
        return new IllegalArgumentException(
                "shape mismatch in " + op + ": index " + index.shape() + " exceeds " + shape);
    }

    /** Stretches an index of whole slices over the other dimensions of a shape. */
    static Tensor stretched(String op, Shape shape, int dim, Tensor index) {
        if (index.rank() > 1) {
            throw new IllegalArgumentException(op + " expected an index of one dimension, got " + index.shape());
        }
        int axis = shape.axis(dim);
        int[] sizes = shape.sizes();
        sizes[axis] = index.numel();
        return Views.expand(Views.along(index, sizes.length, axis), Shape.of(sizes));
    }
}
