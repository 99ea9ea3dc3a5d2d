package io.github.gradlock.harness.runtime.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.provision.JarsFixture;
import io.github.gradlock.harness.runtime.BoundedLog;
import io.github.gradlock.harness.runtime.PreparedEnvironment;
import io.github.gradlock.harness.runtime.ProcessOutcome;
import io.github.gradlock.harness.runtime.ProcessOutcome.Ending;
import io.github.gradlock.harness.runtime.ProcessOutput;
import io.github.gradlock.harness.runtime.SuiteProcess;
import io.github.gradlock.harness.runtime.TinySuite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("host")
class HostRuntimeIT {
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
    void runsTheSuiteInAScrubbedEnvironment() throws Exception {
        List<String> progress = new CopyOnWriteArrayList<>();
        ProcessOutcome outcome = run(
                "plain",
                Duration.ofMinutes(1),
                Map.of("threads", "7"),
                (done, total) -> progress.add(done + "/" + total));

        assertTrue(outcome.isComplete(), outcome::reason);
        assertEquals(List.of("1/2", "2/2"), progress);
        String variables = Files.readString(session().resolve("variables.txt"));
        assertTrue(variables.contains("GREETING=hello"), variables);
        assertTrue(variables.contains("LC_ALL=C.UTF-8"), variables);
        assertTrue(variables.contains("HOME=" + folder), variables);
        assertFalse(variables.contains("MAVEN"), variables);
        String properties = Files.readString(session().resolve("properties.txt"));
        assertTrue(properties.contains("gradlock.threads=7"), properties);
        assertTrue(properties.contains("user.dir=" + session()), properties);
        assertTrue(properties.contains("java.io.tmpdir=" + folder), properties);
        assertEquals("hello from plain\n", suiteOutput());
    }

    @Test
    void endsASuiteAfterItsTimeLimitAndKeepsItsSession() throws Exception {
        ProcessOutcome outcome = run("hangs", Duration.ofSeconds(2), Map.of(), (done, total) -> {});

        assertEquals(Ending.TIMED_OUT, outcome.ending());
        assertTrue(outcome.reason().contains("time limit of 2 s"), outcome::reason);
        assertTrue(outcome.seconds() < 10, "took " + outcome.seconds());
        long pid = Long.parseLong(Files.readString(session().resolve("pid")));
        assertFalse(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
    }

    @Test
    void reportsAnExitStatus() throws Exception {
        ProcessOutcome outcome = run("exits-3", Duration.ofMinutes(1), Map.of(), (done, total) -> {});

        assertFalse(outcome.isComplete());
        assertEquals(3, outcome.exitCode());
        assertEquals("the suite's process ended with exit status 3", outcome.reason());
    }

    @Test
    void boundsTheOutput() throws Exception {
        run("chatters", Duration.ofMinutes(1), Map.of(), (done, total) -> {});

        long size = Files.size(folder.resolve(ProcessOutput.FILE));
        assertTrue(size < 9 << 20, "the log has " + size + " bytes");
        assertTrue(suiteOutput().contains("the log ends here"));
    }

    @Test
    void childrenEndWithAHarnessThatIsKilled() throws Exception {
        Process harness = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        HangingHarness.class.getName(),
                        jar.toString(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(shared.resolve("harness.txt").toFile())
                .start();
        Path pidFile = session().resolve("pid");
        for (int i = 0; i < 300 && !(Files.exists(pidFile) && Files.size(pidFile) > 0); i++) {
            Thread.sleep(100);
        }
        long pid = Long.parseLong(Files.readString(pidFile));
        assertTrue(ProcessHandle.of(pid).isPresent(), () -> "no child " + pid);

        harness.destroyForcibly().waitFor();

        for (int i = 0; i < 100 && ProcessHandle.of(pid).isPresent(); i++) {
            Thread.sleep(100);
        }
        assertFalse(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false), () -> "child " + pid + " lives");
    }

    private ProcessOutcome run(
            String suite,
            Duration timeout,
            Map<String, String> factors,
            io.github.gradlock.harness.runtime.ProgressListener listener)
            throws Exception {
        try (HostRuntime runtime = new HostRuntime(new HostParts(Path.of("nowhere"), JarsFixture.none()));
                BoundedLog log = new BoundedLog(shared.resolve("log.txt"));
                PreparedEnvironment environment =
                        runtime.prepare(TinySuite.host(timeout, factors), TinySuite.job(suite, jar), log)) {
            return environment.run(SuiteProcess.plain(0), folder, listener);
        }
    }

    private Path session() {
        return folder.resolve("session");
    }

    /** What the suite printed, without the JVM's own lines. */
    private String suiteOutput() throws Exception {
        return Files.readString(folder.resolve(ProcessOutput.FILE)).replaceAll("(?m)^WARNING: .*incubator.*\\R", "");
    }
}
