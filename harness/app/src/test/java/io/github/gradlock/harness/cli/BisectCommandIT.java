package io.github.gradlock.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradlock.harness.cli.CommandProcess.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way, as a user goes it: planted faults between two environments of this machine. */
@Tag("host")
class BisectCommandIT {
    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void environments() throws Exception {
        write("plain", "gradlock: {runtime: host, limits: {memory: 512m, timeout: 5m}}\n");
        write(
                "other",
                "variables: {LC_ALL: POSIX, OMP_NUM_THREADS: '2', TEAM: red}\n"
                        + "gradlock: {runtime: host, limits: {memory: 768m, timeout: 5m},"
                        + " jvm: ['-XX:+UseSerialGC', '-Dx=1', '-Dy=1', '-XX:-UseStringDeduplication']}\n");
    }

    @Test
    void findsTheOneFactorOfTwelveAndGoesOnFromWhatWasRun() throws Exception {
        assumeTrue(
                Set.of("amd64", "x86_64").contains(System.getProperty("os.arch", "")),
                "Math.exp has an intrinsic to switch off on x86-64 only");
        String[] arguments = {"--json", "--case", "*MathExp*", "plain", "other[avx=0,jit=c1,libm=java,threads=2]"};

        Outcome first = run(arguments);

        assertEquals(0, first.exit(), first::err);
        JsonNode document = new ObjectMapper().readTree(first.out());
        assertEquals(12, document.get("factors").size(), first::out);
        assertEquals("[\"libm\"]", document.at("/finding/causes/0/factors").toString());
        assertEquals("same", document.at("/finding/rest").asText());
        assertTrue(document.get("trials").size() <= 2 + 6, first::out);
        assertTrue(first.err().contains("Found: libm=java makes MathExpFault.softmaxGradient differ."), first::err);
        assertTrue(first.err().contains("  confirmed from both ends: "), first::err);
        assertFalse(Files.exists(folder.resolve("out/bundles")), "the bundles of runs are left alone");

        Outcome second = run(arguments);

        assertEquals(0, second.exit(), second::err);
        for (JsonNode trial : new ObjectMapper().readTree(second.out()).get("trials")) {
            assertTrue(trial.get("cached").asBoolean(), second::out);
        }
    }

    @Test
    void findsTheNumberOfThreads() throws Exception {
        Outcome outcome = run("--case", "*ParallelReduce*", "--restarts", "1", "plain[threads=1]", "other[threads=7]");

        assertEquals(0, outcome.exit(), outcome::err);
        assertTrue(
                outcome.out().contains("Found: threads=7 makes ParallelReduceFault.biasGradient differ."),
                outcome::out);
        assertTrue(outcome.err().contains(" of at most "), outcome::err);
    }

    @Test
    void findsOptionsThatWorkTogether() throws Exception {
        // The pool takes its parallelism from the property, and only without it from the processors.
        String pool = "'-Djava.util.concurrent.ForkJoinPool.common.parallelism=1'";
        write("held", "gradlock: {runtime: host, jvm: [" + pool + ", '-XX:ActiveProcessorCount=1', '-Dx=1']}\n");
        write("free", "gradlock: {runtime: host, jvm: ['-XX:ActiveProcessorCount=7', '-Dx=2', '-Dy=1']}\n");

        Outcome outcome = run("--json", "--case", "*ParallelReduce*", "--restarts", "1", "held", "free");

        assertEquals(0, outcome.exit(), outcome::err);
        JsonNode document = new ObjectMapper().readTree(outcome.out());
        assertEquals(4, document.get("factors").size());
        assertEquals(
                "[\"jvm -Djava.util.concurrent.ForkJoinPool.common.parallelism\",\"jvm -XX:ActiveProcessorCount\"]",
                document.at("/finding/causes/0/factors").toString());
        assertEquals(1, document.at("/finding/causes").size());
        assertEquals("same", document.at("/finding/rest").asText());
        assertTrue(outcome.err().contains("together make ParallelReduceFault.biasGradient differ."), outcome::err);
    }

    @Test
    void endsThatAgreeAreNothingToBisect() throws Exception {
        Outcome outcome = run("--case", "*Control*", "--restarts", "1", "plain", "plain[threads=2]");

        assertEquals(4, outcome.exit(), outcome::err);
        assertTrue(outcome.out().contains("The ends agree: "), outcome::out);
        assertEquals(4, run("plain", "plain").exit());
    }

    @Test
    void whatCannotRunAndWhatIsWrongAreToldApart() throws Exception {
        write("elsewhere", "gradlock: {runtime: host}\n", "jdk=8");
        Outcome missing = run("plain", "elsewhere");
        assertEquals(3, missing.exit(), missing::err);
        assertTrue(missing.err().startsWith("error: elsewhere cannot run here: "), missing::err);
        write("broken", "gradlock: {runtime: host, jvm: ['-XX:+NoSuchOption']}\n");
        Outcome broken = run("--case", "*Control*", "--restarts", "1", "plain", "broken");
        assertEquals(3, broken.exit(), broken::err);
        assertTrue(broken.err().contains("error: broken could not be run: "), broken::err);
        for (List<String> wrong : List.of(
                List.of("plain"),
                List.of("plain", "plane"),
                List.of("plain", "plain[libm=jave]"),
                List.of("plain", "plain[lib=java]"),
                List.of("plain", "plain[threads=0]"),
                List.of("*", "plain"),
                List.of("--confidence", "1", "plain", "other"),
                List.of("--restarts", "0", "plain", "other"),
                List.of("--case", "nothing.like.it", "plain", "other"))) {
            Outcome outcome = run(wrong.toArray(String[]::new));
            assertEquals(2, outcome.exit(), () -> wrong + "\n" + outcome.err());
            assertTrue(outcome.err().contains("\n\nhint: "), outcome::err);
        }
    }

    private Outcome run(String... arguments) throws Exception {
        return new CommandProcess(folder, "bisect", "faults").run(arguments);
    }

    private void write(String name, String rest) throws Exception {
        write(name, rest, "jdk>=17");
    }

    private void write(String name, String rest, String dependency) throws Exception {
        new CommandProcess(folder, "bisect", "faults").write(name, rest, dependency);
    }
}
