package io.github.gradlock.engine.kernel;

/** Reductions of a run of elements to one; see {@link Kernels#reduce} for the order of a sum. */
public enum ReduceFunction {
    /** The sum, by rule 4 of the contract; zero of none. */
    SUM,
    /** The product, in the order of a sum; one of none. */
    PROD,
    /** The greatest element; NaN if there is one. */
    MAX,
    /** The least element; NaN if there is one. */
    MIN,
    /** Whether an element is not zero; false of none. */
    ANY,
    /** Whether no element is zero; true of none. */
    ALL
}
