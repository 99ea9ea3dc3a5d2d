package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;

/** Vectors of int64 positions: counted, found, checked and picked at. */
final class Positions {
    private static final NonzeroOp NONZERO = new NonzeroOp();

    private Positions() {}

    /** Returns the vector 0, 1, …, {@code count - 1} on the device of a tensor. */
    static Tensor counting(Tensor like, int count) {
        Tensor out = Dispatch.kernels(like).zeros(Shape.of(count), DType.INT64);
        Dispatch.kernels(like).arange(0L, 1L, out);
        return out;
    }

    /** Returns the row-major positions of the elements that are not zero. */
    static Tensor nonzero(Tensor x) {
        return Dispatch.applyOne(NONZERO, x);
    }

    /** Counts negative indices, of any shape, from the end of a dimension, after a check of all. */
    static Tensor wrapped(String op, Tensor index, int size, int dim) {
        if (index.numel() == 0) {
            return index;
        }
        double least = extreme(ReduceFunction.MIN, index);
        double greatest = extreme(ReduceFunction.MAX, index);
        if (least < -size || greatest >= size) {
            throw new IndexOutOfBoundsException("index " + (long) (least < -size ? least : greatest)
                    + " is out of bounds in " + op + " for dimension " + dim + " with size " + size);
        }
        return least >= 0 ? index : Arithmetic.where(Comparisons.lt(index, 0), Arithmetic.add(index, size), index);
    }

    private static double extreme(ReduceFunction function, Tensor index) {
        Kernels kernels = Dispatch.kernels(index);
        return Primitives.reduce(kernels, function, index, Axes.of("index", index.shape()), false)
                .item();
    }

    /** Picks slices along an axis at positions that are known to be in range. */
    static Tensor pick(Tensor x, int axis, Tensor positions) {
        int[] sizes = x.shape().sizes();
        sizes[axis] = positions.numel();
        Tensor index = Views.expand(Views.along(positions, sizes.length, axis), Shape.of(sizes));
        return Dispatch.applyOne(new GatherOp(axis, x.shape()), x, index);
    }
}
