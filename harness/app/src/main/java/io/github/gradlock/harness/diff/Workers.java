package io.github.gradlock.harness.diff;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/** Spreads work that reads files over the processors. */
final class Workers {
    private Workers() {}

    /** One of several pieces of work; it asks often whether it should go on. */
    @FunctionalInterface
    interface Piece {
        /**
         * Does one piece.
         *
         * @param interruption throws if whoever waits for the work was interrupted
         */
        void run(int number, Interruption interruption) throws IOException;
    }

    /** Knows whether whoever waits for the work was interrupted. */
    record Interruption(Thread waiting) {
        void check() throws InterruptedIOException {
            if (waiting.isInterrupted()) {
                throw new InterruptedIOException("the comparison was interrupted");
            }
        }
    }

    /** Returns how many pieces can be done at once. */
    static int available() {
        // The common pool's threads, and the one that waits for them and works with them.
        return ForkJoinPool.getCommonPoolParallelism() + 1;
    }

    /** Does pieces 0 to {@code count − 1}, at once where there are processors, and returns when all are done. */
    static void run(int count, Piece piece) throws IOException {
        Interruption interruption = new Interruption(Thread.currentThread());
        try {
            IntStream.range(0, count).parallel().forEach(number -> {
                try {
                    piece.run(number, interruption);
                } catch (IOException problem) {
                    throw new UncheckedIOException(problem);
                }
            });
        } catch (UncheckedIOException problem) {
            throw problem.getCause();
        }
    }
}
