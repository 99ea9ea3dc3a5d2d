package io.github.gradlock.harness.runtime;

import java.util.ArrayList;
import java.util.List;

/** Threads of the harness that keep the processors busy beside a suite, until it is closed; they end with the harness. */
public final class ProcessorLoad implements AutoCloseable {
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ended;

    private ProcessorLoad() {}

    /** Starts so many busy threads. */
    public static ProcessorLoad start(int threads) {
        ProcessorLoad load = new ProcessorLoad();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(load::spin, "gradlock-load");
            thread.setDaemon(true);
            load.threads.add(thread);
            thread.start();
        }
        return load;
    }

    private void spin() {
        while (!ended) {
            Thread.onSpinWait();
        }
    }

    /** Returns how many threads are busy. */
    public int busy() {
        return (int) threads.stream().filter(Thread::isAlive).count();
    }

    /** Ends the threads and waits for them. */
    @Override
    public void close() {
        ended = true;
        boolean interrupted = false;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
