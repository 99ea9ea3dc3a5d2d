package io.github.gradlock.harness.image;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import io.github.gradlock.harness.store.Content;
import io.github.gradlock.harness.store.Store;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Package files of Debian, from the store, or else from where a base image's apt would find them. */
final class DebFiles {
    private final PackageFiles files;
    private final DebSources sources;
    private final Consumer<String> says;
    private @Nullable List<URI> archives;
    private @Nullable List<URI> snapshots;

    DebFiles(Store store, DebSources sources, boolean offline, Consumer<String> says) {
        this.files = new PackageFiles(store, offline, says);
        this.sources = sources;
        this.says = says;
    }

    /**
     * Returns the files by the names that apt gives them.
     *
     * @param date of the archive when the packages were pinned; null where the lock does not say
     * @throws GradlockException if one cannot be had, or is not the lock's
     * @throws UnavailableException if one is not in the store, and nothing may be fetched
     */
    Map<String, Path> provide(List<PackageLock> packages, @Nullable String date)
            throws IOException, InterruptedException, UnavailableException {
        Map<String, Path> provided = new TreeMap<>();
        for (PackageLock pinned : packages) {
            provided.put(PackageFiles.content(pinned).name(), provide(pinned, date));
        }
        return provided;
    }

    private Path provide(PackageLock pinned, @Nullable String date)
            throws IOException, InterruptedException, UnavailableException {
        try {
            return files.provide(pinned, () -> below(archives(), pinned));
        } catch (GradlockException problem) {
            if (problem.status() != ExitStatus.INCOMPLETE) {
                throw problem;
            }
            Content content = PackageFiles.content(pinned);
            List<URI> older = below(snapshots(date), pinned);
            if (older.isEmpty()) {
                throw gone(content.name(), problem);
            }
            says.accept("fetches " + content.name() + " from the archive of " + date);
            return files.fetch(content, older);
        }
    }

    private static GradlockException gone(String name, GradlockException problem) {
        return GradlockException.incomplete(
                String.valueOf(problem.getMessage()) + ", and no dated archive is known for " + name,
                "a mirror drops old versions: " + DebSources.VARIABLE + " names a dated archive, or gradlock lock ENV"
                        + " --update, with the environment's name, pins what the mirror has",
                problem);
    }

    private static List<URI> below(List<URI> roots, PackageLock pinned) {
        return roots.stream().map(root -> root.resolve(pinned.file())).toList();
    }

    private List<URI> archives() throws IOException, InterruptedException {
        List<URI> known = archives == null ? new ArrayList<>(sources.archives()) : archives;
        archives = known;
        return known;
    }

    private List<URI> snapshots(@Nullable String date) throws IOException, InterruptedException {
        List<URI> known = snapshots == null ? sources.snapshots(date) : snapshots;
        snapshots = known;
        return known;
    }
}
