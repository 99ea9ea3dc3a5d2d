package io.github.gradlock.engine.kernel;

/** What a scatter does with the element it meets; see {@link Kernels#scatter} for the order. */
public enum ScatterFunction {
    SET,
    ADD,
    MUL,
    MAX,
    MIN
}
