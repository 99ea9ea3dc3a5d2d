package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.diff.ComparisonListener;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Shows on a terminal how far a comparison is, once it takes longer than two seconds: one line, which the next one replaces. */
final class ComparisonProgress implements ComparisonListener, AutoCloseable {
    private static final long FIRST_MILLIS = 2_000;
    private static final long PAUSE_MILLIS = 250;

    private final Console console;
    private final long start = System.nanoTime();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "comparison progress");
        thread.setDaemon(true);
        return thread;
    });
    private String place = "reading cases";
    private int cases;
    private long compared;
    private long total;

    ComparisonProgress(Console console) {
        this.console = console;
        clock.scheduleWithFixedDelay(
                () -> console.progress(line((System.nanoTime() - start) / 1e9)),
                FIRST_MILLIS,
                PAUSE_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void comparing(String caseId, int done) {
        place = caseId;
        cases = done;
        compared = 0;
        total = 0;
    }

    @Override
    public synchronized void comparing(String caseId, String tensor, long bytes) {
        place = caseId + "/" + tensor;
        compared = 0;
        total = bytes;
    }

    @Override
    public synchronized void advanced(long bytes) {
        compared += bytes;
    }

    /** Returns the line; a tensor of which nothing is compared yet is being checked against its hash. */
    synchronized String line(double seconds) {
        String size = total == 0
                ? ""
                : compared == 0
                        ? String.format(Locale.ROOT, " checking %.1f GB", total / 1e9)
                        : String.format(Locale.ROOT, " %.1f of %.1f GB", compared / 1e9, total / 1e9);
        return String.format(Locale.ROOT, "%,d cases compared · %s%s · %.0f s", cases, place, size, seconds);
    }

    /** Ends the line, and waits for one that is just being shown, so that nothing comes after the report. */
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
