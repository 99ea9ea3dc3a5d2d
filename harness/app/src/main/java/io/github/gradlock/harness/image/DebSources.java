package io.github.gradlock.harness.image;

import io.github.gradlock.harness.GradlockException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where a base image's apt finds packages: the archives of its sources, and for versions that they no longer have the dated archives that
 * these name in their release files, or that this apt knows.
 *
 * @param containers of the engine
 * @param image whose sources they are
 * @param environment {@code GRADLOCK_CHANNEL_ALIAS_DEBIAN_SNAPSHOT} in it is the address of a dated archive, with {@code @SNAPSHOTID@} for the date
 */
record DebSources(Containers containers, String image, Map<String, String> environment) {
    /** Names a dated archive. */
    static final String VARIABLE = "GRADLOCK_CHANNEL_ALIAS_DEBIAN_SNAPSHOT";

    private static final String DATE = "@SNAPSHOTID@";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** What an update would ask for, from the sources alone: no network. Of {@code ROOT/dists/SUITE/InRelease} the root. */
    private static final String ARCHIVES =
            "apt-get update --print-uris | sed -n \"s|^'\\(http[^']*\\)/dists/.*|\\1|p\" | sort -u";

    private static final String SNAPSHOTS =
            "apt-get -qq update >&2; { sed -n 's/^Snapshots: *//p' /var/lib/apt/lists/*Release;"
                    + " apt-config dump | sed -n 's/^Acquire::Snapshots::URI::[^\"]*\"\\(http[^\"]*\\)\";$/\\1/p'; } | grep -v @PATH@ | sort -u";

    /** Returns the archives, as the image's sources name them. */
    List<URI> archives() throws IOException, InterruptedException {
        return addresses(false, ARCHIVES);
    }

    /**
     * Returns the dated archives as they were at a time.
     *
     * @param date as they write it, {@code 20261129T000000Z}; null where a lock does not say it
     */
    List<URI> snapshots(@Nullable String date) throws IOException, InterruptedException {
        if (date == null) {
            return List.of();
        }
        String alias = environment.getOrDefault(VARIABLE, "").strip();
        List<URI> named = alias.isEmpty() ? addresses(true, SNAPSHOTS) : List.of(URI.create(alias));
        return named.stream()
                .map(address -> URI.create(address.toString().replace(DATE, date)))
                .toList();
    }

    private List<URI> addresses(boolean network, String script) throws IOException, InterruptedException {
        TreeSet<String> lines = new TreeSet<>();
        int status = containers.with(
                image,
                network,
                List.of("/bin/sh", "-c", "set -e; " + script),
                container -> containers.run(container, PATIENCE, lines::add));
        if (status != 0) {
            throw GradlockException.incomplete(
                    "the archives of " + image + " could not be found out: "
                            + (lines.isEmpty() ? "exit status " + status : lines.last()),
                    "check that containers reach the archives in the image's sources",
                    null);
        }
        List<URI> addresses = new ArrayList<>();
        for (String line : lines) {
            if (line.matches("https?://[!-~]+")) {
                addresses.add(URI.create(line.endsWith("/") ? line : line + "/"));
            }
        }
        return addresses;
    }
}
