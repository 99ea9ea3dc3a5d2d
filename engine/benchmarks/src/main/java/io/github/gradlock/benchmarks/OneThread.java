package io.github.gradlock.benchmarks;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The thread in which JMH measures every turn. JMH would start another one for each, and what belongs to a thread would begin anew with
 * it: libtorch's team of OpenMP, and where its memory comes from.
 */
public final class OneThread extends AbstractExecutorService {
    private static final ExecutorService THREAD = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "gradlock-speed");
        thread.setDaemon(true);
        return thread;
    });

    private volatile boolean shutDown;

    /** What JMH calls. */
    public OneThread(int threads, String prefix) {
        if (threads != 1) {
            throw new IllegalArgumentException("one thread calls both sides, not " + threads + " of " + prefix);
        }
    }

    /** Tells JMH of it. */
    static void use() {
        System.setProperty("jmh.executor", "CUSTOM");
        System.setProperty("jmh.executor.class", OneThread.class.getName());
    }

    @Override
    public void execute(Runnable task) {
        THREAD.execute(task);
    }

    @Override
    public void shutdown() {
        shutDown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutDown = true;
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return shutDown;
    }

    @Override
    public boolean isTerminated() {
        return shutDown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return shutDown;
    }
}
