package io.github.gradlock.benchmarks;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/** The memory of our side. */
final class Heap {
    private static final int BLOCK = 1 << 20;
    private static final int LIMIT = 1 << 12;

    private static volatile byte[] block = new byte[0];

    private Heap() {}

    /** Fills the young generation once: the system gives a page when it is first touched, and that is no part of any row. */
    static void touch() {
        long before = collections();
        for (int i = 0; i < LIMIT && collections() == before; i++) {
            block = new byte[BLOCK];
        }
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }
}
