package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;

/** Vectors of int64 positions: counted, found and picked at. */
final class Positions {
    private static final NonzeroOp NONZERO = new NonzeroOp();

    private Positions() {}

    /** Returns the vector 0, 1, …, {@code count - 1} on the device of a tensor. */
    static Tensor counting(Tensor like, int count) {
        Tensor out = Dispatch.kernels(like).empty(Shape.of(count), DType.INT64);
        Dispatch.kernels(like).arange(0L, 1L, out);
        return out;
    }

    /** Returns the row-major positions of the elements that are not zero. */
    static Tensor nonzero(Tensor x) {
        return Dispatch.applyOne(NONZERO, x);
    }

    /** Picks slices along an axis at positions that are known to be in range. */
    static Tensor pick(Tensor x, int axis, Tensor positions) {
        Tensor index = Indices.stretched("index", x.shape(), axis, positions);
        return Dispatch.applyOne(new GatherOp(axis, x.shape()), x, index);
    }
}
