package io.github.gradlock.harness.cause;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks for differences between elements that stand where an input has equal numbers: a maximum chosen elsewhere, or a gradient given
 * to another one.
 *
 * @param output that differs
 */
record Ties(DifferingOutput output) {
    /** A difference of fewer roundings may be one of rounding. */
    private static final double SEEN = 64;

    boolean explain() {
        return output.differing().stream().allMatch(this::isSeen)
                && output.operation().leftInputs().stream()
                        .filter(input -> input.count() == output.left().count() && input.isFloating())
                        .anyMatch(this::isShared);
    }

    private boolean isSeen(int index) {
        double a = output.left().numbers()[index];
        double b = output.right().numbers()[index];
        return Math.abs(a - b) > SEEN * output.left().unitRoundoff() * (Math.abs(a) + Math.abs(b));
    }

    /** Every differing element has a partner with the same input, and what the partners have together is the same. */
    private boolean isShared(Values input) {
        Map<Long, List<Integer>> byInput = new HashMap<>();
        for (int i : output.differing()) {
            byInput.computeIfAbsent(input.bits()[i], bits -> new ArrayList<>()).add(i);
        }
        for (List<Integer> equal : byInput.values()) {
            double ofLeft =
                    equal.stream().mapToDouble(i -> output.left().numbers()[i]).sum();
            double ofRight =
                    equal.stream().mapToDouble(i -> output.right().numbers()[i]).sum();
            double scale = equal.stream()
                    .mapToDouble(i -> Math.abs(output.left().numbers()[i])
                            + Math.abs(output.right().numbers()[i]))
                    .sum();
            if (equal.size() < 2
                    || !(Math.abs(ofLeft - ofRight) <= 4 * output.left().unitRoundoff() * scale)) {
                return false;
            }
        }
        return !byInput.isEmpty();
    }
}
