package io.github.gradlock.engine.kernel.vector;

/**
 * Tells whether the JIT compiler has got to a loop in vectors. Before, every vector is an object, and the loop a hundred times slower
 * than the reference, which is then taken: the bits are the same.
 *
 * <p>Each question while it is cold runs the loop on a small piece for a while, longer for a call that the reference takes long for, so that the compiler
 * hears of it.
 * The clock decides who computes, as in {@link io.github.gradlock.engine.math.FusedMultiplyAdd}; a wrong answer costs time, never a bit.
 */
final class Warmth {
    /** Where vectors are no quicker after so many questions, they never will be: a JVM whose compiler does not know them. */
    private static final int MOST_QUESTIONS = 200;

    /** Time spent on warming in one question, at least and at most. */
    private static final long LEAST_NANOS = 10_000_000;

    private static final long MOST_NANOS = 200_000_000;

    /** How often the time that the reference takes is worth spending: the loop will be needed again. */
    private static final int WORTH = 4;

    private final Runnable piece;
    private final long limitNanos;
    private volatile boolean reached;
    private int questions;

    /**
     * Watches a loop.
     *
     * @param piece runs the loop on a small piece of work of its own; called by several threads
     * @param limitNanos the longest that the piece takes once it is compiled, with a margin
     */
    Warmth(Runnable piece, long limitNanos) {
        this.piece = piece;
        this.limitNanos = limitNanos;
    }

    /**
     * Returns whether the loop is quick now; once it was, it is believed to stay so.
     *
     * @param referenceNanos about what the reference takes for the call that asks
     */
    boolean reached(long referenceNanos) {
        if (reached) {
            return true;
        }
        if (questions >= MOST_QUESTIONS) {
            return false;
        }
        questions++;
        long budget = Math.max(LEAST_NANOS, Math.min(MOST_NANOS, WORTH * referenceNanos));
        long begun = System.nanoTime();
        long before = begun;
        while (before - begun < budget) {
            piece.run();
            long after = System.nanoTime();
            if (after - before < limitNanos) {
                reached = true;
                return true;
            }
            before = after;
        }
        return false;
    }
}
