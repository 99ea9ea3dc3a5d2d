package io.github.gradlock.harness.diff;

import java.util.List;

/**
 * A tensor whose bits are not the same in all environments.
 *
 * @param tensor its name within the case
 * @param classes who agrees with whom: environments of equal bits, in the order in which they were given
 * @param pairs the first of each class beside the first of each other class; beside that of the first class only where the
 *     policy is bitwise and the classes are many
 */
public record TensorDifference(String tensor, List<List<String>> classes, List<PairDifference> pairs) {
    /** Copies the lists. */
    public TensorDifference {
        classes = classes.stream().map(List::copyOf).toList();
        pairs = List.copyOf(pairs);
    }

    /** Returns whether every pair of elements is allowed. */
    public boolean isWithinPolicy() {
        return pairs.stream().allMatch(pair -> pair.beyondPolicy() == 0);
    }
}
