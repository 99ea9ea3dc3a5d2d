package io.github.gradlock.harness.cli;

import io.github.gradlock.protocol.BundleCheck;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Shows on a terminal how far something is that reads files, once it takes longer than two seconds. */
final class ByteProgress implements BundleCheck.Listener, AutoCloseable {
    private final ProgressClock clock;
    private final String doing;
    private final AtomicLong total = new AtomicLong();
    private final AtomicLong done = new AtomicLong();

    /**
     * @param doing what is done: {@code verifying laptop.glb}
     */
    ByteProgress(Console console, String doing) {
        this.doing = doing;
        this.clock = new ProgressClock(console, this::line);
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

    @Override
    public void close() {
        clock.close();
    }
}
