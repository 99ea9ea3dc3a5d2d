package io.github.gradlock.harness.image;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.channel.TemporaryContainer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Containers of a base image in which something is asked or installed; each is removed when it is done with.
 *
 * @param client of the engine
 * @param labels by which a container is swept whose harness died
 */
public record Containers(DockerClient client, Map<String, String> labels) {
    private static final long MEMORY = 2L << 30;
    private static final long PROCESSES = 512;

    /** What is done with a container that was made and not started. */
    @FunctionalInterface
    public interface Use<T> {
        /** Does it, and returns what came of it. */
        T of(String container) throws IOException, InterruptedException;
    }

    /**
     * Makes a container for something.
     *
     * @param image as the engine knows it
     * @param network whether it may reach one
     * @param command what it is to run when it is started, as root
     */
    public <T> T with(String image, boolean network, List<String> command, Use<T> use)
            throws IOException, InterruptedException {
        HostConfig host = HostConfig.newHostConfig().withMemory(MEMORY).withPidsLimit(PROCESSES);
        CreateContainerCmd creation = client.createContainerCmd(image)
                .withEntrypoint(command)
                .withCmd(List.of())
                .withUser("0:0")
                .withWorkingDir("/")
                .withLabels(labels)
                .withHostConfig(network ? host : host.withNetworkMode("none"));
        try (TemporaryContainer container = TemporaryContainer.of(client, creation)) {
            return use.of(container.id());
        }
    }

    /**
     * Starts a container and waits for its end.
     *
     * @param lines hears what it writes, to either stream
     * @return its exit status
     */
    public int run(String container, Duration timeout, Consumer<String> lines)
            throws IOException, InterruptedException {
        Lines output = new Lines(lines);
        try (output;
                WaitContainerResultCallback end = new WaitContainerResultCallback()) {
            client.startContainerCmd(container).exec();
            client.logContainerCmd(container)
                    .withStdOut(true)
                    .withStdErr(true)
                    .withFollowStream(true)
                    .exec(output);
            int status =
                    client.waitContainerCmd(container).exec(end).awaitStatusCode(timeout.toSeconds(), TimeUnit.SECONDS);
            if (!output.awaitCompletion(60, TimeUnit.SECONDS)) {
                throw GradlockException.incomplete(
                        "the Docker engine did not hand out all that a container wrote", "run the command again", null);
            }
            output.rest();
            return status;
        } catch (DockerClientException late) {
            if (late.getCause() instanceof InterruptedException
                    || Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
            throw GradlockException.incomplete(
                    "what runs in a container for the image did not end within " + timeout.toMinutes() + " minutes",
                    "look at the engine with docker ps; then run the command again",
                    late);
        }
    }

    /** Pieces of output end anywhere, not at the ends of lines. */
    private static final class Lines extends ResultCallback.Adapter<Frame> {
        private static final int MOST_LINE = 1 << 20;

        private final Consumer<String> lines;
        private final StringBuilder line = new StringBuilder();

        Lines(Consumer<String> lines) {
            this.lines = lines;
        }

        @Override
        public synchronized void onNext(Frame frame) {
            if (line.length() < MOST_LINE) {
                line.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
            }
            for (int end = line.indexOf("\n"); end >= 0; end = line.indexOf("\n")) {
                lines.accept(line.substring(0, end).stripTrailing());
                line.delete(0, end + 1);
            }
        }

        synchronized void rest() {
            if (!line.isEmpty()) {
                lines.accept(line.toString().stripTrailing());
                line.setLength(0);
            }
        }
    }
}
