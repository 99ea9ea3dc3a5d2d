package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.protocol.CasePattern;
import java.util.List;
import java.util.function.Predicate;

/**
 * The cases that {@code --case} names, given once or more often.
 *
 * @param patterns of ids; empty for every case
 */
record CaseSelection(List<String> patterns) {
    /** Returns which cases are meant. */
    Predicate<String> wanted() {
        return CasePattern.anyOf(patterns);
    }

    /**
     * Refuses patterns that match nothing.
     *
     * @param found number of cases that were found
     */
    void require(int found) {
        if (found == 0 && !patterns.isEmpty()) {
            throw GradlockException.badInput(
                    null,
                    "no case matches " + String.join(", ", patterns),
                    "* stands for any characters: --case 'softmax*'");
        }
    }
}
