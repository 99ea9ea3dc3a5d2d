package io.github.gradlock.harness.spec;

/**
 * How often an environment runs each case.
 *
 * @param iterations executions of each case in one process
 * @param restarts number of processes
 */
public record Repetitions(int iterations, int restarts) {
    /** Where nothing is said. */
    public static final Repetitions DEFAULT = new Repetitions(3, 2);
}
