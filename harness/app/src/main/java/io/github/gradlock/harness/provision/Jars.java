package io.github.gradlock.harness.provision;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.lock.EnvironmentLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PlatformLock;
import io.github.gradlock.harness.store.Content;
import io.github.gradlock.harness.store.Digests;
import io.github.gradlock.harness.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The jars that an environment adds to the class path of a suite. */
public final class Jars {
    /** Manager of these packages in a lock. */
    public static final String MANAGER = "maven";

    private final Path home;
    private final Store store;
    private final Source source;

    /** Gives a file of an artifact, of which nothing is believed. */
    @FunctionalInterface
    public interface Source {
        /**
         * Finds the file.
         *
         * @param name {@code group:artifact}, with {@code :classifier} if it has one
         * @param platform conda's name
         */
        Path fetch(String name, String version, String platform) throws IOException;
    }

    /**
     * Uses a store.
     *
     * @param home of gradlock
     * @param source asked for what is not in the store
     */
    public Jars(Path home, Source source) {
        this.home = home;
        this.store = new Store(home);
        this.source = source;
    }

    /**
     * Puts the jars of a lock into the environment's folder, and returns them in the order of the class path.
     *
     * @param says hears what is fetched
     * @throws GradlockException if a file is not what its checksum says; nothing of it is kept
     */
    public List<Path> provide(EnvironmentLock lock, String platform, PlatformLock pins, Consumer<String> says)
            throws IOException, InterruptedException {
        if (pins.packagesOf(MANAGER).isEmpty()) {
            return List.of();
        }
        EnvironmentFolder folder = EnvironmentFolder.of(home, lock, platform);
        List<Path> files = new ArrayList<>();
        for (PackageLock pinned : pins.packagesOf(MANAGER)) {
            files.add(provide(lock, pinned, platform, folder.file(lock, pinned), says));
        }
        return files;
    }

    /**
     * A jar as it is found.
     *
     * @param pinned what the lock says of it
     * @param found the SHA-256 of the file; null if it is not there
     * @param size of the file; 0 if it is not there
     */
    public record Found(PackageLock pinned, @Nullable String found, long size) {
        /** Returns whether its bytes are what the lock says. */
        public boolean isWhole() {
            return pinned.sha256().equals(found);
        }
    }

    /** Hashes the jars of an environment's folder; those that are not what the lock says are removed, from the store as well. */
    public List<Found> verify(EnvironmentLock lock, String platform, PlatformLock pins)
            throws IOException, InterruptedException {
        if (pins.packagesOf(MANAGER).isEmpty()) {
            return List.of();
        }
        EnvironmentFolder folder = EnvironmentFolder.of(home, lock, platform);
        List<Found> all = new ArrayList<>();
        for (PackageLock pinned : pins.packagesOf(MANAGER)) {
            Path file = folder.file(lock, pinned);
            Found jar = Files.isRegularFile(file)
                    ? new Found(pinned, Digests.sha256(file), Files.size(file))
                    : new Found(pinned, null, 0);
            all.add(jar);
            if (jar.found() != null && !jar.isWhole()) {
                Store.makeWritable(file);
                Files.delete(file);
                store.verify(content(pinned));
            }
        }
        return all;
    }

    private Path provide(EnvironmentLock lock, PackageLock pinned, String platform, Path file, Consumer<String> says)
            throws IOException, InterruptedException {
        Content content = content(pinned);
        if (!isOfItsVersion(pinned)) {
            throw GradlockException.badInput(
                    null,
                    "the lock is wrong about " + pinned.name() + ": it says version " + pinned.version()
                            + ", and its file is " + pinned.file(),
                    "gradlock lock " + lock.name() + " --update pins what is there");
        }
        if (!Files.isRegularFile(file) || Files.size(file) != content.size()) {
            store.provide(content, arriving -> {
                says.accept("fetches " + pinned.name() + " " + pinned.version());
                Files.copy(
                        source.fetch(pinned.name(), pinned.version(), platform),
                        arriving,
                        StandardCopyOption.REPLACE_EXISTING);
            });
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            store.link(content, file);
        }
        String found = Digests.sha256(file);
        if (!found.equals(content.sha256())) {
            Store.makeWritable(file);
            Files.delete(file);
            store.verify(content);
            throw GradlockException.badInput(
                    file.toString(),
                    "digest mismatch for %s: the lock says sha256:%s, the file has sha256:%s"
                            .formatted(content.name(), content.sha256(), found),
                    "it was changed or is damaged, and was removed; the same command fetches it again");
        }
        return file;
    }

    /** Returns whether the version is that of the file, which Maven's layout puts into a folder of this name. */
    static boolean isOfItsVersion(PackageLock pinned) {
        return !pinned.file().contains("/") || pinned.file().contains("/" + pinned.version() + "/");
    }

    /** Returns what the lock says of a package's file. */
    public static Content content(PackageLock pinned) {
        return new Content(pinned.name() + " " + pinned.version(), pinned.sha256(), pinned.size());
    }
}
