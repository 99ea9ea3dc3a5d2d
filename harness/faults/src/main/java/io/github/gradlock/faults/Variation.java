package io.github.gradlock.faults;

/** What has to change between two computations of a gradient for their bits to differ. */
public enum Variation {
    /** Nothing: a second computation in the same process is enough. */
    ITERATION,
    /** The process: within one, the bits stay as they are. */
    RESTART,
    /** A factor of the environment, such as {@code threads}, {@code avx} or {@code libm}. */
    VARIANT
}
