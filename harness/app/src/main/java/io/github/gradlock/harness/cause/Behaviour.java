package io.github.gradlock.harness.cause;

import io.github.gradlock.harness.diff.RepetitionPattern;
import java.util.List;

/**
 * How a case behaves when an environment executes it again and again.
 *
 * @param side name of the environment
 * @param processes for each process the digests of its executions, in order
 * @param pattern in which they stand
 * @param interpreted whether it is known that no compiler was at work
 */
public record Behaviour(String side, List<List<String>> processes, RepetitionPattern pattern, boolean interpreted) {
    /** Copies the lists. */
    public Behaviour {
        processes = processes.stream().map(List::copyOf).toList();
    }

    /** Reads the pattern; the first execution of the first process was traced. */
    public static Behaviour of(String side, List<List<String>> processes) {
        return new Behaviour(side, processes, RepetitionPattern.of(processes, true), false);
    }

    /** Returns the same of an environment that has no compiler. */
    public Behaviour withoutCompiler() {
        return new Behaviour(side, processes, pattern, true);
    }

    /** Returns how often it was executed. */
    public int executions() {
        return pattern.executions();
    }

    /** Returns how many results there are. */
    public int distinct() {
        return pattern.distinct();
    }

    /** Returns whether all executions gave the same. */
    public boolean isSteady() {
        return distinct() <= 1;
    }
}
