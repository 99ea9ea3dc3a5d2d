package io.github.gradlock.harness.cause;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks for differences between elements that stand where an input has equal numbers: a maximum chosen elsewhere, or a gradient given
 * to another one.
 *
 * @param operation whose outputs differ
 * @param left an output of the first side
 * @param right the same of the second
 */
record Ties(Operation operation, Values left, Values right) {
    boolean explain() {
        List<Integer> differing = new ArrayList<>();
        for (int i = 0; i < left.count(); i++) {
            if (left.differs(right, i)) {
                differing.add(i);
            }
        }
        return operation.leftInputs().stream()
                .filter(input -> input.count() == left.count() && input.isFloating())
                .anyMatch(input -> isShared(input, differing));
    }

    /** Every differing element has a partner with the same input, and what the partners have together is the same. */
    private boolean isShared(Values input, List<Integer> differing) {
        Map<Long, List<Integer>> byInput = new HashMap<>();
        for (int i : differing) {
            byInput.computeIfAbsent(input.bits()[i], bits -> new ArrayList<>()).add(i);
        }
        for (List<Integer> equal : byInput.values()) {
            double ofLeft = equal.stream().mapToDouble(i -> left.numbers()[i]).sum();
            double ofRight = equal.stream().mapToDouble(i -> right.numbers()[i]).sum();
            double scale = equal.stream()
                    .mapToDouble(i -> Math.abs(left.numbers()[i]) + Math.abs(right.numbers()[i]))
                    .sum();
            if (equal.size() < 2 || !(Math.abs(ofLeft - ofRight) <= 4 * left.unitRoundoff() * scale)) {
                return false;
            }
        }
        return !byInput.isEmpty();
    }
}
