package io.github.gradlock.benchmark;

/** Between which executions a fault shows. */
public enum Shows {
    /** Between side A and side B, and never within one. */
    SIDES,
    /** Between processes of one environment, and never within one process. */
    RESTARTS,
    /** Between executions in one process. */
    ITERATIONS
}
