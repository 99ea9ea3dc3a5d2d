package io.github.gradlock.harness.channel;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.PullImageCmd;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.StreamType;
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
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;

/** Asks apt, inside the base image, which files an installation would fetch. */
public final class AptResolver {
    /** A folder of every image, for what is taken of one of another platform. */
    private static final String FOREIGN = "/opt";

    private static final int MOST_OUTPUT = 16 << 20;
    private static final int PATIENCE_SECONDS = 300;
    private static final int PULL_SECONDS = 1800;

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
    private final Map<String, String> labels;
    private final RegistryCredentials credentials;

    /**
     * Uses an engine, which pulls with the logins of Docker's configuration.
     *
     * @param labels put on the container, so that it can be swept if this process dies
     */
    public AptResolver(DockerClient docker, Map<String, String> labels) {
        this(docker, labels, RegistryCredentials.ofThisUser());
    }

    AptResolver(DockerClient docker, Map<String, String> labels, RegistryCredentials credentials) {
        this.docker = docker;
        this.labels = Map.copyOf(labels);
        this.credentials = credentials;
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
        pull(image, architecture);
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "gradlock"));
        command.addAll(packages);
        if (runner == null) {
            return with(image, command, List.of(), container -> run(container, image));
        }
        pull(runner, null);
        // What is installed there, and where it finds packages; its programs are of another processor.
        return with(
                image,
                List.of("/bin/true"),
                List.of(),
                foreign -> with(runner, command, List.of("APT_CONFIG=" + FOREIGN + "/apt.conf"), container -> {
                    copy(foreign, "/var/lib/dpkg/status", container);
                    copy(foreign, "/etc/apt", container);
                    configure(container, architecture);
                    return run(container, image);
                }));
    }

    /** What is done with a container that was made and not started. */
    @FunctionalInterface
    private interface Use {
        AptResolution of(String container);
    }

    private AptResolution with(String image, List<String> command, List<String> variables, Use use) {
        String container = docker.createContainerCmd(image)
                .withEntrypoint(command)
                .withCmd(List.of())
                .withUser("0:0")
                .withEnv(variables)
                .withLabels(labels)
                .withHostConfig(HostConfig.newHostConfig().withMemory(1L << 30).withPidsLimit(256L))
                .exec()
                .getId();
        try {
            return use.of(container);
        } finally {
            docker.removeContainerCmd(container)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        }
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

    private void pull(String image, @Nullable String architecture) {
        try {
            docker.inspectImageCmd(image).exec();
        } catch (NotFoundException absent) {
            RegistryLogin login = credentials.of(ImageName.of(image.replaceFirst("@.*", ""), Map.of()));
            try {
                PullImageCmd pull = login.authorise(docker.pullImageCmd(image));
                (architecture == null ? pull : pull.withPlatform("linux/" + architecture))
                        .start()
                        .awaitCompletion(PULL_SECONDS, TimeUnit.SECONDS);
                docker.inspectImageCmd(image).exec();
            } catch (DockerException | DockerClientException problem) {
                String words = String.valueOf(problem.getMessage());
                boolean wanted = RegistryLogin.isWanted(words);
                throw GradlockException.incomplete(
                        "cannot pull " + image + ": " + words + (wanted ? login.because() : ""),
                        wanted
                                ? login.remedy()
                                : "check the network, or point the channel at a mirror with "
                                        + ImageName.variable("debian"),
                        problem);
            } catch (InterruptedException stop) {
                throw interrupted(stop);
            }
        }
        String arrived = String.valueOf(docker.inspectImageCmd(image).exec().getArch());
        if (architecture != null && !arrived.equals(architecture)) {
            throw GradlockException.incomplete(
                    image + " is for " + arrived + ", not " + architecture, "choose another tag", null);
        }
    }

    private AptResolution run(String container, String image) {
        Output output = new Output();
        try {
            docker.startContainerCmd(container).exec();
            Integer status = docker.waitContainerCmd(container)
                    .exec(new WaitContainerResultCallback())
                    .awaitStatusCode(PATIENCE_SECONDS, TimeUnit.SECONDS);
            boolean whole = docker.logContainerCmd(container)
                    .withStdOut(true)
                    .withStdErr(true)
                    .exec(output)
                    .awaitCompletion(60, TimeUnit.SECONDS);
            if (!whole || output.isCut()) {
                throw failed(image, "its answer is not whole", null);
            }
            if (status != 0) {
                throw failed(image, output.tail(), null);
            }
            return AptAnswer.parse(output.standardOutput());
        } catch (IllegalArgumentException | DateTimeParseException | DockerException | DockerClientException problem) {
            throw failed(image, String.valueOf(problem.getMessage()), problem);
        } catch (InterruptedException stop) {
            throw interrupted(stop);
        }
    }

    private static GradlockException failed(String image, String reason, @Nullable Throwable cause) {
        return GradlockException.incomplete(
                "apt could not resolve the packages inside " + image + ": " + reason,
                "check the names and versions under \"dependencies\", and that containers reach Debian's archive",
                cause);
    }

    private static GradlockException interrupted(InterruptedException stop) {
        Thread.currentThread().interrupt();
        return GradlockException.incomplete("interrupted", "run the command again", stop);
    }

    /** The two streams of the container, bounded. */
    private static final class Output extends ResultCallback.Adapter<Frame> {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final ByteArrayOutputStream err = new ByteArrayOutputStream();
        private volatile boolean cut;

        @Override
        public void onNext(Frame frame) {
            ByteArrayOutputStream target = frame.getStreamType() == StreamType.STDERR ? err : out;
            cut |= target.size() + frame.getPayload().length > MOST_OUTPUT;
            if (!cut) {
                target.writeBytes(frame.getPayload());
            }
        }

        boolean isCut() {
            return cut;
        }

        String standardOutput() {
            return out.toString(StandardCharsets.UTF_8);
        }

        String tail() {
            List<String> lines = err.toString(StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            return String.join("; ", lines.subList(Math.max(0, lines.size() - 4), lines.size()));
        }
    }
}
