package io.github.gradlock.probe;

/**
 * Which execution of the suite this is.
 *
 * @param restart number of the process, from 0
 * @param iteration number of the execution in this process, from 0, those that only warm up included
 * @param recorded number of the execution among those that are recorded, from 0
 * @param seed for all randomness of the tests
 * @param tracing what is recorded of its operations
 */
record Execution(int restart, int iteration, int recorded, long seed, Tracing tracing) {}
