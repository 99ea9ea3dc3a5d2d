package io.github.gradlock.harness.cli;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleFunction;

/** Shows a line of progress again and again, once something takes longer than two seconds; the next line replaces the one before. */
final class ProgressClock implements AutoCloseable {
    private static final long FIRST_MILLIS = 2_000;
    private static final long PAUSE_MILLIS = 250;

    private final Console console;
    private final long start = System.nanoTime();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param line what is shown after so many seconds; asked for by a thread of the clock's own
     */
    ProgressClock(Console console, DoubleFunction<String> line) {
        this.console = console;
        clock.scheduleWithFixedDelay(
                () -> console.progress(line.apply((System.nanoTime() - start) / 1e9)),
                FIRST_MILLIS,
                PAUSE_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    /** Ends the line, and waits for one that is just being shown, so that nothing comes after what is printed next. */
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
