package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.diff.ComparisonListener;
import java.util.Locale;

/** Shows on a terminal how far a comparison is, once it takes longer than two seconds: one line, which the next one replaces. */
final class ComparisonProgress implements ComparisonListener, AutoCloseable {
    private final ProgressClock clock;
    private String place = "reading cases";
    private int cases;
    private long compared;
    private long total;

    ComparisonProgress(Console console) {
        this.clock = new ProgressClock(console, this::line);
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

    @Override
    public void close() {
        clock.close();
    }
}
