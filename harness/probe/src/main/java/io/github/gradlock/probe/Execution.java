package io.github.gradlock.probe;

/**
 * Which execution of the suite this is.
 *
 * @param restart number of the process, from 0
 * @param iteration number of the execution in this process, from 0
 * @param seed for all randomness of the tests
 * @param tracing whether executed operations are recorded
 */
record Execution(int restart, int iteration, long seed, boolean tracing) {
    /** A test started in an IDE, without a session. */
    static final Execution ALONE = new Execution(0, 0, 0, false);
}
