package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The dimensions that a reduction takes away from a shape.
 *
 * @param input shape before the reduction
 * @param axes dimensions counted from the front, ascending, each once
 */
record Axes(Shape input, List<Integer> axes) {
    /** Resolves dimensions as a caller gives them; none means all. */
    static Axes of(String op, Shape shape, int... dims) {
        boolean[] chosen = new boolean[shape.rank()];
        for (int dim : dims) {
            int axis = shape.axis(dim);
            if (shape.rank() == 0) {
                continue;
            }
            if (chosen[axis]) {
                throw new IllegalArgumentException(
                        "dim " + axis + " appears multiple times in the list of dims of " + op + " for shape " + shape);
            }
            chosen[axis] = true;
        }
        List<Integer> axes = new ArrayList<>();
        for (int axis = 0; axis < chosen.length; axis++) {
            if (chosen[axis] || dims.length == 0) {
                axes.add(axis);
            }
        }
        return new Axes(shape, List.copyOf(axes));
    }

    /** Returns the shape with the axes kept at size 1. */
    Shape kept() {
        int[] sizes = input.sizes();
        axes.forEach(axis -> sizes[axis] = 1);
        return Shape.of(sizes);
    }

    /** Returns the shape without the axes. */
    Shape dropped() {
        List<Integer> sizes = new ArrayList<>();
        for (int axis = 0; axis < input.rank(); axis++) {
            if (!axes.contains(axis)) {
                sizes.add(input.size(axis));
            }
        }
        return Shape.of(ints(sizes));
    }

    /** Returns the shape of the result. */
    Shape result(boolean keepdim) {
        return keepdim ? kept() : dropped();
    }

    /** Returns the order of dimensions that puts the reduced ones last. */
    int[] last() {
        List<Integer> order = new ArrayList<>();
        for (int axis = 0; axis < input.rank(); axis++) {
            if (!axes.contains(axis)) {
                order.add(axis);
            }
        }
        order.addAll(axes);
        return ints(order);
    }

    /** Returns how many elements go into one. */
    int count() {
        int count = 1;
        for (int axis : axes) {
            count *= input.size(axis);
        }
        return count;
    }

    int[] dims() {
        return ints(axes);
    }

    static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }
}
