package io.github.gradlock.harness.image;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.channel.CondaResolver;
import io.github.gradlock.harness.image.DerivedImage.Workshop;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import io.github.gradlock.harness.store.Store;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Package files of conda's channels, from the store, or else from where micromamba would find them. */
final class CondaFiles {
    /** Points names of channels somewhere else. */
    private static final String VARIABLE = CondaResolver.VARIABLE;

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final List<String> ALIAS =
            List.of("micromamba", "config", "list", "channel_alias", "--all", "--no-rc");

    private final Workshop workshop;
    private final String base;
    private @Nullable URI alias;

    /**
     * @param base micromamba's image
     */
    CondaFiles(Workshop workshop, String base) {
        this.workshop = workshop;
        this.base = base;
    }

    /**
     * Returns the files by their names.
     *
     * @throws GradlockException if one cannot be had, or is not the lock's
     * @throws UnavailableException if one is not in the store, and nothing may be fetched
     */
    Map<String, Path> provide(List<PackageLock> packages)
            throws IOException, InterruptedException, UnavailableException {
        PackageFiles files = new PackageFiles(new Store(workshop.home()), workshop.offline(), workshop.says());
        Map<String, Path> provided = new TreeMap<>();
        for (PackageLock pinned : packages) {
            provided.put(PackageFiles.content(pinned).name(), files.provide(pinned, () -> List.of(address(pinned))));
        }
        return provided;
    }

    private URI address(PackageLock pinned) throws IOException, InterruptedException {
        if (pinned.file().matches("https?://.*")) {
            return URI.create(pinned.file());
        }
        URI known = alias == null ? find() : alias;
        alias = known;
        return known.resolve(pinned.file());
    }

    private URI find() throws IOException, InterruptedException {
        String named = workshop.environment().getOrDefault(VARIABLE, "").strip();
        if (!named.isEmpty()) {
            return URI.create(named.endsWith("/") ? named : named + "/");
        }
        List<String> lines = new ArrayList<>();
        workshop.containers()
                .with(base, false, ALIAS, container -> workshop.containers().run(container, PATIENCE, lines::add));
        for (String line : lines) {
            if (line.matches("channel_alias: https?://[!-~]+")) {
                String address = line.substring("channel_alias: ".length());
                return URI.create(address.endsWith("/") ? address : address + "/");
            }
        }
        throw GradlockException.incomplete(
                "micromamba does not say where conda's channels are: " + String.join("; ", lines),
                VARIABLE + " says it",
                null);
    }
}
