package io.github.gradlock.engine.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Splits a range of independent results among threads.
 *
 * <p>Each result is computed whole by one thread, so the split, which depends on the number of threads, never shows in the bits.
 * Threads are daemons, start on demand and end after some idle seconds.
 */
public final class Workers {
    private final int threads;
    private final ThreadPoolExecutor pool;

    /** Prepares at most {@code threads} threads, the caller's included. */
    public Workers(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, got " + threads);
        }
        this.threads = threads;
        int helpers = Math.max(threads - 1, 1);
        this.pool =
                new ThreadPoolExecutor(helpers, helpers, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), runnable -> {
                    Thread thread = new Thread(runnable, "gradlock-kernel");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
    }

    /** Returns the most threads that work at the same time on one range. */
    public int threads() {
        return threads;
    }

    /**
     * Runs {@code task} on consecutive parts of {@code 0} to {@code size - 1}, and returns when all are done.
     *
     * @param grain the fewest results worth a thread of their own
     */
    public void split(int size, int grain, Task task) {
        int parts = Math.min(threads, Math.max(size / Math.max(grain, 1), 1));
        if (parts == 1) {
            task.run(0, size);
            return;
        }
        List<Future<?>> others = new ArrayList<>(parts - 1);
        for (int i = 1; i < parts; i++) {
            int from = boundary(size, i, parts);
            int to = boundary(size, i + 1, parts);
            others.add(pool.submit(() -> task.run(from, to)));
        }
        try {
            task.run(0, boundary(size, 1, parts));
        } finally {
            // Nothing may still write to a result when the caller goes on, not even after a failure.
            await(others);
        }
    }

    private static int boundary(int size, int part, int parts) {
        return (int) ((long) size * part / parts);
    }

    private static void await(List<Future<?>> futures) {
        Throwable failure = null;
        boolean interrupted = false;
        for (Future<?> future : futures) {
            while (true) {
                try {
                    future.get();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    failure = e.getCause();
                    break;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }

    /** Computes the results {@code from} to {@code to - 1}. */
    @FunctionalInterface
    public interface Task {
        /** Computes the results {@code from} to {@code to - 1}. */
        void run(int from, int to);
    }
}
