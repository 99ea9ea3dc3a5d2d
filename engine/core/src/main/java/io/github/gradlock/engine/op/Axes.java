package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** The dimensions that a reduction takes away from a shape. */
final class Axes {
    private final Shape input;

    /** Counted from the front, ascending, each once. */
    private final int[] dims;

    private Axes(Shape input, int... dims) {
        this.input = input;
        this.dims = dims;
    }

    /** Resolves dimensions as a caller gives them; none means all. */
    static Axes of(String op, Shape shape, int... dims) {
        int rank = shape.rank();
        boolean[] chosen = new boolean[rank];
        int count = dims.length == 0 ? rank : 0;
        for (int dim : dims) {
            int axis = shape.axis(dim);
            if (rank == 0) {
                continue;
            }
            if (chosen[axis]) {
                throw new IllegalArgumentException(
                        "dim " + axis + " appears multiple times in the list of dims of " + op + " for shape " + shape);
            }
            chosen[axis] = true;
            count++;
        }
        int[] axes = new int[count];
        int found = 0;
        for (int axis = 0; axis < rank; axis++) {
            if (chosen[axis] || dims.length == 0) {
                axes[found++] = axis;
            }
        }
        return new Axes(shape, axes);
    }

    /** Returns the shape before the reduction. */
    Shape input() {
        return input;
    }

    /** Returns the dimensions counted from the front, ascending, each once, for people and files. */
    List<Integer> axes() {
        return Arrays.stream(dims).boxed().toList();
    }

    /** Returns the dimensions, as a copy. */
    int[] dims() {
        return dims.clone();
    }

    /** Returns how many dimensions are taken away. */
    int rank() {
        return dims.length;
    }

    /** Returns the shape with the axes kept at size 1. */
    Shape kept() {
        int[] sizes = input.sizes();
        for (int axis : dims) {
            sizes[axis] = 1;
        }
        return Shape.of(sizes);
    }

    /** Returns the shape without the axes. */
    Shape dropped() {
        int[] order = last();
        int[] sizes = new int[order.length - dims.length];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = input.size(order[i]);
        }
        return Shape.of(sizes);
    }

    /** Returns the shape of the result. */
    Shape result(boolean keepdim) {
        return keepdim ? kept() : dropped();
    }

    /** Returns the order of dimensions that puts the reduced ones last. */
    int[] last() {
        int[] order = new int[input.rank()];
        int others = 0;
        int reduced = 0;
        for (int axis = 0; axis < order.length; axis++) {
            if (reduced < dims.length && dims[reduced] == axis) {
                order[order.length - dims.length + reduced++] = axis;
            } else {
                order[others++] = axis;
            }
        }
        return order;
    }

    /** Returns how many elements go into one. */
    int count() {
        int count = 1;
        for (int axis : dims) {
            count *= input.size(axis);
        }
        return count;
    }

    static int[] ints(List<Integer> values) {
        int[] ints = new int[values.size()];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = values.get(i);
        }
        return ints;
    }

    /** Two are equal that take the same dimensions away from the same shape, so that ops of them are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Axes axes && input.equals(axes.input) && Arrays.equals(dims, axes.dims);
    }

    @Override
    public int hashCode() {
        return 31 * input.hashCode() + Arrays.hashCode(dims);
    }

    @Override
    public String toString() {
        return Arrays.toString(dims) + " of " + input;
    }
}
