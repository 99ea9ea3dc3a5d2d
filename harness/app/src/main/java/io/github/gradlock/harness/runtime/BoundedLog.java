package io.github.gradlock.harness.runtime;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

/** A log file: bounded, because a suite may write without end. */
public final class BoundedLog implements Closeable {
    private static final long LIMIT = 8L << 20;

    private final Path file;
    private final BufferedWriter writer;
    private final Consumer<String> watcher;
    private long room = LIMIT;

    /** Creates the file and the folders above it. */
    public BoundedLog(Path file) throws IOException {
        this(file, line -> {});
    }

    /**
     * The same, for somebody who watches.
     *
     * @param watcher hears every line
     */
    public BoundedLog(Path file, Consumer<String> watcher) throws IOException {
        this.file = file;
        this.watcher = watcher;
        Files.createDirectories(file.toAbsolutePath().getParent());
        this.writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    }

    /** Returns where it lies. */
    public Path file() {
        return file;
    }

    /** Adds a line; what goes beyond the limit is dropped and said so. */
    public synchronized void line(String text) {
        watcher.accept(text);
        if (room <= 0) {
            return;
        }
        room -= text.length() + 1L;
        try {
            writer.write(text.length() > LIMIT ? text.substring(0, 1 << 16) + "…" : text);
            writer.newLine();
            if (room <= 0) {
                writer.write("[gradlock] the log ends here: it reached " + (LIMIT >> 20) + " MiB");
                writer.newLine();
            }
            writer.flush();
        } catch (IOException problem) {
            // A full disk: a log that cannot be written must cost neither results nor the thread that empties a pipe.
            room = 0;
        }
    }

    /** Adds a line of the harness's own, with the time a step took. */
    public void step(String name, double seconds) {
        line(String.format(Locale.ROOT, "[gradlock] %s: %.3f s", name, seconds));
    }

    @Override
    public synchronized void close() {
        room = 0;
        try {
            writer.close();
        } catch (IOException problem) {
            // As for a line.
            return;
        }
    }
}
