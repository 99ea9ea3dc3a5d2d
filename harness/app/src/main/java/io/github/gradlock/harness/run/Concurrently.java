package io.github.gradlock.harness.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Calls what waits for processes most of its time, so many at a time. */
public final class Concurrently {
    private static final int SECONDS_TO_END = 10;

    private Concurrently() {}

    /** Returns how many suites run at a time unless a person says: each keeps about one processor busy, and its JVM's compilers a part of another. */
    public static int suites(int processors) {
        return Math.min(processors, Math.max(2, processors / 2));
    }

    /**
     * Calls each, in their order as far as places are free.
     *
     * @param atATime places
     * @return what they returned, in their order
     * @throws IOException as the first that failed; those that had not ended are interrupted
     */
    public static <T> List<T> call(int atATime, List<? extends Callable<T>> calls)
            throws IOException, InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(atATime, task -> {
            Thread thread = new Thread(task, "gradlock-run");
            thread.setDaemon(true);
            return thread;
        });
        try {
            CompletionService<T> ended = new ExecutorCompletionService<>(pool);
            List<Future<T>> pending = new ArrayList<>();
            for (Callable<T> call : calls) {
                pending.add(ended.submit(call));
            }
            for (int i = 0; i < pending.size(); i++) {
                // In the order in which they end: the first failure stops the others.
                ended.take().get();
            }
            List<T> results = new ArrayList<>();
            for (Future<T> each : pending) {
                results.add(each.get());
            }
            return results;
        } catch (ExecutionException problem) {
            throw asItWas(problem);
        } finally {
            pool.shutdownNow();
            pool.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS);
        }
    }

    private static IllegalStateException asItWas(ExecutionException problem) throws IOException, InterruptedException {
        Throwable cause = problem.getCause();
        if (cause instanceof IOException known) {
            throw known;
        }
        if (cause instanceof InterruptedException known) {
            throw known;
        }
        if (cause instanceof RuntimeException known) {
            throw known;
        }
        if (cause instanceof Error known) {
            throw known;
        }
        return new IllegalStateException(problem);
    }
}
