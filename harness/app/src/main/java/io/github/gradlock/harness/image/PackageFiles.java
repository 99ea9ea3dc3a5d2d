package io.github.gradlock.harness.image;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import io.github.gradlock.harness.store.Content;
import io.github.gradlock.harness.store.Download;
import io.github.gradlock.harness.store.Store;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Files of packages by the checksums of a lock: from the store, or fetched into it.
 *
 * @param store of all environments
 * @param offline whether nothing may be fetched
 * @param says hears what is fetched
 */
record PackageFiles(Store store, boolean offline, Consumer<String> says) {
    /** Finds out where a file can be had; asked only if it must be fetched. */
    @FunctionalInterface
    interface Sources {
        /** Returns addresses, tried in order. */
        List<URI> find() throws IOException, InterruptedException;
    }

    /** Returns what the lock says of a package's file. */
    static Content content(PackageLock pinned) {
        return new Content(pinned.file().substring(pinned.file().lastIndexOf('/') + 1), pinned.sha256(), pinned.size());
    }

    /**
     * Returns the file of a package.
     *
     * @throws GradlockException if it cannot be had, or is not the lock's
     * @throws UnavailableException if it is not in the store, and nothing may be fetched
     */
    Path provide(PackageLock pinned, Sources sources) throws IOException, InterruptedException, UnavailableException {
        Content content = content(pinned);
        String name = content.name();
        store.verify(content).ifPresent(damage -> {
            throw GradlockException.badInput(
                    damage.file().toString(),
                    "digest mismatch for %s: the lock says sha256:%s, the file has sha256:%s"
                            .formatted(name, damage.expected(), damage.found()),
                    "it was changed or is damaged, and was removed; the same command fetches it again");
        });
        Optional<Path> known = store.find(content);
        if (known.isPresent()) {
            return known.get();
        }
        if (offline) {
            throw new UnavailableException(
                    "its package " + name + " is not in the store, and --offline forbids to fetch it");
        }
        says.accept("fetches " + name);
        return fetch(content, sources.find());
    }

    /** Fetches a file from elsewhere, after its sources did not have it. */
    Path fetch(Content content, List<URI> sources) throws IOException, InterruptedException {
        return store.provide(content, new Download(content, sources, bytes -> {}));
    }
}
