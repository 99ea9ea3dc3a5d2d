package io.github.gradlock.harness.cause;

import java.util.Locale;

/** Why bits differ, with what helps against it. */
public enum Cause {
    /** Another implementation of an elementary function. */
    LIBM("libm or intrinsic", "compute it with StrictMath or code of your own; a libm belongs to its platform"),
    /** Sums whose partial sums follow the width of a vector register. */
    VECTOR_WIDTH("vector width", "give sums a fixed number of lanes, whatever the processor has"),
    /** Code that computes otherwise once a compiler has translated it. */
    JIT("JIT tier", "leave out what compilers translate to other arithmetic: vector intrinsics, Math functions"),
    /** A product and a sum rounded once here and twice there. */
    FMA(
            "FMA contraction",
            "write fused multiply-adds where they are meant, and forbid contraction (-ffp-contract=off)"),
    /** Partial sums by thread, and so another result for another number of threads. */
    THREADS("thread-count reduction", "split work into blocks of fixed size, and add their results in a fixed order"),
    /** Threads that add in the order of their arrival, or lose updates. */
    RACE("race or atomics", "let each thread write to places of its own, and add them in a fixed order"),
    /** The order of a hash table that changes from process to process. */
    HASH_ORDER("hash-iteration order", "iterate over lists or linked or sorted maps"),
    /** Random numbers without a seed. */
    RANDOM("unseeded random", "take all random numbers from a generator that the run seeds"),
    /** Values that an earlier use left in a buffer, or that nobody wrote. */
    STALE_MEMORY(
            "uninitialised or stale memory", "clear buffers before they are added to, and gradients before a step"),
    /** Subnormal numbers that one side takes for zero. */
    FLUSH_TO_ZERO("flush to zero", "find what switches it on: often a library that was built with -ffast-math"),
    /** Fewer bits than the type has: TF32, bfloat16, binary16, or binary32 inside binary64. */
    REDUCED_PRECISION("TF32 or reduced precision", "switch it off (allow_tf32, autocast), or ask for it everywhere"),
    /** An algorithm chosen by measuring. */
    AUTO_TUNING(
            "algorithm auto-tuning", "fix the algorithm (cudnn.benchmark = False), or keep the choice with the model"),
    /** A row whose result depends on how many rows are computed at once. */
    BATCH_SIZE(
            "batch-size dependence", "keep the size of batches, or compute rows so that they do not see one another"),
    /** Recording operations, which copies and hashes what they work on, and so moves memory and time. */
    TRACING(
            "tracing",
            "compare without it (gradlock run --no-trace): the bits depend on what else the process does, on where memory lies"
                    + " or who is first"),
    /** Numbers that went through text. */
    TEXT("locale or text round trip", "write bits, or decimals that read back (17 digits), in a fixed locale"),
    /** The same data in another order. */
    DATA_ORDER("data order", "sort what comes from folders, queues and tables before it is used"),
    /** A side that does not compute what the operation means. */
    BUG(
            "a bug in one side",
            "compare the operation with its definition, on its captured inputs where the case is traced"),
    /** Nothing of the above. */
    UNKNOWN(
            "unknown",
            "gradlock bisect finds the factor; where the case is traced, captured inputs repeat the operation");

    private final String title;
    private final String advice;

    Cause(String title, String advice) {
        this.title = title;
        this.advice = advice;
    }

    /** Returns its name in documents: {@code vector-width}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns its name for people. */
    public String title() {
        return title;
    }

    /** Returns what to do about it. */
    public String advice() {
        return advice;
    }
}
