package io.github.gradlock.harness.runtime.container;

import com.github.dockerjava.api.DockerClient;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.runtime.BoundedLog;
import io.github.gradlock.harness.runtime.Launch;
import io.github.gradlock.harness.runtime.Place;
import io.github.gradlock.harness.runtime.PreparedEnvironment;
import io.github.gradlock.harness.runtime.ProcessOutcome;
import io.github.gradlock.harness.runtime.ProcessOutcome.Ending;
import io.github.gradlock.harness.runtime.ProcessOutput;
import io.github.gradlock.harness.runtime.ProgressListener;
import io.github.gradlock.harness.runtime.Starter;
import io.github.gradlock.harness.runtime.SuiteJob;
import io.github.gradlock.harness.runtime.SuiteProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running container, in which each restart is one more process. */
final class ContainerEnvironment implements PreparedEnvironment {
    private static final Duration SHORT = Duration.ofSeconds(30);
    private static final int KILLED = 137;
    private static final Pattern OOM_KILLS = Pattern.compile("(?m)^oom_kill (\\d+)$");

    /** Where a process finds its transplant, below its folder. */
    private static final String TRANSPLANT = "/transplant.safetensors";

    /** Starts a process with the image's PATH and the variables given, and no others. */
    private static final String START = "cd \"$1\" && shift && exec env -i PATH=\"$PATH\" \"$@\"";

    private final ResolvedEnvironment environment;
    private final SuiteJob job;
    private final String digest;
    private final DockerClient client;
    private final SuiteContainer container;
    private final ContainerProgram program;
    private final Starter starter;
    private final BoundedLog log;
    private int oomKills;

    private ContainerEnvironment(
            ResolvedEnvironment environment,
            SuiteJob job,
            String digest,
            DockerClient client,
            SuiteContainer container,
            ContainerProgram program,
            Starter starter,
            BoundedLog log) {
        this.environment = environment;
        this.job = job;
        this.digest = digest;
        this.client = client;
        this.container = container;
        this.program = program;
        this.starter = starter;
        this.log = log;
    }

    /** Looks at the JDK of a container that was started, and holds it against the lock, where the suite needs one. */
    static ContainerEnvironment open(
            ResolvedEnvironment environment,
            SuiteJob job,
            ContainerProgram program,
            String digest,
            DockerClient client,
            SuiteContainer container,
            BoundedLog log)
            throws InterruptedException {
        Starter starter = program.starter(() -> jdk(environment, client, container));
        return new ContainerEnvironment(environment, job, digest, client, container, program, starter, log);
    }

    private static ImageJdk jdk(ResolvedEnvironment environment, DockerClient client, SuiteContainer container)
            throws InterruptedException {
        ByteArrayOutputStream found = new ByteArrayOutputStream();
        int code = Execution.run(
                client,
                container.getContainerId(),
                ImageJdk.COMMAND,
                SHORT,
                (bytes, count) -> found.write(bytes, 0, count));
        ImageJdk jdk = ImageJdk.parse(code, found.toString(StandardCharsets.UTF_8), environment);
        jdk.hold(environment);
        return jdk;
    }

    @Override
    public ProcessOutcome run(SuiteProcess process, Path directory, ProgressListener listener)
            throws IOException, InterruptedException {
        String place = "process-" + process.restart();
        String folder = SuiteContainer.ROOT + "/" + place;
        Path transplant = job.trace().transplant();
        ContainerFiles.copyIn(
                client,
                container.getContainerId(),
                SuiteContainer.ROOT,
                transplant == null ? List.of() : List.of(new ContainerFiles.Source(transplant, place + TRANSPLANT)),
                List.of(place, place + "/session", place + "/home", place + "/tmp"),
                SuiteContainer.SUITE_USER);
        Duration timeout = environment.spec().limits().timeout();
        List<String> command = command(folder, process);
        log.line("[gradlock] starts in " + container.getContainerId() + ": " + String.join(" ", command));
        long start = System.nanoTime();
        int code;
        try (ProcessOutput output = new ProcessOutput(directory, log, listener)) {
            code = Execution.run(client, container.getContainerId(), command, timeout, output::accept);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (code == Execution.CONTAINER_ENDED) {
            return new ProcessOutcome(
                    Ending.LOST, code, seconds, "the container ended before the suite's process did, and was removed");
        }
        ProcessOutcome outcome = outcome(code, seconds);
        long copying = System.nanoTime();
        killAll();
        ContainerFiles.copyOut(
                client,
                container.getContainerId(),
                folder + "/session",
                Files.createDirectories(directory.resolve("session")));
        log.step("copy out", (System.nanoTime() - copying) / 1e9);
        return outcome;
    }

    private List<String> command(String folder, SuiteProcess process) {
        Place place = new Place(
                folder + "/session",
                folder + "/home",
                folder + "/tmp",
                ContainerProgram.FILES,
                job.trace().transplant() == null ? null : folder + TRANSPLANT,
                ":",
                program::entry);
        Launch launch = starter.launch(process, place);
        List<String> command = new ArrayList<>(List.of("sh", "-c", START, "sh", launch.folder()));
        new TreeMap<>(launch.variables()).forEach((name, value) -> command.add(name + "=" + value));
        command.addAll(launch.command());
        return command;
    }

    private ProcessOutcome outcome(int code, double seconds) throws InterruptedException {
        Duration timeout = environment.spec().limits().timeout();
        if (code == Execution.UNFINISHED) {
            return new ProcessOutcome(
                    Ending.TIMED_OUT,
                    code,
                    seconds,
                    "the suite's process was ended after its time limit of " + timeout.toSeconds()
                            + " s (gradlock.limits.timeout)");
        }
        if (code == KILLED && oomKilled()) {
            return new ProcessOutcome(
                    Ending.OUT_OF_MEMORY,
                    code,
                    seconds,
                    "the suite's process was killed for using more than "
                            + (environment.spec().limits().memoryBytes() >> 20)
                            + " MiB (gradlock.limits.memory)");
        }
        return new ProcessOutcome(Ending.EXITED, code, seconds, "");
    }

    /** The kernel counts for the container as a whole, in one of two places. */
    private boolean oomKilled() throws InterruptedException {
        ByteArrayOutputStream found = new ByteArrayOutputStream();
        Execution.run(
                client,
                container.getContainerId(),
                List.of(
                        "sh",
                        "-c",
                        "cat /sys/fs/cgroup/memory.events /sys/fs/cgroup/memory/memory.oom_control 2>/dev/null; true"),
                SHORT,
                (bytes, count) -> found.write(bytes, 0, count));
        Matcher kills = OOM_KILLS.matcher(found.toString(StandardCharsets.UTF_8));
        int before = oomKills;
        oomKills = kills.find() ? Integer.parseInt(kills.group(1)) : before;
        return oomKills > before;
    }

    /** Ends everything that the suite left behind, so that it cannot write into the session while it is copied. */
    private void killAll() throws InterruptedException {
        Execution.run(
                client, container.getContainerId(), List.of("sh", "-c", "kill -KILL -1"), SHORT, (bytes, count) -> {});
    }

    @Override
    public String imageDigest() {
        return digest;
    }

    @Override
    public void close() {
        long start = System.nanoTime();
        container.stop();
        log.step("remove container", (System.nanoTime() - start) / 1e9);
    }
}
