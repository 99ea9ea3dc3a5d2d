package io.github.gradlock.harness.store;

import io.github.gradlock.harness.GradlockException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Files by the SHA-256 of their bytes, {@code files/ab/abcd…}.
 *
 * <p>A file comes in under a temporary name, and takes its own when it was hashed: what is there is whole, whatever died. Processes that
 * want the same file wait for one another. The time of a file's last change is that of its last use.
 */
public final class Store {
    private static final Duration USE_IS_NOTED = Duration.ofHours(1);

    /** How files end that are being put in their places. */
    static final String PART = ".part";

    private final Path home;
    private final Path work;
    private final Path files;
    private final Path arriving;
    private final Path layers;
    private final StoreLocks locks;

    /**
     * Uses a folder, which is made when something comes in.
     *
     * @param home of gradlock; the store is a folder in it
     */
    public Store(Path home) {
        Path root = home.resolve("store");
        this.home = home;
        this.work = home.resolve("work");
        this.files = root.resolve("files");
        this.arriving = root.resolve("arriving");
        this.layers = root.resolve("layers");
        this.locks = new StoreLocks(root.resolve("locks"));
    }

    /** Brings the bytes of a file. */
    @FunctionalInterface
    public interface Supply {
        /**
         * Writes the file, or goes on where it ends.
         *
         * @param arriving where to; it may hold what arrived before an interruption, or not be there
         */
        void into(Path arriving) throws IOException, InterruptedException;
    }

    /** Returns a file that is there. Its length is compared, its bytes are not: {@link #verify} hashes them. */
    public Optional<Path> find(Content content) throws IOException {
        Path file = place(content.sha256());
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) != content.size()) {
            return Optional.empty();
        }
        Instant now = Instant.now();
        if (Files.getLastModifiedTime(file).toInstant().plus(USE_IS_NOTED).isBefore(now)) {
            note(file, now);
        }
        return Optional.of(file);
    }

    /** Returns how long a file is that has the checksum, and not the size; nothing where it has both, is damaged or not there. */
    public OptionalLong otherSize(Content content) throws IOException {
        Path file = place(content.sha256());
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) == content.size()) {
            return OptionalLong.empty();
        }
        return Digests.sha256(file).equals(content.sha256()) ? OptionalLong.of(Files.size(file)) : OptionalLong.empty();
    }

    /** A store that is another person's, or read-only, serves as well. */
    private static void note(Path file, Instant now) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(now));
        } catch (IOException notOurs) {
            return;
        }
    }

    /** Windows removes and replaces no file that is read-only. */
    public static void makeWritable(Path file) {
        if (java.io.File.separatorChar == '\\' && Files.exists(file)) {
            file.toFile().setWritable(true);
        }
    }

    /**
     * Returns a file, which is brought if it is not there.
     *
     * @throws GradlockException if what arrives is not what the checksum says; nothing of it is kept
     */
    public Path provide(Content content, Supply supply) throws IOException, InterruptedException {
        Optional<Path> known = find(content);
        if (known.isPresent()) {
            return known.get();
        }
        return locks.holding(content.sha256(), () -> {
            Optional<Path> meanwhile = find(content);
            return meanwhile.isPresent() ? meanwhile.get() : bring(content, supply);
        });
    }

    private Path bring(Content content, Supply supply) throws IOException, InterruptedException {
        Path part = Files.createDirectories(arriving).resolve(content.sha256());
        boolean resumed = Files.exists(part);
        supply.into(part);
        String found = Digests.sha256(part);
        if (resumed && !found.equals(content.sha256())) {
            // What arrived first may have been of another file.
            Files.delete(part);
            supply.into(part);
            found = Digests.sha256(part);
        }
        if (!found.equals(content.sha256()) || Files.size(part) != content.size()) {
            long size = Files.size(part);
            Files.delete(part);
            throw mismatch(content, found, size);
        }
        Path file = place(content.sha256());
        Files.createDirectories(file.resolveSibling("."));
        sync(part);
        makeWritable(file);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        // Last, so that what did not come this far can be gone on with.
        file.toFile().setReadOnly();
        return file;
    }

    static GradlockException mismatch(Content content, String found, long size) {
        return GradlockException.badInput(
                null,
                "digest mismatch for %s: the lock says sha256:%s (%d bytes), what arrived is sha256:%s (%d bytes)"
                        .formatted(content.name(), content.sha256(), content.size(), found, size),
                "try again; if it stays, its source has another file now: gradlock lock ENV --update, with the environment's name, pins what is there");
    }

    /**
     * Puts a file of the store somewhere else: as a hard link, or as a copy where that is another file system.
     *
     * @param target replaced if it is there
     */
    public void link(Content content, Path target) throws IOException {
        Path file = find(content).orElseThrow(() -> new FileSystemException(content.name(), null, "not in the store"));
        Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + PART);
        try {
            try {
                Files.createLink(temporary, file);
            } catch (FileAlreadyExistsException impossible) {
                throw impossible;
            } catch (FileSystemException | UnsupportedOperationException elsewhere) {
                Files.copy(file, temporary);
            }
            makeWritable(target);
            // Of two links to one file a move does nothing, and leaves the temporary one.
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /**
     * A file that is not what its name says.
     *
     * @param file where it was
     * @param expected its SHA-256
     * @param found that of its bytes
     */
    public record Damage(Path file, String expected, String found) {}

    /** Hashes a file of the store, if it is there; one that is not what it should be is removed, so that it is fetched again. */
    public Optional<Damage> verify(Content content) throws IOException, InterruptedException {
        Path file = place(content.sha256());
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        String found = Digests.sha256(file);
        if (found.equals(content.sha256())) {
            return Optional.empty();
        }
        locks.holding(content.sha256(), () -> {
            makeWritable(file);
            return Files.deleteIfExists(file);
        });
        return Optional.of(new Damage(file, content.sha256(), found));
    }

    /** Returns the files that are there, and what began to arrive. */
    List<Path> all() throws IOException {
        List<Path> all = new ArrayList<>();
        for (Path folder : List.of(files, arriving)) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> tree = Files.walk(folder)) {
                    tree.filter(Files::isRegularFile).sorted().forEach(all::add);
                }
            }
        }
        return all;
    }

    /** Returns a new folder for something that is made, which who made it removes. */
    public Path newFolder() throws IOException {
        return Files.createTempDirectory(Files.createDirectories(work), "making");
    }

    /** Returns such folders, and files on their way to their places, whose processes have died: nobody touched them since a time. */
    List<Path> leftovers(Instant since) throws IOException {
        return new Leftovers(since).of(work, List.of(home.resolve("environments"), layers));
    }

    /** Returns whether a file has not come to its end. */
    boolean isArriving(Path file) {
        return file.startsWith(arriving);
    }

    /** Removes a file, when nobody is bringing it. */
    void remove(Path file) throws IOException, InterruptedException {
        locks.holding(file.getFileName().toString(), () -> {
            makeWritable(file);
            return Files.deleteIfExists(file);
        });
    }

    private Path place(String sha256) {
        return files.resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    private static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
