package io.github.gradlock.harness.runtime.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.BuildResponseItem;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import io.github.gradlock.harness.runtime.BoundedLog;
import io.github.gradlock.harness.runtime.UnavailableException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * An image that is a base image with Debian packages, each at the version and with the checksum of the lock.
 *
 * <p>It is pinned by its inputs: their hash is its tag, so that the same inputs are built once on a machine.
 */
final class DerivedImage {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9+.-]*(:[a-z0-9]+)?");
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9.+:~-]+");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final long BUILD_MINUTES = 30;

    private final String environment;
    private final String base;
    private final List<PackageLock> packages;

    /**
     * @param environment its name, for the tag and for messages
     * @param base {@code repository@digest}
     * @param packages everything to install, dependencies among it
     */
    DerivedImage(String environment, String base, List<PackageLock> packages) {
        this.environment = environment;
        this.base = base;
        this.packages = packages.stream()
                .sorted(Comparator.comparing(PackageLock::name))
                .toList();
        this.packages.forEach(DerivedImage::check);
    }

    /** What goes into a shell script is looked at first. */
    private static void check(PackageLock pinned) {
        if (!NAME.matcher(pinned.name()).matches()
                || !VERSION.matcher(pinned.version()).matches()
                || !SHA256.matcher(pinned.sha256()).matches()) {
            throw GradlockException.badInput(
                    null,
                    "not a pinned Debian package: " + pinned.name() + " " + pinned.version() + " " + pinned.sha256(),
                    "gradlock lock writes the lock anew");
        }
    }

    /** Returns the tag, which follows from the inputs. */
    String tag() {
        String name = environment.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        // The registry and the repository do not matter: the digest says what the base is.
        String inputs = base.substring(base.indexOf('@')) + "\n" + script();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(inputs.getBytes(StandardCharsets.UTF_8));
            return "gradlock/" + name.replaceAll("^-|-$", "") + ":"
                    + HexFormat.of().formatHex(hash).substring(0, 16);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /**
     * Builds it, unless it is here; returns its tag.
     *
     * @throws UnavailableException if it is not here and {@code offline} forbids to fetch its packages
     */
    synchronized String provide(DockerClient client, Map<String, String> labels, boolean offline, BoundedLog log)
            throws UnavailableException {
        String tag = tag();
        try {
            client.inspectImageCmd(tag).exec();
            return tag;
        } catch (NotFoundException absent) {
            if (offline) {
                throw new UnavailableException("its image " + tag
                        + " is not built on this machine, and --offline forbids to fetch its packages");
            }
            log.line("[gradlock] builds " + tag + " from " + base + " with " + packages.size() + " packages");
        }
        // Closed when its time is up, too: the engine ends a build whose connection is gone.
        BuildLog callback = new BuildLog(log);
        try (callback) {
            client.buildImageCmd(new ByteArrayInputStream(context()))
                    .withTags(Set.of(tag))
                    .withLabels(labels)
                    .withForcerm(true)
                    .exec(callback)
                    .awaitImageId(BUILD_MINUTES, TimeUnit.MINUTES);
        } catch (RuntimeException problem) {
            throw failed(callback.tail.toString(), problem, log);
        } catch (IOException closing) {
            log.line("[gradlock] closing the build's connection: " + closing);
        }
        return tag;
    }

    private GradlockException failed(String output, RuntimeException problem, BoundedLog log) {
        String hint;
        if (output.contains("was not found") || output.contains("Unable to locate package")) {
            hint = "a pinned version is no longer in the archive: gradlock lock --update " + environment
                    + " pins the one that is";
        } else if (output.contains("computed checksum did NOT match") || output.contains("FAILED")) {
            hint = "the archive handed out a file that is not the lock's: do not use it until somebody knows why";
        } else {
            hint = "the whole output is in " + log.file();
        }
        return GradlockException.incomplete(
                "the image of " + environment + " could not be built: " + cause(output, problem), hint, problem);
    }

    /** The line in which apt or sha256sum says what is wrong, or what the engine says. */
    private static String cause(String output, RuntimeException problem) {
        return output.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("E: ") || line.endsWith(": FAILED"))
                .findFirst()
                .orElse(String.valueOf(problem.getMessage()));
    }

    /**
     * Returns what installs the packages. Once they are checked, the archive is cut off: a dependency that is not in the
     * lock then fails the build instead of slipping in.
     */
    String script() {
        StringBuilder script = new StringBuilder("set -eu\nexport DEBIAN_FRONTEND=noninteractive\n"
                + "mkdir -p /gradlock-packages /usr/share/man/man1\ncd /gradlock-packages\napt-get -q update\n");
        script.append("apt-get -q -o APT::Sandbox::User=root download");
        packages.forEach(pinned -> script.append(" \\\n  '" + pinned.name() + "=" + pinned.version() + "'"));
        script.append('\n');
        packages.forEach(pinned -> script.append("echo \"" + pinned.sha256() + "  $(echo "
                + pinned.name().replaceFirst(":.*", "") + "_"
                + pinned.version().replace(":", "%3a") + "_*.deb)\" | sha256sum -c -\n"));
        script.append("apt-get -q install -y --no-install-recommends --allow-downgrades"
                + " -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts=/dev/null"
                + " -o APT::Sandbox::User=root ./*.deb\n");
        script.append("cd /\nrm -rf /gradlock-packages /gradlock-install /var/lib/apt/lists/* /var/cache/apt/*\n");
        return script.toString();
    }

    private byte[] context() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name())) {
            add(
                    tar,
                    "Dockerfile",
                    "FROM " + base + "\nUSER 0\nCOPY install /gradlock-install\nRUN sh /gradlock-install 2>&1\n");
            add(tar, "install", script());
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return bytes.toByteArray();
    }

    private static void add(TarArchiveOutputStream tar, String name, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    /** Writes the build's output to the log, and keeps its end for the error. */
    private static final class BuildLog extends BuildImageResultCallback {
        private static final int TAIL = 8192;

        private final BoundedLog log;
        private final StringBuffer tail = new StringBuffer();
        private final StringBuilder line = new StringBuilder();

        BuildLog(BoundedLog log) {
            this.log = log;
        }

        @Override
        public void onNext(BuildResponseItem item) {
            super.onNext(item);
            if (item.getStream() != null) {
                add(item.getStream());
            }
        }

        /** Pieces end anywhere, not at the ends of lines. */
        private void add(String text) {
            line.append(text);
            for (int end = line.indexOf("\n"); end >= 0; end = line.indexOf("\n")) {
                String whole = line.substring(0, end).stripTrailing();
                line.delete(0, end + 1);
                log.line(whole);
                tail.append(whole).append('\n');
            }
            tail.delete(0, Math.max(0, tail.length() - TAIL));
        }
    }
}
