package io.github.gradlock.harness.image;

import com.github.dockerjava.api.model.ChangeLog;
import io.github.gradlock.harness.GradlockException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * The layer that installing Debian's packages makes: in a container without network, of files that were checked before. A dependency that is
 * not among them fails it instead of slipping in.
 *
 * @param containers of the engine
 * @param base the image below it, as the engine knows it
 */
record PackageLayer(Containers containers, String base) {
    private static final String FOLDER = "gradlock-packages";
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final int TAIL = 40;
    private static final int DELETED = 2;

    /** Clocks of engine and harness may differ a little. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    /**
     * What an installation leaves that says when it was, or that nobody reads: logs, caches, backups, and the archive of classes that a JDK
     * dumps for faster starts. A JVM starts without that, and computes the same.
     */
    private static final Pattern LEFT_OUT = Pattern.compile(
            "(dev|proc|sys|run|tmp|" + FOLDER + ")(/.*)?|var/(log|cache|tmp)/.+|var/lib/apt/(lists/.+|extended_states)"
                    + "|var/lib/dpkg/(.*-old|lock.*|triggers/Lock|updates/.+)|etc/(passwd|group|shadow|gshadow|subuid|subgid)-"
                    + "|etc/(hostname|hosts|resolv\\.conf|\\.pwd\\.lock|mtab|ssl/certs/java/cacerts)|.*/classes(_nocoops)?\\.jsa"
                    + "|\\.dockerenv|root/.*");

    static final String SCRIPT = String.join(
            "\n",
            "set -eu",
            "export DEBIAN_FRONTEND=noninteractive LC_ALL=C SOURCE_DATE_EPOCH=" + LayerEntry.FIXED_SECONDS,
            "mkdir -p /usr/share/man/man1",
            "cd /" + FOLDER,
            "apt-get -q install -y --no-install-recommends --allow-downgrades"
                    + " -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts=/dev/null"
                    + " -o APT::Sandbox::User=root ./*.deb 2>&1");

    /**
     * Installs the packages, and takes what that changed.
     *
     * @param files package files by name
     * @param work an empty folder
     */
    Layer make(Map<String, Path> files, Path work, Consumer<String> says) throws IOException, InterruptedException {
        return containers.with(base, false, List.of("/bin/sh", "-c", SCRIPT), container -> {
            copyIn(container, files);
            Instant begin = Instant.now().minus(SKEW);
            install(container, says);
            return take(container, begin, work);
        });
    }

    private void install(String container, Consumer<String> says) throws IOException, InterruptedException {
        Deque<String> tail = new ArrayDeque<>();
        int status = containers.run(container, PATIENCE, line -> {
            says.accept(line);
            tail.addLast(line);
            if (tail.size() > TAIL) {
                tail.removeFirst();
            }
        });
        if (status != 0) {
            String why = tail.stream()
                    .map(String::strip)
                    .filter(line ->
                            line.startsWith("E: ") || line.contains("Depends:") || line.startsWith("dpkg: error"))
                    .findFirst()
                    .orElseGet(() -> tail.isEmpty() ? "exit status " + status : tail.getLast());
            throw GradlockException.incomplete(
                    "the packages of the lock could not be installed: " + why,
                    "gradlock lock --update resolves them anew; the log of the environment has the whole output",
                    null);
        }
    }

    private Layer take(String container, Instant begin, Path work) throws IOException {
        Set<String> changed = new HashSet<>();
        Set<String> deleted = new TreeSet<>();
        List<ChangeLog> changes =
                containers.client().containerDiffCmd(container).exec();
        for (ChangeLog change : changes == null ? List.<ChangeLog>of() : changes) {
            String path = LayerTar.plain(change.getPath());
            if (!LEFT_OUT.matcher(path).matches()) {
                (change.getKind() == DELETED ? deleted : changed).add(path);
            }
        }
        try (InputStream all =
                containers.client().copyArchiveFromContainerCmd(container, "/").exec()) {
            return new LayerTar(path -> changed.contains(path) ? path : null, begin).write(all, deleted, work);
        }
    }

    private void copyIn(String container, Map<String, Path> files) throws IOException {
        try (PipedInputStream archive = new PipedInputStream(1 << 16)) {
            PipedOutputStream sink = new PipedOutputStream(archive);
            List<IOException> failures = Collections.synchronizedList(new java.util.ArrayList<>());
            Thread writer = new Thread(
                    () -> {
                        try (TarArchiveOutputStream tar =
                                new TarArchiveOutputStream(sink, StandardCharsets.UTF_8.name())) {
                            write(tar, files);
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

    private static void write(TarArchiveOutputStream tar, Map<String, Path> files) throws IOException {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.putArchiveEntry(new TarArchiveEntry(FOLDER + "/"));
        tar.closeArchiveEntry();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            TarArchiveEntry entry = new TarArchiveEntry(FOLDER + "/" + file.getKey());
            entry.setSize(Files.size(file.getValue()));
            tar.putArchiveEntry(entry);
            Files.copy(file.getValue(), tar);
            tar.closeArchiveEntry();
        }
    }

    /** Returns everything that decides about a layer, beside its packages and the image below. */
    static String recipe() {
        return SCRIPT + "\n" + LEFT_OUT.pattern();
    }
}
