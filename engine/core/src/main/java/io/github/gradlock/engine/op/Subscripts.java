package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Index;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;

/**
 * Reading and writing by subscript, {@code x[1, ..., mask]}, by PyTorch's rules.
 *
 * <p>Integers, slices, new axes and the ellipsis give a view. Tensors of indices are broadcast against each other, and pick into a
 * copy: the dimensions of what they are broadcast to stand where the indexed dimensions were if these are neighbours, and in front
 * if they are not. A mask counts as one tensor of indices for each of its dimensions. Other than in NumPy, an integer does not count
 * as a tensor of indices.
 */
public final class Subscripts {
    private Subscripts() {}

    /**
     * Reads {@code x[subscript]}.
     *
     * @throws IndexOutOfBoundsException if there are too many entries, or an index or mask does not fit its dimension
     * @throws IllegalArgumentException if the tensors of indices cannot be broadcast against each other
     */
    public static Tensor get(Tensor x, Index... subscript) {
        return Subscript.of(x, subscript).picked();
    }

    /**
     * Returns a copy of {@code x} in which {@code x[subscript]} is {@code values}, broadcast. If one element is named several times,
     * the last value in row-major order stays, or with {@code accumulate} all are added to it, in that order.
     *
     * @throws IllegalArgumentException if the dtypes differ, or {@code values} cannot be broadcast to what the subscript names
     * @throws IndexOutOfBoundsException as {@link #get} does
     */
    public static Tensor put(Tensor x, Tensor values, boolean accumulate, Index... subscript) {
        if (x.dtype() != values.dtype()) {
            throw Operands.mismatch("index_put", x.dtype(), values.dtype());
        }
        Tensor places = get(positions(x), subscript);
        Tensor index = Views.reshape(places, places.numel());
        Tensor source = Views.reshape(stretched(values, places.shape()), places.numel());
        Tensor flat = Views.reshape(x, x.numel());
        Op op = accumulate ? new ScatterAddOp(0) : new ScatterOp(0);
        return Views.reshape(Dispatch.applyOne(op, flat, index, source), x.shape());
    }

    private static Tensor stretched(Tensor values, Shape shape) {
        if (values.rank() > shape.rank()
                || !Shape.broadcast(values.shape(), shape).equals(shape)) {
            throw new IllegalArgumentException("shape mismatch in index_put: value tensor of shape " + values.shape()
                    + " cannot be broadcast to indexing result of shape " + shape);
        }
        return Views.expand(values, shape);
    }

    /** Returns a tensor of the shape of {@code x} whose elements say their own position in row-major order. */
    private static Tensor positions(Tensor x) {
        return Views.reshape(Indexing.counting(x, x.numel()), x.shape());
    }
}
