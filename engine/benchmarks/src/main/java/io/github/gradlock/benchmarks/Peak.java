package io.github.gradlock.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;

/**
 * The most memory that runs of a side need, its own tensors among it.
 *
 * <p>Ours is what is alive: a second thread collects garbage without a pause meanwhile, and the greatest heap that a collection left
 * counts. Theirs is by how much the process grew at most, which Linux tells.
 */
final class Peak {
    private static final int RUNS = 20;
    private static final long WARM_NANOS = 1_000_000_000L;
    private static final long KIBI = 1 << 10;
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path RESET = Path.of("/proc/self/clear_refs");

    private Peak() {}

    /** Returns bytes on our heap. */
    static long ours(Supplier<Side> made) throws InterruptedException {
        warm(made);
        System.gc();
        long before = alive();
        long[] most = {before};
        Thread runs = new Thread(() -> {
            try (Side side = made.get()) {
                for (int i = 0; i < RUNS; i++) {
                    side.run();
                }
            }
        });
        runs.start();
        while (runs.isAlive()) {
            System.gc();
            most[0] = Math.max(most[0], alive());
        }
        runs.join();
        return most[0] - before;
    }

    /** Returns bytes by which the process grew; nothing where the system does not tell. */
    static OptionalLong theirs(Supplier<Side> made) {
        // The compilers take memory too, but not of what they compiled before.
        warm(made);
        Pointer.trimMemory();
        try {
            Files.writeString(RESET, "5");
            long before = kibibytes("VmRSS:");
            try (Side side = made.get()) {
                for (int i = 0; i < RUNS; i++) {
                    side.run();
                }
            }
            return OptionalLong.of((kibibytes("VmHWM:") - before) * KIBI);
        } catch (IOException | IllegalStateException notTold) {
            return OptionalLong.empty();
        }
    }

    private static void warm(Supplier<Side> made) {
        try (Side side = made.get()) {
            long end = System.nanoTime() + WARM_NANOS;
            while (System.nanoTime() < end) {
                side.run();
            }
        }
    }

    /** Returns what the last collection left. */
    private static long alive() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
    }

    private static long kibibytes(String name) throws IOException {
        try (Stream<String> lines = Files.lines(STATUS)) {
            List<String> found = lines.filter(line -> line.startsWith(name)).toList();
            if (found.isEmpty()) {
                throw new IllegalStateException("no " + name + " in " + STATUS);
            }
            return Long.parseLong(found.get(0).replaceAll("[^0-9]", ""));
        }
    }
}
