package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Picking and placing by mask or by flat index. The size of what a mask picks is asked from the device once. */
public final class Selections {
    private static final NonzeroOp NONZERO = new NonzeroOp();

    private Selections() {}

    /** Gives the coordinates of the elements that are not zero, in row-major order: int64 {@code [count, rank]}. */
    public static Tensor nonzero(Tensor x) {
        Tensor positions = positions(x);
        if (x.rank() == 0) {
            return Dispatch.kernels(x).zeros(Shape.of(positions.numel(), 0), DType.INT64);
        }
        return Joins.stack(coordinates(x.shape(), positions), 1);
    }

    /**
     * Gives the coordinates of the elements that are not zero, a vector for each dimension: what {@code where} of one argument
     * gives. A zero-dimensional tensor counts as a vector of one element.
     */
    public static List<Tensor> where(Tensor condition) {
        Shape shape = condition.rank() == 0 ? Shape.of(1) : condition.shape();
        return coordinates(shape, positions(condition));
    }

    /** Gives the row-major positions of the elements that are not zero, as a vector. */
    static Tensor positions(Tensor x) {
        return Dispatch.applyOne(NONZERO, x);
    }

    private static List<Tensor> coordinates(Shape shape, Tensor positions) {
        List<Tensor> coordinates = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            Tensor line = Views.along(Indexing.counting(positions, shape.size(axis)), shape.rank(), axis);
            Tensor all = Views.reshape(Views.expand(line, shape), shape.numel());
            coordinates.add(Indexing.pick(all, 0, positions));
        }
        return coordinates;
    }

    /**
     * Picks the elements where a mask holds, in row-major order, as a vector; both are broadcast.
     *
     * @throws IllegalArgumentException if the mask is not bool, or cannot be broadcast
     */
    public static Tensor maskedSelect(Tensor x, Tensor mask) {
        Shape shape = checkedMask("masked_select", x, mask);
        Tensor flat = Views.reshape(Views.expand(x, shape), shape.numel());
        return Indexing.pick(flat, 0, positions(Views.expand(mask, shape)));
    }

    /**
     * Puts the elements of a source, in row-major order, one after the other where a mask holds; {@code x} and the mask are
     * broadcast.
     *
     * @throws IllegalArgumentException if the mask is not bool, dtypes differ, or the source has too few elements
     */
    public static Tensor maskedScatter(Tensor x, Tensor mask, Tensor source) {
        Shape shape = checkedMask("masked_scatter", x, mask);
        if (x.dtype() != source.dtype()) {
            throw Operands.mismatch("masked_scatter", x.dtype(), source.dtype());
        }
        Tensor positions = positions(Views.expand(mask, shape));
        int count = positions.numel();
        if (source.numel() < count) {
            throw new IllegalArgumentException("masked_scatter: source " + source.shape() + " has fewer elements than "
                    + count + ", the number of ones in the mask");
        }
        Tensor flat = Views.reshape(Views.expand(x, shape), shape.numel());
        Tensor part = Views.narrow(Views.reshape(source, source.numel()), 0, 0, count);
        return Views.reshape(Dispatch.applyOne(new ScatterOp(0), flat, positions, part), shape);
    }

    private static Shape checkedMask(String op, Tensor x, Tensor mask) {
        if (mask.dtype() != DType.BOOL) {
            throw new IllegalArgumentException(op + " expected a bool tensor as mask, got " + mask.dtype());
        }
        return Operands.broadcast(op, x.shape(), mask.shape());
    }

    /**
     * Picks by row-major position, as if {@code x} had one dimension: the result has the shape of {@code index}. Negative indices
     * count from the end.
     *
     * @throws IndexOutOfBoundsException if an index is out of range
     */
    public static Tensor take(Tensor x, Tensor index) {
        Tensor flat = Views.reshape(integers("take", index), index.numel());
        Tensor positions = Indexing.wrapped("take", flat, x.numel(), 0);
        return Views.reshape(Indexing.pick(Views.reshape(x, x.numel()), 0, positions), index.shape());
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
        Tensor chosen = Indexing.wrapped("take_along_dim", integers("take_along_dim", index), x.size(axis), axis);
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
