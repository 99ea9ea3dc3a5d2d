package io.github.gradlock.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class OtherThreadsTests {
    @Test
    void countsThreadsThatWereStarted() throws InterruptedException {
        OtherThreads threads = Objects.requireNonNull(OtherThreads.watch());
        Thread started = new Thread(() -> {});
        started.start();
        started.join();
        assertTrue(threads.worked() >= 1);
    }

    @Test
    void countsThreadsThatWorkedAgain() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            pool.submit(OtherThreadsTests::work).get();
            OtherThreads threads = Objects.requireNonNull(OtherThreads.watch());
            pool.submit(OtherThreadsTests::work).get();
            assertTrue(threads.worked() >= 1);
        } finally {
            pool.shutdownNow();
        }
    }

    /** Other threads of the JVM may wake up once, and not each time. */
    @Test
    void doesNotCountTheThreadItself() {
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 5; attempt++) {
            OtherThreads threads = Objects.requireNonNull(OtherThreads.watch());
            work();
            least = Math.min(least, threads.worked());
        }
        assertEquals(0, least);
    }

    private static void work() {
        long end = System.nanoTime() + 20_000_000;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
