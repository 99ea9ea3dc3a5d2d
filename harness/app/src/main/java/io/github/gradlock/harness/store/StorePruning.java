package io.github.gradlock.harness.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Removes from a store what was not used for long, and the longest unused beyond a size. What an environment links to is left: it would
 * free nothing.
 *
 * @param store to be pruned
 * @param unused what was used since is left
 * @param mostBytes what may be left of files that no environment has
 */
public record StorePruning(Store store, Duration unused, long mostBytes) {
    /** Half a year and no bound. */
    public static final Duration USUAL_AGE = Duration.ofDays(180);

    /** Longer than anything was not used. */
    public static final Duration EVER = Duration.ofDays(365_000);

    /** What began to arrive and did not come to its end is waited for this long. */
    private static final Duration ARRIVING = Duration.ofDays(7);

    /** Nothing is made for so long; and what was used since may be in use. */
    private static final Duration MAKING = Duration.ofHours(2);

    private record Entry(Path file, long size, Instant used) {}

    /**
     * A file that was, or would be, removed.
     *
     * @param file where it was
     * @param size in bytes
     */
    public record Removed(Path file, long size) {}

    /** Removes, or lists, what processes that died left: folders in which something was made, and files on their way to their places. */
    public List<Removed> leftovers(boolean dryRun) throws IOException {
        List<Removed> removed = new ArrayList<>();
        for (Path left : store.leftovers(Instant.now().minus(MAKING))) {
            removed.add(new Removed(left, 0));
            if (!dryRun) {
                try (Stream<Path> tree = Files.walk(left)) {
                    for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        }
        return removed;
    }

    /** Removes, or lists, what is to go. */
    public List<Removed> prune(boolean dryRun) throws IOException, InterruptedException {
        List<Entry> loose = new ArrayList<>();
        for (Path file : store.all()) {
            if (!isLinked(file)) {
                loose.add(new Entry(
                        file, Files.size(file), Files.getLastModifiedTime(file).toInstant()));
            }
        }
        loose.sort(Comparator.comparing(Entry::used).thenComparing(Entry::file));
        long left = loose.stream().mapToLong(Entry::size).sum();
        List<Removed> removed = new ArrayList<>();
        for (Entry entry : loose) {
            boolean givenUp = store.isArriving(entry.file()) && ARRIVING.compareTo(unused) < 0;
            Duration age = givenUp ? ARRIVING : unused;
            boolean inUse = entry.used().isAfter(Instant.now().minus(MAKING));
            if (!inUse && (entry.used().isBefore(Instant.now().minus(age)) || left > mostBytes)) {
                left -= entry.size();
                removed.add(new Removed(entry.file(), entry.size()));
                if (!dryRun) {
                    store.remove(entry.file());
                }
            }
        }
        return removed;
    }

    /** Where the system does not count links, every file may go: an environment has a copy of its own then, or fetches it again. */
    private static boolean isLinked(Path file) throws IOException {
        try {
            return Files.getAttribute(file, "unix:nlink") instanceof Integer links && links > 1;
        } catch (UnsupportedOperationException | IllegalArgumentException notCounted) {
            return false;
        }
    }
}
