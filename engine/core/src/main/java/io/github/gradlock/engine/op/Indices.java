package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;

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
        Kernels kernels = Dispatch.kernels(index);
        int size = shape.rank() == 0 ? 1 : shape.size(axis);
        double least = extreme(kernels, ReduceFunction.MIN, index);
        double greatest = extreme(kernels, ReduceFunction.MAX, index);
        if (least < 0 || greatest >= size) {
            throw new IndexOutOfBoundsException("index " + (long) (least < 0 ? least : greatest)
                    + " is out of bounds in " + op + " for dimension " + axis + " with size " + size);
        }
    }

    private static double extreme(Kernels kernels, ReduceFunction function, Tensor index) {
        return Primitives.reduce(kernels, function, index, Axes.of("index", index.shape()), false)
                .item();
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
        int[] line = new int[sizes.length];
        Arrays.fill(line, 1);
        line[axis] = index.numel();
        sizes[axis] = index.numel();
        return Views.expand(Views.reshape(index, line), Shape.of(sizes));
    }
}
