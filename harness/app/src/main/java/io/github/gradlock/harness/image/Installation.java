package io.github.gradlock.harness.image;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * An installer at work in a container: files are copied in, it is started, and what it says is handed on.
 *
 * @param containers of the engine
 * @param container that was made, with the installer as its command
 */
record Installation(Containers containers, String container) {
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final int TAIL = 40;

    /** Clocks of engine and harness may differ a little. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    /**
     * What came of it.
     *
     * @param status exit status of the installer
     * @param tail its last lines
     */
    record Outcome(int status, List<String> tail) {
        /** Returns the last line. */
        String last() {
            return tail.isEmpty() ? "exit status " + status : tail.get(tail.size() - 1);
        }
    }

    /** Returns the time from which on files count as written by the installer. */
    static Instant now() {
        return Instant.now().minus(SKEW);
    }

    /** Starts the installer, and waits for its end. */
    Outcome run(Consumer<String> says) throws IOException, InterruptedException {
        Deque<String> tail = new ArrayDeque<>();
        int status = containers.run(container, PATIENCE, line -> {
            says.accept(line);
            tail.addLast(line);
            if (tail.size() > TAIL) {
                tail.removeFirst();
            }
        });
        return new Outcome(status, List.copyOf(tail));
    }

    /** Copies files into a folder of the container's root. */
    void copyIn(String folder, Map<String, Path> files) throws IOException {
        try (PipedInputStream archive = new PipedInputStream(1 << 16)) {
            PipedOutputStream sink = new PipedOutputStream(archive);
            List<IOException> failures = Collections.synchronizedList(new ArrayList<>());
            Thread writer = new Thread(
                    () -> {
                        try (TarArchiveOutputStream tar =
                                new TarArchiveOutputStream(sink, StandardCharsets.UTF_8.name())) {
                            write(tar, folder, files);
                        } catch (IOException problem) {
                            failures.add(problem);
                        }
                    },
                    "gradlock-packages");
            writer.setDaemon(true);
            writer.start();
            containers
                    .client()
                    .copyArchiveToContainerCmd(container)
                    .withTarInputStream(archive)
                    .withRemotePath("/")
                    .exec();
            if (!failures.isEmpty()) {
                throw failures.get(0);
            }
        }
    }

    private static void write(TarArchiveOutputStream tar, String folder, Map<String, Path> files) throws IOException {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.putArchiveEntry(new TarArchiveEntry(folder + "/"));
        tar.closeArchiveEntry();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            TarArchiveEntry entry = new TarArchiveEntry(folder + "/" + file.getKey());
            entry.setSize(Files.size(file.getValue()));
            tar.putArchiveEntry(entry);
            Files.copy(file.getValue(), tar);
            tar.closeArchiveEntry();
        }
    }
}
