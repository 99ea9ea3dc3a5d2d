package io.github.gradlock.harness.channel;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.StreamType;
import io.github.gradlock.harness.GradlockException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Asks apt, inside the base image, which files an installation would fetch. */
public final class AptResolver {
    private static final int MOST_OUTPUT = 16 << 20;
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
    private final Map<String, String> labels;

    /**
     * Uses an engine.
     *
     * @param labels put on the container, so that it can be swept if this process dies
     */
    public AptResolver(DockerClient docker, Map<String, String> labels) {
        this.docker = docker;
        this.labels = Map.copyOf(labels);
    }

    /**
     * Resolves packages and everything they need beyond the base image.
     *
     * @param image pulled by this reference, {@code debian@sha256:…}
     * @param architecture {@code amd64}
     * @param packages {@code name} or {@code name=version}
     */
    public AptResolution resolve(String image, String architecture, List<String> packages) {
        pull(image, architecture);
        List<String> command = new java.util.ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "gradlock"));
        command.addAll(packages);
        String container = docker.createContainerCmd(image)
                .withEntrypoint(command)
                .withCmd(List.of())
                .withUser("0:0")
                .withLabels(labels)
                .withHostConfig(HostConfig.newHostConfig().withMemory(1L << 30).withPidsLimit(256L))
                .exec()
                .getId();
        try {
            return run(container, image);
        } finally {
            docker.removeContainerCmd(container)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        }
    }

    private void pull(String image, String architecture) {
        try {
            docker.inspectImageCmd(image).exec();
        } catch (NotFoundException absent) {
            try {
                docker.pullImageCmd(image)
                        .withPlatform("linux/" + architecture)
                        .start()
                        .awaitCompletion(PATIENCE_SECONDS, TimeUnit.SECONDS);
                docker.inspectImageCmd(image).exec();
            } catch (DockerException problem) {
                throw GradlockException.incomplete(
                        "cannot pull " + image + ": " + problem.getMessage(),
                        "check the network, or point the channel at a mirror with " + ImageName.variable("debian"),
                        problem);
            } catch (InterruptedException stop) {
                throw interrupted(stop);
            }
        }
        String arrived = String.valueOf(docker.inspectImageCmd(image).exec().getArch());
        if (!arrived.equals(architecture)) {
            throw GradlockException.incomplete(
                    image + " is for " + arrived + ", not " + architecture, "lock on a machine of that kind", null);
        }
    }

    private AptResolution run(String container, String image) {
        Output output = new Output();
        try {
            docker.startContainerCmd(container).exec();
            Integer status = docker.waitContainerCmd(container)
                    .exec(new WaitContainerResultCallback())
                    .awaitStatusCode(PATIENCE_SECONDS, TimeUnit.SECONDS);
            docker.logContainerCmd(container)
                    .withStdOut(true)
                    .withStdErr(true)
                    .exec(output)
                    .awaitCompletion(60, TimeUnit.SECONDS);
            if (status != 0) {
                throw failed(image, output.tail(), null);
            }
            return AptAnswer.parse(output.standardOutput());
        } catch (IllegalArgumentException | DateTimeParseException | DockerException problem) {
            throw failed(image, String.valueOf(problem.getMessage()), problem);
        } catch (InterruptedException stop) {
            throw interrupted(stop);
        }
    }

    private static GradlockException failed(
            String image, String reason, @org.jspecify.annotations.Nullable Throwable cause) {
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

        @Override
        public void onNext(Frame frame) {
            ByteArrayOutputStream target = frame.getStreamType() == StreamType.STDERR ? err : out;
            if (target.size() + frame.getPayload().length <= MOST_OUTPUT) {
                target.writeBytes(frame.getPayload());
            }
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
