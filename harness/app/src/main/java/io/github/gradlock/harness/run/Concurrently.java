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
        if (calls.size() == 1) {
            return List.of(alone(calls.get(0)));
        }
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
            awaitEnd(pool);
        }
    }

    /** Who is interrupted once more leaves the others to end by themselves: what went wrong first is what is told. */
    private static void awaitEnd(ExecutorService pool) {
        try {
            pool.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (InterruptedException again) {
            Thread.currentThread().interrupt();
        }
    }

    /** One call needs no thread of its own, and nobody waits for a pool within a pool. */
    private static <T> T alone(Callable<T> call) throws IOException, InterruptedException {
        try {
            return call.call();
        } catch (IOException | InterruptedException | RuntimeException problem) {
            throw problem;
        } catch (Exception problem) {
            throw new IllegalStateException(problem);
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
