package io.github.gradlock.harness.channel;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.PullImageCmd;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.api.model.StreamType;
import io.github.gradlock.harness.GradlockException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks a package manager inside an image what it would install: a container with a network, which is removed when it has answered. */
final class ImageInquiry {
    private static final int MOST_OUTPUT = 16 << 20;
    private static final int PULL_SECONDS = 1800;

    private final DockerClient docker;
    private final Map<String, String> labels;
    private final RegistryCredentials credentials;
    private final String channel;

    /**
     * Uses an engine.
     *
     * @param labels put on containers, so that they can be swept if this process dies
     * @param channel of the image, for what is said where it cannot be pulled
     */
    ImageInquiry(DockerClient docker, Map<String, String> labels, RegistryCredentials credentials, String channel) {
        this.docker = docker;
        this.labels = Map.copyOf(labels);
        this.credentials = credentials;
        this.channel = channel;
    }

    /** What is done with a container that was made and not started. */
    @FunctionalInterface
    interface Use<T> {
        T of(String container);
    }

    /**
     * What a program said.
     *
     * @param status its exit status
     * @param out its standard output
     * @param tail the last lines of its standard error
     */
    record Answer(int status, String out, String tail) {}

    /** Makes a container in which a command is run as root. */
    <T> T with(String image, List<String> command, List<String> variables, Use<T> use) {
        CreateContainerCmd creation = docker.createContainerCmd(image)
                .withEntrypoint(command)
                .withCmd(List.of())
                .withUser("0:0")
                .withWorkingDir("/")
                .withEnv(variables)
                .withLabels(labels)
                .withHostConfig(HostConfig.newHostConfig().withMemory(4L << 30).withPidsLimit(256L));
        try (TemporaryContainer container = TemporaryContainer.of(docker, creation)) {
            return use.of(container.id());
        }
    }

    /**
     * Starts a container, and waits for all that it says.
     *
     * @throws DockerException if the engine fails, or it does not end in time
     * @throws IllegalArgumentException if it says more than anybody reads
     */
    Answer run(String container, int seconds) {
        try (Output output = new Output();
                WaitContainerResultCallback end = new WaitContainerResultCallback()) {
            docker.startContainerCmd(container).exec();
            Integer status = docker.waitContainerCmd(container).exec(end).awaitStatusCode(seconds, TimeUnit.SECONDS);
            boolean whole = docker.logContainerCmd(container)
                    .withStdOut(true)
                    .withStdErr(true)
                    .exec(output)
                    .awaitCompletion(60, TimeUnit.SECONDS);
            if (!whole || output.isCut()) {
                throw new IllegalArgumentException("its answer is not whole");
            }
            return new Answer(status, output.standardOutput(), output.tail());
        } catch (InterruptedException stop) {
            throw interrupted(stop);
        } catch (IOException closing) {
            throw new DockerClientException("the engine's connection could not be closed", closing);
        }
    }

    /** Sees to it that the engine has an image, of an architecture if that is given. */
    void pull(String image, @Nullable String architecture) {
        try {
            docker.inspectImageCmd(image).exec();
        } catch (NotFoundException absent) {
            RegistryLogin login = credentials.of(ImageName.of(image.replaceFirst("@.*", ""), Map.of()));
            try {
                PullImageCmd pull = login.authorise(docker.pullImageCmd(image));
                PullImageCmd ofPlatform = architecture == null ? pull : pull.withPlatform("linux/" + architecture);
                try (ResultCallback.Adapter<PullResponseItem> callback = ofPlatform.start()) {
                    if (!callback.awaitCompletion(PULL_SECONDS, TimeUnit.SECONDS)) {
                        throw new DockerClientException("it took more than " + PULL_SECONDS / 60 + " minutes");
                    }
                }
                docker.inspectImageCmd(image).exec();
            } catch (IOException | DockerException | DockerClientException problem) {
                String words = String.valueOf(problem.getMessage());
                boolean wanted = RegistryLogin.isWanted(words);
                throw GradlockException.incomplete(
                        "cannot pull " + image + ": " + words + (wanted ? login.because() : ""),
                        wanted
                                ? login.remedy()
                                : "check the network, or point the channel at a mirror with "
                                        + ImageName.variable(channel),
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
