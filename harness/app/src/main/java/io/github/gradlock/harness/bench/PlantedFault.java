package io.github.gradlock.harness.bench;

import java.util.List;

/**
 * A planted fault, as the suite's index describes it.
 *
 * @param caseId of the case that has it
 * @param set {@code known} to those who wrote the rules, put {@code aside}, or {@code hard}
 * @param causes that have to be named; more than one where several meet, or each has an origin of its own
 * @param steps operations in which it begins, as phase, name and number among those of the same name: {@code backward matmul 1};
 *     empty where the trace must not show it
 * @param shows {@code sides}, {@code iterations} or {@code restarts}
 * @param a what is set on side A
 * @param b what is set on side B
 */
public record PlantedFault(
        String caseId, String set, List<String> causes, List<String> steps, String shows, Setting a, Setting b) {
    /** Copies the lists. */
    public PlantedFault {
        causes = List.copyOf(causes);
        steps = List.copyOf(steps);
    }

    /** Returns whether it shows between two environments. */
    boolean isBetweenSides() {
        return shows.equals("sides");
    }
}
