package io.github.gradlock.engine.kernel;

/** What a scatter does with the element it meets; see {@link Kernels#scatter} for the order. */
public enum ScatterFunction {
    /** The source overwrites it. */
    SET,
    /** The source is added. */
    ADD,
    /** The source is multiplied with it. */
    MUL,
    /** The greater one stays; NaN if one is NaN. */
    MAX,
    /** The lesser one stays; NaN if one is NaN. */
    MIN
}
