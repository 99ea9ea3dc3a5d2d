package io.github.gradlock.harness.image;

import com.github.dockerjava.api.model.ChangeLog;
import io.github.gradlock.harness.GradlockException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The layer that installing Debian's packages makes: in a container without network, of files that were checked before. A dependency that is
 * not among them fails it instead of slipping in.
 *
 * @param containers of the engine
 * @param environment its name, for the hint
 * @param base the image below it, as the engine knows it
 */
record PackageLayer(Containers containers, String environment, String base) {
    private static final String FOLDER = "gradlock-packages";
    private static final int DELETED = 2;

    /**
     * What an installation leaves that says when it was, or that nobody reads: logs, caches, backups, and the archive of classes that a JDK
     * dumps for faster starts. A JVM starts without that, and computes the same.
     */
    private static final Pattern LEFT_OUT = Pattern.compile(
            "(dev|proc|sys|run|tmp|" + FOLDER + ")(/.*)?|var/(log|cache|tmp)/.+|var/lib/apt/(lists/.+|extended_states)"
                    + "|var/lib/dpkg/(.*-old|lock.*|triggers/Lock|updates/.+)|etc/(passwd|group|shadow|gshadow|subuid|subgid)-"
                    + "|etc/(hostname|hosts|resolv\\.conf|\\.pwd\\.lock|mtab|ssl/certs/java/cacerts)|.*/classes(_nocoops)?\\.jsa"
                    + "|\\.dockerenv|root/.*");

    static final String SCRIPT = String.join(
            "\n",
            "set -eu",
            "export DEBIAN_FRONTEND=noninteractive LC_ALL=C SOURCE_DATE_EPOCH=" + LayerEntry.FIXED_SECONDS,
            "mkdir -p /usr/share/man/man1",
            "cd /" + FOLDER,
            "apt-get -q install -y --no-install-recommends --allow-downgrades"
                    + " -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts=/dev/null"
                    + " -o APT::Sandbox::User=root ./*.deb 2>&1");

    /**
     * Installs the packages, and takes what that changed.
     *
     * @param files package files by name
     * @param work an empty folder
     */
    Layer make(Map<String, Path> files, Path work, Consumer<String> says) throws IOException, InterruptedException {
        return containers.with(base, false, List.of("/bin/sh", "-c", SCRIPT), container -> {
            Installation installation = new Installation(containers, container);
            installation.copyIn(FOLDER, files);
            Instant begin = Installation.now();
            install(installation, says);
            return take(container, begin, work);
        });
    }

    private void install(Installation installation, Consumer<String> says) throws IOException, InterruptedException {
        Installation.Outcome outcome = installation.run(says);
        if (outcome.status() != 0) {
            String why = outcome.tail().stream()
                    .map(String::strip)
                    .filter(line ->
                            line.startsWith("E: ") || line.contains("Depends:") || line.startsWith("dpkg: error"))
                    .findFirst()
                    .orElseGet(outcome::last);
            throw GradlockException.incomplete(
                    "the packages of the lock could not be installed: " + why,
                    "gradlock lock " + environment
                            + " --update resolves them anew; the log of the environment has the whole output",
                    null);
        }
    }

    private Layer take(String container, Instant begin, Path work) throws IOException {
        Set<String> changed = new HashSet<>();
        Set<String> deleted = new TreeSet<>();
        List<ChangeLog> changes =
                containers.client().containerDiffCmd(container).exec();
        for (ChangeLog change : changes == null ? List.<ChangeLog>of() : changes) {
            String path = LayerTar.plain(change.getPath());
            if (!LEFT_OUT.matcher(path).matches()) {
                (change.getKind() == DELETED ? deleted : changed).add(path);
            }
        }
        try (InputStream all =
                containers.client().copyArchiveFromContainerCmd(container, "/").exec()) {
            return new LayerTar(path -> changed.contains(path) ? path : null, begin).write(all, deleted, work);
        }
    }

    /** Returns everything that decides about a layer, beside its packages and the image below. */
    static String recipe() {
        return SCRIPT + "\n" + LEFT_OUT.pattern();
    }
}
