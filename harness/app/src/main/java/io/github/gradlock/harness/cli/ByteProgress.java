package io.github.gradlock.harness.cli;

import io.github.gradlock.protocol.BundleCheck;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Shows on a terminal how far something is that reads files, once it takes longer than two seconds. */
final class ByteProgress implements BundleCheck.Listener, AutoCloseable {
    private static final long FIRST_MILLIS = 2_000;
    private static final long PAUSE_MILLIS = 250;

    private final Console console;
    private final String doing;
    private final long start = System.nanoTime();
    private final AtomicLong total = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "byte progress");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param doing what is done: {@code verifying laptop.glb}
     */
    ByteProgress(Console console, String doing) {
        this.console = console;
        this.doing = doing;
        clock.scheduleWithFixedDelay(
                () -> console.progress(line((System.nanoTime() - start) / 1e9)),
                FIRST_MILLIS,
                PAUSE_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void begun(long bytes) {
        total.set(bytes);
    }

    @Override
    public void advanced(long bytes) {
        done.addAndGet(bytes);
    }

    String line(double seconds) {
        String size = done.get() == 0
                ? ""
                : total.get() == 0
                        ? String.format(Locale.ROOT, " · %.1f GB", done.get() / 1e9)
                        : String.format(Locale.ROOT, " · %.1f of %.1f GB", done.get() / 1e9, total.get() / 1e9);
        return String.format(Locale.ROOT, "%s%s · %.0f s", doing, size, seconds);
    }

    /** Ends the line, and waits for one that is just being shown. */
    @Override
    public void close() {
        clock.shutdown();
        try {
            clock.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        console.clearProgress();
    }
}
