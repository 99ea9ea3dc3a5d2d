package io.github.gradlock.harness.run;

import io.github.gradlock.harness.GradlockException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder that a run writes to: bundles, logs, and sessions while they grow.
 *
 * <p>One run at a time: the bundles of the one before are moved to {@code previous}, or to {@code interrupted} if it did not come to its
 * end, so that stale ones are never compared.
 */
public final class OutputFolder implements Closeable {
    /** File by which a folder of results is claimed; it also marks the folder as gradlock's. */
    static final String LOCK = ".gradlock.lock";

    /** Is there while a run has not come to its end. */
    private static final String UNFINISHED = ".gradlock.unfinished";

    /** Folder for bisections in the folder of runs; each is claimed for itself. */
    public static final String BISECTIONS = "bisect";

    /** Folder for explanations, likewise. */
    public static final String EXPLANATIONS = "explain";

    /** Folder for benchmarks, likewise. */
    public static final String BENCHMARKS = "bench";

    /** What may be in a folder that no run has claimed yet: checksums of JDKs, which resolving environments writes. */
    private static final Set<String> HARMLESS = Set.of("jdk-modules.sha256", BISECTIONS, EXPLANATIONS, BENCHMARKS);

    /** Folder of the report's page. */
    public static final String PAGE = "report";

    /** The report for programs, whole. */
    public static final String REPORT_JSON = "report.json";

    /** The report in short. */
    public static final String REPORT_MARKDOWN = "report.md";

    /** The report for services that show findings beside code. */
    public static final String REPORT_SARIF = "report.sarif";

    /** The report as tests. */
    public static final String REPORT_JUNIT = "junit.xml";

    private static final List<String> REPORTS = List.of(PAGE, REPORT_JSON, REPORT_MARKDOWN, REPORT_SARIF, REPORT_JUNIT);

    /** What belongs to the bundles of a run, and goes when they do. */
    private static final List<String> REPLACED =
            Stream.concat(REPORTS.stream(), Stream.of(RunFiles.LOGS)).toList();

    /** As the writer of bundles names what is not finished. */
    private static final Pattern HALF = Pattern.compile("\\..*\\.tmp(\\.zip)?");

    /** What an interrupted run finished, as soon as another one begins. */
    public static final String INTERRUPTED = "interrupted";

    /** What the last run that came to its end left, as soon as another one begins. */
    private static final String PREVIOUS = "previous";

    /** Folders to which bundles of earlier runs are moved. */
    public static final List<String> ASIDE = List.of(PREVIOUS, INTERRUPTED);

    /** What the run before left, while it is not certain that this one replaces it. */
    private static final String BEFORE = ".gradlock.before";

    private final Path root;
    private final FileChannel channel;

    /** Where the bundles of the run before went; null if it left none. */
    private @Nullable Path aside;

    private OutputFolder(Path root, FileChannel channel) {
        this.root = root;
        this.channel = channel;
    }

    /** Refuses a folder that cannot be made or written to, before anything is run for it; makes nothing. */
    public static void requireWritable(Path root) {
        Path there = root.toAbsolutePath().normalize();
        while (there.getParent() != null && !Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
            there = there.getParent();
        }
        boolean folder = Files.isDirectory(there);
        if (!folder || !Files.isWritable(there)) {
            throw GradlockException.badInput(
                    root.toString(),
                    "results cannot be written here: " + there + (folder ? " is not writable" : " is not a folder"),
                    "give --out another folder, one that you can write to or make");
        }
    }

    /** Refuses a folder with files that are not gradlock's: it clears what an earlier run left. */
    public static void requireOurs(Path root) throws IOException {
        if (!isOurs(root)) {
            throw GradlockException.badInput(
                    root.toString(),
                    "this folder holds files, and was not made by gradlock",
                    "give --out a new or an empty folder: results of an earlier run there would be cleared");
        }
    }

    private static boolean isOurs(Path root) throws IOException {
        if (!Files.isDirectory(root) || Files.exists(root.resolve(LOCK))) {
            return true;
        }
        try (Stream<Path> files = Files.list(root)) {
            return files.allMatch(file -> HARMLESS.contains(file.getFileName().toString()));
        }
    }

    /** Claims the folder for this process, and puts away what an earlier run left. */
    public static OutputFolder claim(Path root) throws IOException {
        requireOurs(root);
        OutputFolder folder = new OutputFolder(root, locked(root));
        folder.putAway();
        return folder;
    }

    /**
     * Keeps runs out of a folder while a report is written to it, and marks it for later ones if it is new. Nothing is put away, and
     * a folder with files of others is not marked: a run there would clear them.
     *
     * @throws GradlockException if a run is writing there
     */
    public static Closeable forReports(Path root) throws IOException {
        return isOurs(root) ? locked(root) : () -> {};
    }

    private static FileChannel locked(Path root) throws IOException {
        Files.createDirectories(root);
        FileChannel channel = FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw GradlockException.badInput(
                    root.toString(),
                    "another run is writing to this folder",
                    "wait for it, or give --out another folder");
        }
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException thisProcessHasIt) {
            return null;
        }
    }

    private void putAway() throws IOException {
        Path before = root.resolve(BEFORE);
        delete(before);
        delete(root.resolve(RunFiles.WORK));
        for (String report : REPORTS) {
            delete(unfinished(root.resolve(report)));
        }
        for (String report : REPLACED) {
            move(root.resolve(report), before.resolve(report));
        }
        Path bundles = root.resolve(RunFiles.BUNDLES);
        if (Files.isDirectory(bundles)) {
            for (Path half : halfWritten(bundles)) {
                delete(half);
            }
            if (isEmpty(bundles)) {
                return;
            }
            // What an interrupted run left does not take the place of the last whole one.
            Path place = root.resolve(isUnfinished(root) ? INTERRUPTED : PREVIOUS);
            move(place, before.resolve(place.getFileName()));
            move(bundles, place);
            aside = place;
        }
    }

    private static void move(Path from, Path to) throws IOException {
        if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(to.toAbsolutePath().resolve("..").normalize());
            Files.move(from, to);
        }
    }

    /** Brings back what the run before left, as it was: this one was refused, and has no results. */
    public void putBack() throws IOException {
        Path bundles = root.resolve(RunFiles.BUNDLES);
        if (holdsBundles(root)) {
            return;
        }
        Path before = root.resolve(BEFORE);
        boolean interrupted = aside != null && aside.endsWith(INTERRUPTED);
        if (aside != null) {
            delete(bundles);
            move(aside, bundles);
            move(before.resolve(aside.getFileName()), aside);
        }
        for (String report : REPLACED) {
            delete(root.resolve(report));
            move(before.resolve(report), root.resolve(report));
        }
        delete(before);
        if (!interrupted) {
            finishes();
        }
    }

    /** Returns whether bundles that a run finished lie in a folder. */
    public static boolean holdsBundles(Path root) {
        try (Stream<Path> files = Files.list(root.resolve(RunFiles.BUNDLES))) {
            return files.anyMatch(
                    file -> !HALF.matcher(file.getFileName().toString()).matches());
        } catch (IOException none) {
            return false;
        }
    }

    /** Says that a run begins, and has all its bundles only when it {@link #finishes}. */
    public void begins() throws IOException {
        Files.writeString(root.resolve(UNFINISHED), "");
    }

    /** Says that the run has come to its end: each of its environments has its bundle, or its reason. */
    public void finishes() throws IOException {
        Files.deleteIfExists(root.resolve(UNFINISHED));
        delete(root.resolve(BEFORE));
    }

    /** Returns whether the last run in a folder was interrupted, or goes on. */
    public static boolean isUnfinished(Path root) {
        return Files.exists(root.resolve(UNFINISHED));
    }

    /**
     * Removes from the folder of a run that is over what it did not finish: bundles that were being written, and sessions.
     *
     * @param root folder that runs write to
     * @param dryRun whether they are only listed
     * @return what was, or would be, removed; nothing while a run is writing there
     */
    public static List<Path> removeHalfWritten(Path root, boolean dryRun) throws IOException {
        if (!Files.exists(root.resolve(LOCK))) {
            return List.of();
        }
        try (FileChannel channel = FileChannel.open(root.resolve(LOCK), StandardOpenOption.WRITE)) {
            if (tryLock(channel) == null) {
                return List.of();
            }
            List<Path> halves = new ArrayList<>(halfWritten(root.resolve(RunFiles.BUNDLES)));
            for (String name : List.of(RunFiles.WORK, BEFORE)) {
                if (Files.exists(root.resolve(name))) {
                    halves.add(root.resolve(name));
                }
            }
            if (!dryRun) {
                for (Path half : halves) {
                    delete(half);
                }
            }
            return halves;
        }
    }

    private static List<Path> halfWritten(Path bundles) throws IOException {
        if (!Files.isDirectory(bundles)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(bundles)) {
            return files.filter(
                            file -> HALF.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    /** Returns under which name a file of a report is written before it takes its own. */
    public static Path unfinished(Path file) {
        return file.resolveSibling("." + file.getFileName() + ".part");
    }

    /** Returns where the files of environments go, each by its name. */
    public RunFiles files() {
        return new RunFiles(root, "");
    }

    /** Returns where those of one of several runs go, which may be of the same environment at the same time. */
    RunFiles files(String run) {
        return new RunFiles(root, "-" + run);
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    /** Deletes a file, or a folder with its content; links are not followed. */
    public static void delete(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(path)) {
            tree.sorted(Comparator.reverseOrder()).forEach(each -> {
                try {
                    Files.deleteIfExists(each);
                } catch (IOException problem) {
                    throw new UncheckedIOException(problem);
                }
            });
        } catch (UncheckedIOException problem) {
            throw new IOException("cannot delete " + path, problem);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
