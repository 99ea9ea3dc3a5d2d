package io.github.gradlock.harness.diff;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One place of two tensors at which they differ.
 *
 * @param index in each dimension, outermost first; empty for a scalar
 * @param left value of the first environment
 * @param right value of the second
 */
public record Element(List<Long> index, Scalar left, Scalar right) {
    /** Copies the index. */
    public Element {
        index = List.copyOf(index);
    }

    /** Returns the index in each dimension of a row-major flat index. */
    static List<Long> unravel(long flat, List<Long> shape) {
        List<Long> index = new ArrayList<>();
        long rest = flat;
        for (int dimension = shape.size() - 1; dimension >= 0; dimension--) {
            index.add(rest % shape.get(dimension));
            rest /= shape.get(dimension);
        }
        Collections.reverse(index);
        return index;
    }

    /** Returns the index as it is printed: {@code [2,17]}. */
    public String place() {
        return index.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
    }
}
