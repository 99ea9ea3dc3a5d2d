package io.github.gradlock.probe;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Watches which threads work beside the one that executes a case: a race needs more than one. */
final class OtherThreads {
    /** A thread that only woke up takes less, nanoseconds of processor time. */
    private static final long WORK = 100_000;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Map<Long, Long> times = new HashMap<>();
    private long started;

    private OtherThreads() {
        mark();
    }

    /** Begins to watch; returns null where the JVM does not measure the processor time of threads. */
    static @Nullable OtherThreads watch() {
        return THREADS.isThreadCpuTimeSupported() && THREADS.isThreadCpuTimeEnabled() ? new OtherThreads() : null;
    }

    /** Begins anew. */
    void mark() {
        times.clear();
        times.putAll(times());
        started = THREADS.getTotalStartedThreadCount();
    }

    /** Returns how many threads were started, or worked, since the mark. */
    long worked() {
        long begun = THREADS.getTotalStartedThreadCount() - started;
        long busy = times().entrySet().stream()
                .filter(one -> {
                    Long before = times.get(one.getKey());
                    return before != null && one.getValue() - before > WORK;
                })
                .count();
        return begun + busy;
    }

    /** Returns the processor time of each live thread but this one. */
    private static Map<Long, Long> times() {
        Map<Long, Long> times = new HashMap<>();
        long own = Thread.currentThread().getId();
        for (long id : THREADS.getAllThreadIds()) {
            if (id != own) {
                times.put(id, THREADS.getThreadCpuTime(id));
            }
        }
        return times;
    }
}
