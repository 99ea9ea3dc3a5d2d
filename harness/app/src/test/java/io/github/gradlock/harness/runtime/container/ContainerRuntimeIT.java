package io.github.gradlock.harness.runtime.container;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.DockerClient;
import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.lock.EnvironmentLock.ImageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.JdkLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PlatformLock;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.provision.JarsFixture;
import io.github.gradlock.harness.runtime.BoundedLog;
import io.github.gradlock.harness.runtime.PreparedEnvironment;
import io.github.gradlock.harness.runtime.ProcessOutcome;
import io.github.gradlock.harness.runtime.ProcessOutcome.Ending;
import io.github.gradlock.harness.runtime.SuiteProcess;
import io.github.gradlock.harness.runtime.TinySuite;
import io.github.gradlock.harness.spec.EnvironmentSpec.Limits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@Tag("container")
@ResourceLock("engine")
class ContainerRuntimeIT {
    private static final Limits LIMITS = new Limits(512L << 20, 1, 128, Duration.ofMinutes(1));
    private static final String RUN =
            "container-runtime-it-" + ProcessHandle.current().pid();

    @TempDir
    static Path shared = Path.of("");

    static Path jar = Path.of("");

    @TempDir
    Path folder = Path.of("");

    @BeforeAll
    static void compile() throws Exception {
        jar = TinySuite.jar(shared);
    }

    @Test
    void runsTheSuiteConfined() throws Exception {
        ProcessOutcome outcome = run("writes-elsewhere", LIMITS);

        assertTrue(outcome.isComplete(), () -> outcome.reason() + log());
        String writes = Files.readString(session().resolve("writes.txt"));
        for (String place : List.of("/probe", "/etc/probe", "/usr/probe", "/gradlock/probe", "network")) {
            assertTrue(writes.contains(place + " refused"), writes);
        }
        assertTrue(writes.contains("CapEff:\t0000000000000000"), writes);
        assertTrue(writes.contains("NoNewPrivs:\t1"), writes);
        assertTrue(writes.contains("Uid:\t65534\t65534\t65534\t65534"), writes);
        String variables = Files.readString(session().resolve("variables.txt"));
        assertTrue(variables.contains("GREETING=hello"), variables);
        assertTrue(variables.contains("HOME=/gradlock/process-0/home"), variables);
        assertNothingLeft();
    }

    @Test
    void runsSeveralProcessesInOneContainer() throws Exception {
        try (ContainerRuntime runtime = runtime(false);
                BoundedLog log = new BoundedLog(shared.resolve("log.txt"));
                PreparedEnvironment environment =
                        runtime.prepare(environment(LIMITS, null), TinySuite.job("plain", jar), log)) {
            for (int restart = 0; restart < 3; restart++) {
                Path directory = Files.createDirectories(folder.resolve("process-" + restart));
                assertTrue(
                        environment
                                .run(SuiteProcess.plain(restart), directory, (done, total) -> {})
                                .isComplete(),
                        this::log);
                String arguments = Files.readString(directory.resolve("session/arguments.txt"));
                assertTrue(arguments.contains("--restart\n" + restart), arguments);
            }
        }
    }

    @Test
    void endsASuiteAfterItsTimeLimitAndKeepsItsSession() throws Exception {
        ProcessOutcome outcome = run("hangs", new Limits(512L << 20, 1, 128, Duration.ofSeconds(3)));

        assertEquals(Ending.TIMED_OUT, outcome.ending());
        assertTrue(outcome.reason().contains("time limit of 3 s"), outcome::reason);
        assertTrue(Files.exists(session().resolve("pid")));
        assertNothingLeft();
    }

    @Test
    void saysThatASuiteUsedTooMuchMemory() throws Exception {
        TestEngine.client();
        Limits little = new Limits(96L << 20, 1, 128, Duration.ofMinutes(1));
        // The spec's own option lets the heap grow beyond what the container has.
        ProcessOutcome outcome = run("hoards", TinySuite.container(TestEngine.pins(), little, "-Xmx1g"), false);

        assertEquals(Ending.OUT_OF_MEMORY, outcome.ending(), () -> outcome.reason() + log());
        assertTrue(outcome.reason().contains("more than 96 MiB"), outcome::reason);
    }

    @Test
    void leavesLinksInTheSessionBehind() throws Exception {
        ProcessOutcome outcome = run("escapes", LIMITS);

        assertTrue(outcome.isComplete(), outcome::reason);
        assertFalse(Files.exists(session().resolve("passwd"), LinkOption.NOFOLLOW_LINKS));
        assertTrue(Files.exists(session().resolve("arguments.txt")));
    }

    @Test
    void refusesAJdkThatIsNotTheLocks() {
        ResolvedEnvironment environment = environment(LIMITS, new JdkLock("Nobody", "17.0.1+1", null));
        GradlockException problem = assertThrows(GradlockException.class, () -> run("plain", environment, false));

        assertEquals(ExitStatus.BAD_INPUT, problem.status());
        assertTrue(String.valueOf(problem.getMessage()).contains("the lock says 17.0.1+1"), problem::getMessage);
        assertNothingLeft();
    }

    @Test
    void failsWithAHintWhereNoRegistryAnswers() {
        ImageLock nowhere = new ImageLock("localhost:1/nowhere", "latest", null, "sha256:" + "0".repeat(64), null);
        ResolvedEnvironment environment = TinySuite.container(new PlatformLock(nowhere, null, List.of()), LIMITS);
        TestEngine.client();

        GradlockException problem = assertThrows(GradlockException.class, () -> run("plain", environment, false));
        assertTrue(String.valueOf(problem.getMessage()).contains("could not be pulled"), problem::getMessage);
        assertTrue(problem.hint().contains("is the registry in reach?"), problem::hint);

        UnavailableException offline = assertThrows(UnavailableException.class, () -> run("plain", environment, true));
        assertTrue(String.valueOf(offline.getMessage()).contains("--offline"), offline::getMessage);
    }

    @Test
    void aProgramReadsItsInputToTheEnd() throws Exception {
        byte[] input = new byte[300_000];
        new java.util.Random(5).nextBytes(input);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ContainerCommand.Stdio stdio = new ContainerCommand.Stdio(
                new ByteArrayInputStream(input), new PrintStream(output), new PrintStream(output));
        ContainerParts parts =
                new ContainerParts(TestEngine.HOME, JarsFixture.none(), RUN, false, TestEngine::repository);
        try (BoundedLog log = new BoundedLog(folder.resolve("log.txt"))) {
            int status = new ContainerCommand(parts, environment(LIMITS, null), false, stdio)
                    .run(List.of("sh", "-c", "cat; exit 7"), List.of(), List.of(), log);
            assertEquals(7, status);
        }
        assertArrayEquals(input, output.toByteArray());
        assertNothingLeft();
    }

    private ProcessOutcome run(String suite, Limits limits) throws Exception {
        return run(suite, environment(limits, null), false);
    }

    private ProcessOutcome run(String suite, ResolvedEnvironment resolved, boolean offline) throws Exception {
        try (ContainerRuntime runtime = runtime(offline);
                BoundedLog log = new BoundedLog(shared.resolve("log.txt"));
                PreparedEnvironment environment = runtime.prepare(resolved, TinySuite.job(suite, jar), log)) {
            return environment.run(SuiteProcess.plain(0), folder, (done, total) -> {});
        }
    }

    private static ContainerRuntime runtime(boolean offline) {
        return new ContainerRuntime(
                new ContainerParts(TestEngine.HOME, JarsFixture.none(), RUN, offline, TestEngine::repository));
    }

    private static ResolvedEnvironment environment(Limits limits, @Nullable JdkLock jdk) {
        TestEngine.client();
        PlatformLock pins = TestEngine.pins();
        return TinySuite.container(jdk == null ? pins : new PlatformLock(pins.image(), jdk, pins.packages()), limits);
    }

    /** The engine removes a container shortly after it ended. */
    private static void assertNothingLeft() {
        DockerClient client = TestEngine.client();
        for (int i = 0; i < 50; i++) {
            boolean containers = !client.listContainersCmd()
                    .withShowAll(true)
                    .withLabelFilter(List.of(Ownership.RUN + "=" + RUN))
                    .exec()
                    .isEmpty();
            boolean volumes = !client.listVolumesCmd()
                    .withFilter("label", List.of(Ownership.RUN + "=" + RUN))
                    .exec()
                    .getVolumes()
                    .isEmpty();
            if (!containers && !volumes) {
                return;
            }
            pause();
        }
        throw new AssertionError("containers or volumes of " + RUN + " are left");
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException problem) {
            throw new IllegalStateException(problem);
        }
    }

    private Path session() {
        return folder.resolve("session");
    }

    private String log() {
        try {
            return "\n" + Files.readString(shared.resolve("log.txt"));
        } catch (java.io.IOException problem) {
            return problem.toString();
        }
    }
}
