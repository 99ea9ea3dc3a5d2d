package io.github.gradlock.harness.channel;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import io.github.gradlock.harness.GradlockException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;

/** Asks apt, inside the base image, which files an installation would fetch. */
public final class AptResolver {
    /** A folder of every image, for what is taken of one of another platform. */
    private static final String FOREIGN = "/opt";

    private static final int PATIENCE_SECONDS = 300;

    /** The names come as arguments, never as part of the script. */
    private static final String SCRIPT = String.join(
            "\n",
            "set -e",
            "export LC_ALL=C DEBIAN_FRONTEND=noninteractive",
            "apt-get update -qq >&2",
            "apt-get install --no-install-recommends --print-uris -qq -y -- \"$@\" > /tmp/uris",
            "cat /tmp/uris",
            "echo '" + AptAnswer.SEPARATOR + "'",
            "sed -nE \"s/^'[^']*' ([^ ]+)_([^_ ]+)_[^_ ]+\\.deb .*/\\1=\\2/p\" /tmp/uris"
                    + " | sed 's/%3a/:/' | xargs -r apt-cache show",
            "echo '" + AptAnswer.DATES + "'",
            "sed -n 's/^Date: *//p' /var/lib/apt/lists/*Release");

    private final DockerClient docker;
    private final ImageInquiry inquiry;

    /**
     * Uses an engine.
     *
     * @param labels put on the container, so that it can be swept if this process dies
     * @param credentials that the engine may be given
     */
    public AptResolver(DockerClient docker, Map<String, String> labels, RegistryCredentials credentials) {
        this.docker = docker;
        this.inquiry = new ImageInquiry(docker, labels, credentials, "debian");
    }

    /**
     * Resolves packages and everything they need beyond the base image.
     *
     * @param image pulled by this reference, {@code debian@sha256:…}
     * @param architecture {@code amd64}
     * @param packages {@code name} or {@code name=version}
     * @param runner the same image for the engine's own platform, in which apt is asked about the other one: nothing of it is executed;
     *     null where the engine runs the image itself
     */
    public AptResolution resolve(String image, String architecture, List<String> packages, @Nullable String runner) {
        inquiry.pull(image, architecture);
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "gradlock"));
        command.addAll(packages);
        if (runner == null) {
            return inquiry.with(image, command, List.of(), container -> run(container, image));
        }
        inquiry.pull(runner, null);
        // What is installed there, and where it finds packages; its programs are of another processor.
        return inquiry.with(
                image,
                List.of("/bin/true"),
                List.of(),
                foreign -> inquiry.with(runner, command, List.of("APT_CONFIG=" + FOREIGN + "/apt.conf"), container -> {
                    copy(foreign, "/var/lib/dpkg/status", container);
                    copy(foreign, "/etc/apt", container);
                    configure(container, architecture);
                    return run(container, image);
                }));
    }

    private void copy(String from, String path, String to) {
        try (InputStream archive =
                docker.copyArchiveFromContainerCmd(from, path).exec()) {
            docker.copyArchiveToContainerCmd(to)
                    .withTarInputStream(archive)
                    .withRemotePath(FOREIGN)
                    .exec();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private void configure(String container, String architecture) {
        String text =
                "APT::Architecture \"%1$s\";\nAPT::Architectures { \"%1$s\"; };\nDir::Etc \"%2$s/apt\";\nDir::State::status \"%2$s/status\";\n"
                        .formatted(architecture, FOREIGN);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(archive, StandardCharsets.UTF_8.name())) {
            TarArchiveEntry entry = new TarArchiveEntry("apt.conf");
            entry.setSize(bytes.length);
            tar.putArchiveEntry(entry);
            tar.write(bytes);
            tar.closeArchiveEntry();
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        docker.copyArchiveToContainerCmd(container)
                .withTarInputStream(new ByteArrayInputStream(archive.toByteArray()))
                .withRemotePath(FOREIGN)
                .exec();
    }

    private AptResolution run(String container, String image) {
        try {
            ImageInquiry.Answer answer = inquiry.run(container, PATIENCE_SECONDS);
            if (answer.status() != 0) {
                throw failed(image, answer.tail(), null);
            }
            return AptAnswer.parse(answer.out());
        } catch (IllegalArgumentException | DateTimeParseException | DockerException | DockerClientException problem) {
            throw failed(image, String.valueOf(problem.getMessage()), problem);
        }
    }

    private static GradlockException failed(String image, String reason, @Nullable Throwable cause) {
        if (reason.contains("Unable to locate package") || reason.contains("was not found")) {
            return GradlockException.badInput(
                    null,
                    "apt could not resolve the packages inside " + image + ": " + reason,
                    "check the names and versions under \"dependencies\"; this image's archives have no such package");
        }
        return GradlockException.incomplete(
                "apt could not resolve the packages inside " + image + ": " + reason,
                "check the names and versions under \"dependencies\", and that containers reach Debian's archive",
                cause);
    }
}
