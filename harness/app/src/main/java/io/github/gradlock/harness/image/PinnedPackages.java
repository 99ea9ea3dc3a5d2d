package io.github.gradlock.harness.image;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import io.github.gradlock.harness.provision.PartCheck;
import io.github.gradlock.harness.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a lock says beside a package's checksum, its size and version, against the files: as far as these are in the store, since they are
 * needed to make an image, not to run it.
 *
 * @param environment its name, for hints
 */
record PinnedPackages(Store store, String environment, List<PackageLock> packages) {
    /**
     * Refuses a size that is not the file's.
     *
     * @throws GradlockException that names both
     */
    void requireSizes() throws IOException {
        for (PackageLock pinned : packages) {
            OptionalLong found = store.otherSize(PackageFiles.content(pinned));
            if (found.isPresent()) {
                throw wrong(environment, pinned, pinned.size() + " bytes", found.getAsLong() + " bytes");
            }
        }
    }

    /**
     * Refuses a version that is not the one of the file.
     *
     * @param environment its name, for the hint
     * @param layer that was made of the packages
     * @throws GradlockException that names both
     */
    static void requireVersions(String environment, ImagePart part, Path layer) throws IOException {
        for (Map.Entry<PackageLock, String> other : part.otherVersions(layer).entrySet()) {
            throw wrong(environment, other.getKey(), "version " + other.getKey().version(), other.getValue());
        }
    }

    private static GradlockException wrong(String environment, PackageLock pinned, String expected, String found) {
        return GradlockException.badInput(
                null,
                "the lock is wrong about " + pinned.manager() + " " + pinned.name() + ": it says " + expected
                        + ", and the file with its checksum has " + found,
                "gradlock lock " + environment + " --update pins what is there");
    }

    /** Hashes and measures the files that are in the store; what is damaged is removed. */
    List<PartCheck> verify() throws IOException, InterruptedException {
        List<PartCheck> checks = new ArrayList<>();
        for (PackageLock pinned : packages) {
            String what = "package " + pinned.name() + " " + pinned.version();
            store.verify(PackageFiles.content(pinned))
                    .ifPresent(damage ->
                            checks.add(PartCheck.altered(what + " in the store", damage.expected(), damage.found())));
            OptionalLong found = store.otherSize(PackageFiles.content(pinned));
            if (found.isPresent()) {
                checks.add(
                        PartCheck.altered(what + ", its size", pinned.size() + " bytes", found.getAsLong() + " bytes"));
            }
        }
        return checks;
    }

    /**
     * Returns a check for each version that is not the one of the file.
     *
     * @param layer that was made of the packages; null where it is not there
     */
    static List<PartCheck> verifyVersions(ImagePart part, @Nullable Path layer) throws IOException {
        List<PartCheck> checks = new ArrayList<>();
        part.otherVersions(layer)
                .forEach((pinned, found) -> checks.add(
                        PartCheck.altered("package " + pinned.name() + ", its version", pinned.version(), found)));
        return checks;
    }
}
