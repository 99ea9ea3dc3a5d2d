package io.github.gradlock.engine.kernel.vector;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells whether the JIT compiler has got to a loop in vectors. Before, every vector is an object, and the loop a hundred times slower
 * than the reference, which is then taken: the bits are the same.
 *
 * <p>Once the reference has taken long enough, a thread of its own runs the loop on a small piece until it is quick, so that the compiler hears of it and
 * nobody waits. The clock decides who computes, as in {@link io.github.gradlock.engine.math.FusedMultiplyAdd}; a wrong answer costs time, never a bit.
 */
final class Warmth {
    /** What the reference has to take before warming is worth it: less, and the loop may never be needed again. */
    private static final long WORTH_NANOS = 2_000_000;

    /** A loop that is not quick by then never will be: a JVM whose compiler does not know vectors. */
    private static final long MOST_NANOS = 20_000_000_000L;

    /** How often in a row a piece has to be quick: where the compiler is still at work, some are now and then. */
    private static final int IN_A_ROW = 10;

    private static final AtomicInteger WAITING = new AtomicInteger();
    private static final ThreadPoolExecutor THREAD = thread();

    private final Runnable piece;
    private final long limitNanos;
    private final AtomicLong spentNanos = new AtomicLong();
    private volatile boolean reached;

    /**
     * Watches a loop.
     *
     * @param piece runs the loop on a small piece of work of its own
     * @param limitNanos the longest that the piece takes once it is compiled, with a margin
     */
    Warmth(Runnable piece, long limitNanos) {
        this.piece = piece;
        this.limitNanos = limitNanos;
    }

    private static ThreadPoolExecutor thread() {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), runnable -> {
                    Thread thread = new Thread(runnable, "gradlock-warmth");
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /** Returns whether a loop is being warmed, or waits for it. */
    static boolean isAtWork() {
        return WAITING.get() > 0;
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
        long before = spentNanos.getAndAdd(referenceNanos);
        if (before < WORTH_NANOS && before + referenceNanos >= WORTH_NANOS) {
            WAITING.incrementAndGet();
            THREAD.execute(this::warm);
        }
        return false;
    }

    private void warm() {
        try {
            long begun = System.nanoTime();
            long before = begun;
            int quick = 0;
            while (before - begun < MOST_NANOS && quick < IN_A_ROW) {
                piece.run();
                long after = System.nanoTime();
                quick = after - before < limitNanos ? quick + 1 : 0;
                before = after;
            }
            reached = quick == IN_A_ROW;
        } finally {
            WAITING.decrementAndGet();
        }
    }
}
