package io.github.gradlock.engine.kernel;

/** Reductions of a run of elements to one; see {@link Kernels#reduce} for the order of a sum. */
public enum ReduceFunction {
    SUM,
    PROD,
    MAX,
    MIN,
    ANY,
    ALL
}
