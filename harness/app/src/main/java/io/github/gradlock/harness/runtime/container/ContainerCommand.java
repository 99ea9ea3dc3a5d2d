package io.github.gradlock.harness.runtime.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.StreamType;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.channel.TemporaryContainer;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.runtime.BoundedLog;
import io.github.gradlock.harness.spec.EnvironmentSpec.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A program in an environment that is a container. Files are copied in, never mounted, so that an engine may be anywhere; what the program
 * writes goes with the container.
 *
 * @param parts gives image and jars
 * @param environment to run it in
 * @param network whether it may reach one
 * @param streams of the program
 */
public record ContainerCommand(ContainerParts parts, ResolvedEnvironment environment, boolean network, Stdio streams) {
    /**
     * What a program reads and writes.
     *
     * @param in its standard input
     * @param out its standard output
     * @param err its standard error
     */
    public record Stdio(InputStream in, PrintStream out, PrintStream err) {}

    private static final String JARS = "/opt/gradlock/lib";
    private static final String WORK = "/work";

    /**
     * Runs a program.
     *
     * @param files copied to {@code /work}, where the program starts
     * @param furtherJars copied beside the environment's own, before them on the CLASSPATH
     * @return its exit status
     */
    public int run(List<String> command, List<Path> files, List<Path> furtherJars, BoundedLog log)
            throws UnavailableException, IOException, InterruptedException {
        String image = parts.image(environment, log);
        List<Path> jars = new ArrayList<>(furtherJars);
        jars.addAll(parts.jars(environment, log));
        DockerClient client = parts.connect(environment, log).client();
        try (TemporaryContainer container = TemporaryContainer.of(client, creation(client, image, command, jars))) {
            copyIn(client, container.id(), jars, files);
            int status = run(client, container.id(), streams);
            return status;
        } catch (BadRequestException problem) {
            throw noProgram(String.valueOf(problem.getMessage()).strip());
        } catch (DockerException problem) {
            throw ContainerParts.refused(problem, log);
        }
    }

    private static GradlockException noProgram(String why) {
        return GradlockException.badInput(
                null,
                "the program cannot be started in the container: " + why,
                "it is looked for on the PATH of the image; gradlock env shell --sh looks around");
    }

    private static void kill(DockerClient client, String container) {
        try {
            client.killContainerCmd(container).exec();
        } catch (NotFoundException | ConflictException ended) {
            // Then it ended by itself.
        }
    }

    private CreateContainerCmd creation(DockerClient client, String image, List<String> command, List<Path> jars) {
        Limits limits = environment.spec().limits();
        List<String> variables = new ArrayList<>();
        environment.variables().forEach((name, value) -> variables.add(name + "=" + value));
        if (!jars.isEmpty()) {
            variables.add("CLASSPATH="
                    + ContainerRuntime.sources(jars).stream()
                            .map(jar -> JARS + "/" + jar.name().replaceFirst("^lib/", ""))
                            .collect(Collectors.joining(":")));
        }
        HostConfig host = HostConfig.newHostConfig()
                .withMemory(limits.memoryBytes())
                .withMemorySwap(limits.memoryBytes())
                .withSecurityOpts(List.of("no-new-privileges"))
                .withNanoCPUs((long) (limits.cpus() * 1e9))
                .withPidsLimit((long) limits.pids())
                .withInit(true);
        return client.createContainerCmd(image)
                .withEntrypoint(List.of())
                .withCmd(command)
                .withEnv(variables)
                .withWorkingDir(WORK)
                .withLabels(parts.labels())
                .withStdinOpen(true)
                .withStdInOnce(true)
                .withAttachStdin(true)
                .withHostConfig(network ? host : host.withNetworkMode("none"));
    }

    private static void copyIn(DockerClient client, String container, List<Path> jars, List<Path> files)
            throws IOException {
        List<ContainerFiles.Source> sources = new ArrayList<>();
        ContainerRuntime.sources(jars)
                .forEach(jar -> sources.add(new ContainerFiles.Source(
                        jar.path(), JARS.substring(1) + "/" + jar.name().replaceFirst("^lib/", ""))));
        for (Path file : files) {
            Path name = file.toAbsolutePath().normalize().getFileName();
            sources.add(new ContainerFiles.Source(file, WORK.substring(1) + (name == null ? "" : "/" + name)));
        }
        ContainerFiles.copyIn(client, container, "/", sources, List.of(), 0);
    }

    private static int run(DockerClient client, String container, Stdio stdio)
            throws IOException, InterruptedException {
        Streams streams = new Streams(stdio, () -> kill(client, container));
        try (streams;
                WaitContainerResultCallback end = new WaitContainerResultCallback()) {
            client.attachContainerCmd(container)
                    .withStdOut(true)
                    .withStdErr(true)
                    .withFollowStream(true)
                    .exec(streams);
            ContainerInput.awaitStarted(streams);
            ContainerInput input = ContainerInput.attach(client, container, stdio.in());
            try {
                client.startContainerCmd(container).exec();
                // Asked before it is started, an engine says that it is not running.
                int status = client.waitContainerCmd(container).exec(end).awaitStatusCode();
                // What reads its output may be slow: nothing of it is lost.
                streams.awaitCompletion();
                input.requireWhole();
                return streams.status(status);
            } finally {
                input.close();
            }
        }
    }

    /** Hands both streams on as they come. */
    private static final class Streams extends ResultCallback.Adapter<Frame> {
        /** Status of a program whose reader went away: 128 and SIGPIPE. */
        private static final int NO_READER = 141;

        /** The container's first process says so when it cannot start the program, and ends with one of these. */
        private static final String NOT_STARTED = "[FATAL tini";

        private static final Set<Integer> OF_FIRST_PROCESS = Set.of(1, 126, 127);

        private final Stdio stdio;
        private final Runnable noReader;
        private volatile boolean unread;
        private final StringBuffer notStarted = new StringBuffer();

        /**
         * @param noReader what to do when nobody reads any more
         */
        Streams(Stdio stdio, Runnable noReader) {
            this.stdio = stdio;
            this.noReader = noReader;
        }

        /** Returns what became of a program that ended with a status. */
        int status(int ofContainer) {
            if (!notStarted.isEmpty() && OF_FIRST_PROCESS.contains(ofContainer)) {
                throw noProgram(notStarted
                        .toString()
                        .replaceAll("\\[FATAL tini[^\\]]*\\]|\\s+", " ")
                        .strip());
            }
            stdio.err().print(notStarted);
            return unread ? NO_READER : ofContainer;
        }

        @Override
        public void onNext(Frame frame) {
            boolean error = frame.getStreamType() == StreamType.STDERR;
            String text = error ? new String(frame.getPayload(), StandardCharsets.UTF_8) : "";
            if (text.startsWith(NOT_STARTED) || error && !notStarted.isEmpty()) {
                notStarted.append(text);
                return;
            }
            PrintStream to = error ? stdio.err() : stdio.out();
            to.write(frame.getPayload(), 0, frame.getPayload().length);
            to.flush();
            if (!unread && to.checkError()) {
                unread = true;
                noReader.run();
            }
        }
    }
}
