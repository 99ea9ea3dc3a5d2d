package io.github.gradlock.harness.bench;

import java.util.List;

/**
 * A planted fault, as the suite's index describes it.
 *
 * @param caseId of the case that has it
 * @param half {@code known} to those who wrote the rules, or put {@code aside}; or another part of the benchmark
 * @param causes that have to be named; more than one where several meet
 * @param steps operations in which it begins, as phase, name and number among those of the same name: {@code backward matmul 1}
 * @param shows {@code sides}, {@code iterations} or {@code restarts}
 * @param a what is set on side A: a factor ({@code avx=0}), a JVM option ({@code -Xmx1g}) or a variable ({@code NAME=value})
 * @param b the same on side B; empty where it shows within one environment
 * @param inGradient whether the recorded gradients differ, and not intermediate results alone
 */
public record PlantedFault(
        String caseId,
        String half,
        List<String> causes,
        List<String> steps,
        String shows,
        List<String> a,
        List<String> b,
        boolean inGradient) {
    /** Copies the lists. */
    public PlantedFault {
        causes = List.copyOf(causes);
        steps = List.copyOf(steps);
        a = List.copyOf(a);
        b = List.copyOf(b);
    }

    /** Returns whether it shows between two environments. */
    boolean isBetweenSides() {
        return shows.equals("sides");
    }
}
