package io.github.gradlock.benchmark;

import java.util.Locale;

/** Why the bits of a gradient differ. */
public enum Cause {
    /** Another implementation of an elementary function: a library's, or an intrinsic. */
    LIBM,
    /** Another number of lanes in a vector. */
    VECTOR_WIDTH,
    /** Interpreted and compiled code, or code of two compilers. */
    JIT,
    /** A product and a sum rounded once instead of twice. */
    FMA,
    /** Partial results by the number of threads. */
    THREADS,
    /** Threads that finish in another order, or overwrite each other. */
    RACE,
    /** The order in which a hashed collection is walked. */
    HASH_ORDER,
    /** Random numbers without a seed. */
    RANDOM,
    /** Memory that was not set, or still holds what was there before. */
    STALE_MEMORY,
    /** Subnormal numbers taken for zero. */
    FLUSH_TO_ZERO,
    /** TF32, bfloat16, half or single precision inside an operation. */
    REDUCED_PRECISION,
    /** An algorithm chosen by measurement, or by a heuristic. */
    AUTO_TUNING,
    /** A sample's result that depends on how many others are computed with it. */
    BATCH_SIZE,
    /** Numbers or names that were written as text and read again, or depend on the language. */
    TEXT,
    /** The same samples in another order. */
    DATA_ORDER,
    /** A mistake in the code: a term left out, a wrong tie. */
    BUG,
    /** None of the others. */
    UNKNOWN;

    /** Returns the name used in the index and in reports, {@code vector-width} for instance. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
