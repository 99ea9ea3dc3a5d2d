package io.github.gradlock.harness.runtime.container;

import com.github.dockerjava.api.DockerClient;
import io.github.gradlock.harness.GradlockException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Copies files into and out of a container as archives: unlike bind mounts this works with an engine on another machine. */
final class ContainerFiles {
    /** What one session may hold; a suite that records more is at fault. */
    private static final long MOST_BYTES = 8L << 30;

    private static final int MOST_ENTRIES = 100_000;

    /** Read by everybody, written by nobody. */
    private static final int FILE_MODE = 0100444;

    private static final int PROGRAM_MODE = 0100555;

    private ContainerFiles() {}

    /** A file or folder to be copied, and where it goes, relative to the destination. */
    record Source(Path path, String name) {}

    /**
     * Copies files in, readable by all; and makes folders that the suite's user may write to.
     *
     * @param destination an existing folder in a volume: the container's root is read-only
     */
    static void copyIn(
            DockerClient client,
            String container,
            String destination,
            List<Source> sources,
            List<String> folders,
            int uid)
            throws IOException {
        try (PipedInputStream archive = new PipedInputStream(1 << 16)) {
            PipedOutputStream sink = new PipedOutputStream(archive);
            Failure failure = new Failure();
            Thread writer =
                    new Thread(() -> failure.catching(() -> write(sink, sources, folders, uid)), "gradlock-tar");
            writer.setDaemon(true);
            writer.start();
            client.copyArchiveToContainerCmd(container)
                    .withTarInputStream(archive)
                    .withRemotePath(destination)
                    .exec();
            failure.rethrow();
        }
    }

    private static void write(OutputStream sink, List<Source> sources, List<String> folders, int uid)
            throws IOException {
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(new BufferedOutputStream(sink), StandardCharsets.UTF_8.name())) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            for (String folder : folders) {
                TarArchiveEntry entry = new TarArchiveEntry(folder + "/");
                entry.setIds(uid, uid);
                entry.setMode(040700);
                tar.putArchiveEntry(entry);
                tar.closeArchiveEntry();
            }
            for (Source source : sources) {
                try (Stream<Path> paths = Files.walk(source.path())) {
                    for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
                        String below = source.path().relativize(path).toString().replace('\\', '/');
                        TarArchiveEntry entry =
                                new TarArchiveEntry(below.isEmpty() ? source.name() : source.name() + "/" + below);
                        entry.setMode(Files.isExecutable(path) ? PROGRAM_MODE : FILE_MODE);
                        entry.setSize(Files.size(path));
                        tar.putArchiveEntry(entry);
                        Files.copy(path, tar);
                        tar.closeArchiveEntry();
                    }
                }
            }
        }
    }

    /**
     * Copies the content of a folder out; only plain files and folders, and nothing outside the target.
     *
     * @param target an existing folder
     */
    static void copyOut(DockerClient client, String container, String folder, Path target) throws IOException {
        try (InputStream archive =
                        client.copyArchiveFromContainerCmd(container, folder).exec();
                TarArchiveInputStream tar = new TarArchiveInputStream(archive, StandardCharsets.UTF_8.name())) {
            extract(tar, target);
        }
    }

    /** Unpacks an archive whose entries all lie below one folder, which is left away. */
    static void extract(TarArchiveInputStream tar, Path target) throws IOException {
        long room = MOST_BYTES;
        int entries = 0;
        Path root = target.toAbsolutePath().normalize();
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            int slash = entry.getName().indexOf('/');
            String below = slash < 0 ? "" : entry.getName().substring(slash + 1);
            Path path = root.resolve(below).normalize();
            if (!path.startsWith(root) || below.startsWith("/")) {
                throw refuse("an archive entry that escapes its folder: " + entry.getName());
            }
            if (++entries > MOST_ENTRIES || (room -= entry.getSize()) < 0) {
                throw refuse("more than " + MOST_ENTRIES + " files or " + (MOST_BYTES >> 30) + " GiB");
            }
            if (entry.isDirectory()) {
                Files.createDirectories(path);
            } else if (isPlain(entry)) {
                Files.createDirectories(path.getParent());
                Files.copy(tar, path);
            }
        }
    }

    /** A device or a pipe would count as a file otherwise. */
    private static boolean isPlain(TarArchiveEntry entry) {
        return entry.isFile()
                && !entry.isLink()
                && !entry.isSymbolicLink()
                && !entry.isCharacterDevice()
                && !entry.isBlockDevice()
                && !entry.isFIFO();
    }

    private static GradlockException refuse(String what) {
        return GradlockException.incomplete(
                "the suite's session in the container was refused: " + what,
                "a suite may write plain files to its session folder only",
                null);
    }

    /** Carries an exception from the thread that packs to the one that sends. */
    private static final class Failure {
        private final List<IOException> problems = new ArrayList<>();

        /** Something that may fail. */
        interface Action {
            void run() throws IOException;
        }

        void catching(Action action) {
            try {
                action.run();
            } catch (IOException problem) {
                synchronized (problems) {
                    problems.add(problem);
                }
            } catch (UncheckedIOException problem) {
                synchronized (problems) {
                    problems.add(new IOException(problem));
                }
            }
        }

        void rethrow() throws IOException {
            synchronized (problems) {
                if (!problems.isEmpty()) {
                    throw problems.get(0);
                }
            }
        }
    }
}
