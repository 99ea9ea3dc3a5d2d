package io.github.gradlock.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.function.IntConsumer;

/** Threads that start at the same moment, so that they get in each other's way. */
public final class Threads {
    private Threads() {}

    /**
     * Runs {@code work} on {@code count} threads, each with its own number, and waits for all of them.
     *
     * @throws IllegalStateException if the caller is interrupted while it waits
     */
    public static void race(int count, IntConsumer work) {
        CyclicBarrier start = new CyclicBarrier(count);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            Thread thread = new Thread(() -> {
                await(start);
                work.accept(number);
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while worker threads were running", interrupted);
            }
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception broken) {
            throw new IllegalStateException("a worker thread could not start with the others", broken);
        }
    }
}
