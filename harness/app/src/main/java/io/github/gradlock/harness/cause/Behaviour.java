package io.github.gradlock.harness.cause;

import io.github.gradlock.harness.diff.RepetitionPattern;
import java.util.List;

/**
 * How a case behaves when an environment executes it again and again.
 *
 * @param side name of the environment
 * @param processes for each process the digests of its executions, in order
 * @param pattern in which they stand
 * @param compiler which compiler worked while it ran
 */
public record Behaviour(String side, List<List<String>> processes, RepetitionPattern pattern, Compiler compiler) {
    /** Compilers that may change how code computes while it runs. */
    public enum Compiler {
        /** Those of a JVM. */
        JVM,
        /** It is known that there was none. */
        NONE,
        /** Whatever a program in another language brings along, which mostly is none. */
        ITS_OWN
    }

    /** Copies the lists. */
    public Behaviour {
        processes = processes.stream().map(List::copyOf).toList();
    }

    /** Reads the pattern; the first execution of the first process was traced. */
    public static Behaviour of(String side, List<List<String>> processes) {
        return new Behaviour(side, processes, RepetitionPattern.of(processes, true), Compiler.JVM);
    }

    /** Returns the same of an environment that has another compiler. */
    public Behaviour with(Compiler other) {
        return new Behaviour(side, processes, pattern, other);
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
