package io.github.gradlock.harness.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ConcurrentlyTests {
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 2", "4, 2", "8, 4", "64, 32"})
    void suitesUseTheProcessorsThereAre(int processors, int suites) {
        assertEquals(suites, Concurrently.suites(processors));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void callsSoManyAtATimeAndKeepsTheirOrder(int atATime) throws Exception {
        CountDownLatch full = new CountDownLatch(atATime);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            int number = i;
            calls.add(() -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                full.countDown();
                assertTrue(full.await(30, TimeUnit.SECONDS), "as many as there are places run together");
                now.decrementAndGet();
                return number;
            });
        }

        assertEquals(List.of(0, 1, 2, 3, 4, 5, 6), Concurrently.call(atATime, calls));

        assertEquals(atATime, most.get());
    }

    @Test
    void oneCallIsMadeByTheThreadThatAsks() throws Exception {
        Callable<Thread> call = Thread::currentThread;
        assertEquals(List.of(Thread.currentThread()), Concurrently.call(2, List.of(call)));
        IOException failure = new IOException("full disk");
        Callable<Thread> failing = () -> {
            throw failure;
        };
        assertSame(failure, assertThrows(IOException.class, () -> Concurrently.call(2, List.of(failing))));
    }

    @Test
    void theFirstFailureStopsTheOthers() throws Exception {
        IOException failure = new IOException("full disk");
        CountDownLatch waits = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Callable<String> waiting = () -> {
            waits.countDown();
            try {
                new CountDownLatch(1).await();
                return "never";
            } finally {
                stopped.countDown();
            }
        };
        Callable<String> failing = () -> {
            waits.await();
            throw failure;
        };

        assertSame(failure, assertThrows(IOException.class, () -> Concurrently.call(2, List.of(waiting, failing))));

        assertEquals(0, stopped.getCount(), "it has ended when the call returns");
    }
}
