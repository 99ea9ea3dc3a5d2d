package io.github.gradlock.harness.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.BundleFixture;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.lock.PlannedEnvironment;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.run.EnvironmentResult.Status;
import io.github.gradlock.harness.runtime.BoundedLog;
import io.github.gradlock.harness.runtime.PreparedEnvironment;
import io.github.gradlock.harness.runtime.ProcessOutcome;
import io.github.gradlock.harness.runtime.ProcessOutcome.Ending;
import io.github.gradlock.harness.runtime.ProgressListener;
import io.github.gradlock.harness.runtime.StressProfile;
import io.github.gradlock.harness.runtime.SuiteJob;
import io.github.gradlock.harness.runtime.SuiteProcess;
import io.github.gradlock.harness.runtime.SuiteRuntime;
import io.github.gradlock.harness.runtime.TestProgram;
import io.github.gradlock.harness.runtime.TinySuite;
import io.github.gradlock.harness.runtime.TraceRequest;
import io.github.gradlock.harness.spec.EnvironmentSpec.RuntimeKind;
import io.github.gradlock.harness.spec.Repetitions;
import io.github.gradlock.protocol.SessionWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunExecutionTests {
    private static final Suite SUITE = new Suite("fake", "hash", new TestProgram(List.of(), List.of()));

    @TempDir
    Path root = Path.of("");

    private final FakeRuntime runtime = new FakeRuntime();
    private final List<String> events = new CopyOnWriteArrayList<>();

    @Test
    void givesAResultForEachEnvironmentInTheOrderOfThePlan() throws Exception {
        List<EnvironmentResult> results = run(2, "one", "two", "three");

        assertEquals(List.of("tiny[kernels=one]", "tiny[kernels=two]", "tiny[kernels=three]"), names(results));
        for (EnvironmentResult result : results) {
            assertEquals(Status.COMPLETED, result.status());
            assertEquals(2, result.cases(), "one for each session in the fake join");
            assertTrue(Files.exists(bundle(result).resolve("joined")), result::toString);
            assertNull(result.reason());
        }
        assertFalse(Files.exists(root.resolve("work/tiny[kernels=one]")), "sessions are in the bundle by now");
        assertTrue(events.contains("progress tiny[kernels=two] 3/4"), events::toString);
    }

    @Test
    void keepsWhatFinishedWhenALaterOneDies() throws Exception {
        List<EnvironmentResult> results = run(1, "good", "dies-in-1", "dies-at-once");

        assertEquals(Status.COMPLETED, results.get(0).status());
        EnvironmentResult partial = results.get(1);
        assertEquals(Status.FAILED, partial.status());
        assertTrue(
                String.valueOf(partial.reason()).startsWith("the suite's process ended with exit status 134"),
                partial::toString);
        assertEquals(2, partial.cases(), "its first session and what the second held");
        assertTrue(Files.exists(bundle(partial)));
        EnvironmentResult nothing = results.get(2);
        assertEquals(Status.FAILED, nothing.status());
        assertNull(nothing.bundle());
    }

    @Test
    void aProcessThatLeavesNoSessionIsMissedThoughItsExitStatusIsZero() throws Exception {
        EnvironmentResult result = run(1, "silent-in-1").get(0);

        assertEquals(Status.FAILED, result.status());
        assertTrue(String.valueOf(result.reason()).contains("process 1 ended with exit status 0"), result::toString);
        assertEquals(2, result.cases(), "what the first process recorded is kept, and the other counts as unfinished");
        assertTrue(Files.exists(bundle(result)));
    }

    @Test
    void whatBreaksInOneEnvironmentDoesNotEndTheOthers() throws Exception {
        List<EnvironmentResult> results = run(1, "breaks", "good");

        assertEquals(Status.FAILED, results.get(0).status());
        assertTrue(String.valueOf(results.get(0).reason()).contains("the engine went away"), results::toString);
        assertEquals(Status.COMPLETED, results.get(1).status());
    }

    @Test
    void tellsNotRunFromFailed() throws Exception {
        List<EnvironmentResult> results = run(1, "unavailable", "cannot-be-made");

        assertEquals(Status.NOT_RUN, results.get(0).status());
        assertEquals("no engine answers", results.get(0).reason());
        assertEquals(Status.FAILED, results.get(1).status());
        assertEquals(
                "the image could not be pulled (is the registry in reach?)",
                results.get(1).reason());
    }

    @Test
    void badInputStopsTheRunAndKeepsWhatIsThere() throws Exception {
        GradlockException problem =
                assertThrows(GradlockException.class, () -> run(1, "good", "wrong-digest", "never"));

        assertEquals("the digest is not the lock's", problem.getMessage());
        assertTrue(Files.exists(root.resolve("bundles/tiny[kernels=good].glb/joined")));
    }

    @Test
    void aSelectionThatMatchesNothingStopsTheRun() throws Exception {
        GradlockException problem = assertThrows(
                GradlockException.class,
                () -> run(List.of("smoke"), List.of("a*"), 1, "selects-nothing", "selects-nothing"));

        assertEquals("no case of the suite fake matches the tag smoke, the pattern a*", problem.getMessage());
        assertFalse(Files.exists(root.resolve("bundles")));
        assertFalse(events.contains("finished tiny[kernels=selects-nothing]"), events::toString);
        EnvironmentResult own = run(1, "selects-nothing").get(0);
        assertEquals(Status.FAILED, own.status(), "a suite without selection that ends with 5 has its own reasons");
    }

    @Test
    void runsSoManyAtATime() throws Exception {
        runtime.meeting = new CountDownLatch(2);
        run(2, "meets-1", "meets-2");
        assertEquals(2, runtime.most.get());

        runtime.most.set(0);
        run(1, "one", "two", "three");
        assertEquals(1, runtime.most.get());
    }

    @Test
    void eachProcessIsRunUnderAProfileOfItsOwn() throws Exception {
        run(new Conduct(false, true, false), 15, "good");

        List<StressProfile> profiles = new Conduct(false, true, false)
                .profiles(TinySuite.host(Duration.ofMinutes(1), Map.of("kernels", "good")), TinySuite.TESTS);
        assertEquals(15, runtime.processes.size());
        assertTrue(profiles.size() < 15);
        for (int restart = 0; restart < 15; restart++) {
            SuiteProcess process = runtime.processes.get(restart);
            assertEquals(profiles.get(restart % profiles.size()), process.profile());
            assertFalse(process.traced());
        }
        assertEquals("plain", profiles.get(0).name());
        assertEquals(
                0,
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().equals("gradlock-load"))
                        .count(),
                "the load ends with its process");
        runtime.processes.clear();
        run(1, "good");
        assertTrue(runtime.processes.stream()
                .allMatch(process -> process.traced() && process.profile().equals(StressProfile.NONE)));
    }

    @Test
    void aTestThatEndsTheJvmIsAFailureThatNamesIt() throws Exception {
        EnvironmentResult result = run(1, "ends-early").get(0);

        assertEquals(Status.FAILED, result.status());
        assertTrue(
                String.valueOf(result.reason())
                        .startsWith(
                                "the suite's process 0 ended with exit status 0 before its tests had, in Tests.exits:"
                                        + " a test that calls System.exit ends all"),
                result::toString);
    }

    @Test
    void endsEarlyOnceEveryCaseHasVaried() throws Exception {
        Conduct untilVaried = new Conduct(true, false, true);

        EnvironmentResult varying = run(untilVaried, 20, "varies").get(0);
        assertEquals(Status.COMPLETED, varying.status());
        assertEquals(4, varying.cases(), "sessions: what shows orders of values takes some processes");
        assertEquals(20, run(untilVaried, 20, "varies-in-part").get(0).cases());
        assertEquals(
                20, run(new Conduct(true, false, false), 20, "varies").get(0).cases());
        assertTrue(events.contains("process tiny[kernels=varies] 4 of 20"), events::toString);
    }

    private List<EnvironmentResult> run(int jobs, String... behaviours) throws Exception {
        return run(List.of(), List.of(), jobs, behaviours);
    }

    private List<EnvironmentResult> run(List<String> tags, List<String> selects, int jobs, String... behaviours)
            throws Exception {
        return run(new RunPlan(SUITE, environments(2, behaviours), 0, tags, selects, jobs, TraceRequest.PLAIN));
    }

    private List<EnvironmentResult> run(Conduct conduct, int restarts, String behaviour) throws Exception {
        return run(new RunPlan(
                SUITE, environments(restarts, behaviour), 0, List.of(), List.of(), 1, TraceRequest.PLAIN, conduct));
    }

    private static List<PlannedEnvironment> environments(int restarts, String... behaviours) {
        return Arrays.stream(behaviours)
                .map(name -> new PlannedEnvironment(
                        TinySuite.host(Duration.ofMinutes(1), Map.of("kernels", name)), new Repetitions(1, restarts)))
                .toList();
    }

    private List<EnvironmentResult> run(RunPlan plan) throws Exception {
        try (OutputFolder output = OutputFolder.claim(root)) {
            return new RunExecution(
                            plan,
                            Map.of(RuntimeKind.HOST, runtime),
                            output.files(),
                            RunExecutionTests::join,
                            listener())
                    .run();
        }
    }

    private static BundleJoin.Joined join(
            List<Path> sessions,
            ResolvedEnvironment environment,
            @org.jspecify.annotations.Nullable String digest,
            Path target)
            throws IOException {
        Files.writeString(Files.createDirectories(target).resolve("joined"), environment.displayName() + digest);
        return new BundleJoin.Joined(sessions.size(), "digest");
    }

    private RunListener listener() {
        return new RunListener() {
            @Override
            public void started(String environment) {
                events.add("started " + environment);
            }

            @Override
            public void progress(String environment, int done, int total) {
                events.add("progress " + environment + " " + done + "/" + total);
            }

            @Override
            public void process(String environment, int number, int total) {
                events.add("process " + environment + " " + number + " of " + total);
            }

            @Override
            public void finished(EnvironmentResult result) {
                events.add("finished " + result.name());
            }
        };
    }

    private static List<String> names(List<EnvironmentResult> results) {
        return results.stream().map(EnvironmentResult::name).toList();
    }

    private static Path bundle(EnvironmentResult result) {
        Path bundle = result.bundle();
        if (bundle == null) {
            throw new AssertionError("no bundle: " + result);
        }
        return bundle;
    }

    /** Behaves as the variant's factor {@code kernels} says. */
    private static final class FakeRuntime implements SuiteRuntime {
        private final List<SuiteProcess> processes = new CopyOnWriteArrayList<>();
        private final AtomicInteger running = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private CountDownLatch meeting = new CountDownLatch(0);

        @Override
        public PreparedEnvironment prepare(ResolvedEnvironment environment, SuiteJob job, BoundedLog log)
                throws UnavailableException {
            String behaviour = String.valueOf(environment.variant().factors().get("kernels"));
            switch (behaviour) {
                case "unavailable" -> throw new UnavailableException("no engine answers");
                case "cannot-be-made" ->
                    throw GradlockException.incomplete(
                            "the image could not be pulled", "is the registry in reach?", null);
                case "wrong-digest" -> throw GradlockException.badInput(null, "the digest is not the lock's", "stop");
                default -> {
                    return new FakeEnvironment(behaviour);
                }
            }
        }

        @Override
        public void close() {}

        private final class FakeEnvironment implements PreparedEnvironment {
            private final String behaviour;

            FakeEnvironment(String behaviour) {
                this.behaviour = behaviour;
            }

            @Override
            public ProcessOutcome run(SuiteProcess process, Path directory, ProgressListener listener)
                    throws IOException, InterruptedException {
                int restart = process.restart();
                processes.add(process);
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                try {
                    if (behaviour.startsWith("meets")) {
                        meeting.countDown();
                        assertTrue(meeting.await(10, TimeUnit.SECONDS), "they run one after the other");
                    }
                    listener.progress(1, 2);
                    listener.progress(2, 2);
                    if (behaviour.equals("breaks")) {
                        throw new IllegalStateException("the engine went away");
                    }
                    if (behaviour.equals("ends-early")) {
                        // As a test that calls System.exit leaves it.
                        SessionWriter.create(directory.resolve("session"), 1).begin("Tests.exits", 0);
                    } else if (!behaviour.equals("dies-at-once") && !behaviour.equals("silent-in-" + restart)) {
                        Path session = Files.createDirectories(directory.resolve("session"));
                        Files.writeString(session.resolve("cases.jsonl"), cases(behaviour, restart));
                        Files.writeString(session.resolve("values.bin"), "");
                        Files.writeString(
                                session.resolve("session.json"),
                                "{\"iterations\": 1, \"start\": \"\", \"end\": \"\", \"complete\": true}");
                    }
                    if (behaviour.equals("selects-nothing")) {
                        return new ProcessOutcome(Ending.EXITED, ProcessOutcome.NOTHING_SELECTED, 0.001, "");
                    }
                    boolean dies = behaviour.equals("dies-in-" + restart) || behaviour.equals("dies-at-once");
                    return new ProcessOutcome(Ending.EXITED, dies ? 134 : 0, 0.001, "");
                } finally {
                    running.decrementAndGet();
                }
            }

            /** Cases that record nothing: a result that differs is one more of nothing. */
            private String cases(String behaviour, int restart) {
                return switch (behaviour) {
                    case "varies" -> line("a", restart) + line("b", restart);
                    case "varies-in-part" -> line("a", restart) + line("b", 0);
                    default -> "";
                };
            }

            private String line(String id, int value) {
                return "{\"id\":\"%s\",\"iteration\":0,\"status\":\"passed\",\"tensors\":[{\"name\":\"t\",\"dtype\":\"F32\",\"shape\":[0,%d],\"sha256\":\"%s\",\"offset\":0}]}\n"
                        .formatted(id, value, BundleFixture.sha256(new byte[0]));
            }

            @Override
            public @org.jspecify.annotations.Nullable String imageDigest() {
                return null;
            }

            @Override
            public void close() {}
        }
    }
}
