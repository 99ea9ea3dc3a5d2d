package io.github.gradlock.probe;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** Prints {@code progress <done> <total>} for the harness; the total grows while templates unfold. */
final class Progress {
    private static final long INTERVAL_NANOS = 50_000_000;

    private final @Nullable PrintStream out;
    private final int iterations;
    private int total;
    private int done;
    private boolean exact;
    private long printed;

    /** {@code out} is null if nobody listens. */
    Progress(@Nullable PrintStream out, int iterations) {
        this.out = out;
        this.iterations = iterations;
    }

    /** Says how many cases discovery found. */
    synchronized void plan(int cases) {
        total = cases * iterations;
        print(true);
    }

    /** Says that a template unfolded one more case. */
    synchronized void found() {
        total += exact ? 0 : iterations;
    }

    /** Says that a case ended. */
    synchronized void done() {
        done++;
        print(false);
    }

    /** Says that an iteration ended: from now on the total is known. */
    synchronized void iterated(int cases) {
        total = cases * iterations;
        exact = true;
        print(true);
    }

    private void print(boolean always) {
        long now = System.nanoTime();
        if (out != null && (always || done == total || now - printed > INTERVAL_NANOS)) {
            printed = now;
            out.println("progress " + done + " " + Math.max(done, total));
            out.flush();
        }
    }
}
