package io.github.gradlock.harness.provision;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.lock.EnvironmentLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import io.github.gradlock.harness.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder in which an environment has its files, {@code HOME/environments/cuda12-jdk21-0a1b2c3d4e5f-linux-64}: another lock has another
 * folder, so nothing in it ever changes.
 *
 * @param path of the folder, which need not be there
 */
public record EnvironmentFolder(Path path) {
    private static final int HASH_DIGITS = 12;

    /** Returns the folder of an environment. */
    public static EnvironmentFolder of(Path home, EnvironmentLock lock, String platform) {
        return new EnvironmentFolder(
                all(home).resolve(lock.name() + "-" + lock.hash().substring(0, HASH_DIGITS) + "-" + platform));
    }

    private static Path all(Path home) {
        return home.resolve("environments");
    }

    /** Returns the folders of every lock and platform that an environment of a name has here. */
    public static List<EnvironmentFolder> ofName(Path home, String name) throws IOException {
        return matching(home, Pattern.quote(name));
    }

    /**
     * Returns the folders of all that a template stands for, of {@code host-jdk21} and {@code host-jdk25} for {@code host-jdk}.
     *
     * @param known names of the project's environments: one that is named {@code host-jdk17} itself has its folders for itself
     */
    public static List<EnvironmentFolder> ofTemplate(Path home, String name, List<String> known) throws IOException {
        List<EnvironmentFolder> folders = new ArrayList<>(matching(home, Pattern.quote(name) + "[0-9]+"));
        for (String other : known) {
            if (other.startsWith(name)) {
                folders.removeAll(ofName(home, other));
            }
        }
        return folders;
    }

    private static List<EnvironmentFolder> matching(Path home, String name) throws IOException {
        if (!Files.isDirectory(all(home))) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(all(home))) {
            return folders.filter(folder -> Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                            && folder.getFileName()
                                    .toString()
                                    .matches(name + "-[0-9a-f]{" + HASH_DIGITS + "}-[a-z0-9-]+"))
                    .sorted()
                    .map(EnvironmentFolder::new)
                    .toList();
        }
    }

    /** Returns whether it is that of a lock. */
    public boolean isOf(EnvironmentLock lock) {
        return path.getFileName()
                .toString()
                .startsWith(lock.name() + "-" + lock.hash().substring(0, HASH_DIGITS) + "-");
    }

    /** Returns whether it is there. */
    public boolean isMade() {
        return Files.isDirectory(path);
    }

    /** Makes the folder, also of an environment without files of its own. */
    public void make() throws IOException {
        Files.createDirectories(path);
    }

    /**
     * Removes folders.
     *
     * @param dryRun whether they are only listed
     * @return what was, or would be, removed, for people
     */
    public static List<String> removeAll(List<EnvironmentFolder> folders, boolean dryRun) throws IOException {
        List<String> removed = new ArrayList<>();
        for (EnvironmentFolder folder : folders) {
            removed.add("folder " + folder.path());
            if (!dryRun) {
                folder.remove();
            }
        }
        return removed;
    }

    /** Removes it; files that the store has stay there. */
    private void remove() throws IOException {
        try (Stream<Path> tree = Files.walk(path)) {
            for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
                Store.makeWritable(file);
                Files.deleteIfExists(file);
            }
        }
    }

    /** Returns where a package of its lock has its file. */
    Path file(EnvironmentLock lock, PackageLock pinned) {
        Path file = path.resolve(pinned.manager()).resolve(pinned.file()).normalize();
        if (!file.startsWith(path.normalize())) {
            throw GradlockException.badInput(
                    null,
                    "the lock names a file outside of its environment: " + pinned.file(),
                    "gradlock lock " + lock.name() + " --update writes the lock anew");
        }
        return file;
    }
}
