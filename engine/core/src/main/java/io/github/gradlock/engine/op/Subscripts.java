package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Index;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Reading and writing by subscript, {@code x[1, ..., mask]}, by PyTorch's rules; reading by position.
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
        return put(x, values, get(positions(x), subscript), accumulate);
    }

    private static Tensor put(Tensor x, Tensor values, Tensor places, boolean accumulate) {
        Tensor index = Views.reshape(places, places.numel());
        Tensor source = Views.reshape(stretched(values, places.shape()), places.numel());
        Tensor flat = Views.reshape(x, x.numel());
        Op op = accumulate ? new ScatterAddOp(0) : new ScatterOp(0);
        return Views.reshape(Dispatch.applyOne(op, flat, index, source), x.shape());
    }

    /**
     * Replaces {@code x[subscript]} in place by {@code values}, converted and broadcast, whose leading dimensions of size 1 may be more
     * than those of what the subscript names; returns {@code x}.
     *
     * @throws IllegalArgumentException if {@code values} cannot be broadcast to what the subscript names
     * @throws IndexOutOfBoundsException as {@link #get} does
     */
    public static Tensor assign(Tensor x, Tensor values, Index... subscript) {
        Subscript place = Subscript.of(x, subscript);
        Tensor source = Arithmetic.cast(values, x.dtype());
        if (place.isView()) {
            Tensor target = place.picked();
            InPlace.copy(target, stretched(trimmed(source, target.rank()), target.shape()));
        } else {
            Tensor places = get(positions(x), subscript);
            InPlace.copy(x, put(x, trimmed(source, places.rank()), places, false));
        }
        return x;
    }

    /** Replaces {@code x[subscript]} in place by a number, converted to the dtype; returns {@code x}. */
    public static Tensor assign(Tensor x, Number value, Index... subscript) {
        return assign(x, Arithmetic.constant(x, Shape.SCALAR, value), subscript);
    }

    /** Returns the subscript of integers. */
    public static Index[] at(int first, int... others) {
        return IntStream.concat(IntStream.of(first), IntStream.of(others))
                .mapToObj(Index::at)
                .toArray(Index[]::new);
    }

    /** Drops leading dimensions of size 1 beyond a rank, as Python's assignments do. */
    private static Tensor trimmed(Tensor values, int rank) {
        int[] sizes = values.shape().sizes();
        int first = 0;
        while (sizes.length - first > rank && sizes[first] == 1) {
            first++;
        }
        return first == 0 ? values : Views.reshape(values, Arrays.copyOfRange(sizes, first, sizes.length));
    }

    private static Tensor stretched(Tensor values, Shape shape) {
        try {
            return Views.expand(values, shape);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("shape mismatch in index_put: value tensor of shape " + values.shape()
                    + " cannot be broadcast to indexing result of shape " + shape);
        }
    }

    /** Returns a tensor of the shape of {@code x} whose elements say their own position in row-major order. */
    private static Tensor positions(Tensor x) {
        return Views.reshape(Positions.counting(x, x.numel()), x.shape());
    }

    /**
     * Picks by row-major position, as if {@code x} had one dimension: the result has the shape of {@code index}. Negative indices
     * count from the end.
     *
     * @throws IndexOutOfBoundsException if an index is out of range
     */
    public static Tensor take(Tensor x, Tensor index) {
        Tensor flat = Views.reshape(integers("take", index), index.numel());
        Tensor positions = Indices.wrapped("take", flat, x.numel(), 0);
        return Views.reshape(Positions.pick(Views.reshape(x, x.numel()), 0, positions), index.shape());
    }

    /**
     * Picks along a dimension, as gather does, but negative indices count from the end, and input and index are broadcast in the
     * other dimensions.
     *
     * @throws IllegalArgumentException if the numbers of dimensions differ, or another dimension cannot be broadcast
     * @throws IndexOutOfBoundsException if an index is out of range
     */
    public static Tensor takeAlongDim(Tensor x, Tensor index, int dim) {
        if (x.rank() != index.rank()) {
            throw new IllegalArgumentException("shape mismatch in take_along_dim: input " + x.shape() + " and index "
                    + index.shape() + " should have the same number of dimensions");
        }
        if (x.rank() == 0) {
            return Views.reshape(takeAlongDim(x, index), x.shape());
        }
        int axis = x.shape().axis(dim);
        Shape others =
                Operands.broadcast("take_along_dim", resized(x.shape(), axis, 1), resized(index.shape(), axis, 1));
        Tensor from = Views.expand(x, resized(others, axis, x.size(axis)));
        Tensor chosen = Indices.wrapped("take_along_dim", integers("take_along_dim", index), x.size(axis), axis);
        return Indexing.gather(from, axis, Views.expand(chosen, resized(others, axis, index.size(axis))));
    }

    private static Shape resized(Shape shape, int axis, int size) {
        int[] sizes = shape.sizes();
        sizes[axis] = size;
        return Shape.of(sizes);
    }

    /** Picks by row-major position, as a vector; negative indices count from the end. */
    public static Tensor takeAlongDim(Tensor x, Tensor index) {
        return take(x, Views.reshape(index, index.numel()));
    }

    private static Tensor integers(String op, Tensor index) {
        if (index.dtype() != DType.INT64) {
            throw new IllegalArgumentException(op + " expected an int64 index, got " + index.dtype());
        }
        return index;
    }
}
