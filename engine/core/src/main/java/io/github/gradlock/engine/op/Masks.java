package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Picking and placing by mask. The size of what a mask picks is asked from the device once. */
public final class Masks {
    private Masks() {}

    /** Gives the coordinates of the elements that are not zero, in row-major order: int64 {@code [count, rank]}. */
    public static Tensor nonzero(Tensor x) {
        Tensor positions = Positions.nonzero(x);
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
        return coordinates(shape, Positions.nonzero(condition));
    }

    private static List<Tensor> coordinates(Shape shape, Tensor positions) {
        List<Tensor> coordinates = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            Tensor line = Views.along(Positions.counting(positions, shape.size(axis)), shape.rank(), axis);
            Tensor all = Views.reshape(Views.expand(line, shape), shape.numel());
            coordinates.add(Positions.pick(all, 0, positions));
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
        return Positions.pick(flat, 0, Positions.nonzero(Views.expand(mask, shape)));
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
        Tensor positions = Positions.nonzero(Views.expand(mask, shape));
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
}
