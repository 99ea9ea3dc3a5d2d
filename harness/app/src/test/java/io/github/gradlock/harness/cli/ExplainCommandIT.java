package io.github.gradlock.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradlock.harness.cli.CommandProcess.Outcome;
import io.github.gradlock.harness.explain.Explainer;
import io.github.gradlock.harness.report.JsonSchemaCheck;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way, as a user goes it: planted faults between two environments of this machine, and within one. */
@Tag("host")
class ExplainCommandIT {
    private static final Path BENCHMARK = Path.of("..", "benchmark", "target");

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void environments() throws Exception {
        suite("PerceptronCases", "SoftmaxCases", "LeastSquaresCases");
        // Some hundred processes that each run for a second: compiling them well takes half of it.
        String host =
                "gradlock: {runtime: host, jvm: ['-XX:TieredStopAtLevel=1'], limits: {memory: 512m, timeout: 5m}}\n";
        process().write("plain", host);
        process().write("other", "variables: {BENCHMARK_SIDE: b}\n" + host);
    }

    @Test
    void namesTheExponentialAndItsLibrary() throws Exception {
        assumeTrue(
                Set.of("amd64", "x86_64").contains(System.getProperty("os.arch", "")),
                "Math.exp has an intrinsic to switch off on x86-64 only");

        JsonNode found = explained("--case", "known/wideClasses", "plain", "plain[libm=java]");

        assertEquals("exp", found.at("/origins/0/op").asText(), found::toString);
        assertEquals(1, found.get("origins").size());
        assertTrue(found.at("/transplant/confirmed").asBoolean(), found::toString);
        assertEquals(
                found.at("/origins/0/step").asText(),
                found.at("/transplant/differing/0").asText());
        assertEquals(1, found.at("/transplant/differing").size());
        assertTrue(found.get("path").size() > 1, "from the exponential to a gradient");
        assertEquals("libm", found.at("/causes/0/cause").asText());
        assertEquals("confirmed", found.at("/causes/0/standing").asText());
    }

    @Test
    void explainsWhyAnEnvironmentDiffersFromItself() throws Exception {
        JsonNode found = explained("--case", "known/graphWalk", "plain");

        assertEquals("nondeterministic", found.get("verdict").asText());
        assertEquals("hash-order", found.at("/causes/0/cause").asText(), found::toString);
        assertEquals("confirmed", found.at("/causes/0/standing").asText(), found::toString);
        assertEquals("backward", found.at("/origins/0/phase").asText(), "captured in two executions that differ");
    }

    @Test
    void restsOnBundlesAloneWhereNothingIsToBeRun() throws Exception {
        Outcome outcome = run("--no-runs", "--case", "known/prediction", "plain", "other");
        assertEquals(0, outcome.exit(), outcome::err);
        assertTrue(outcome.out().contains("  first divergence: step "), outcome::out);
        assertFalse(outcome.out().contains("by transplant"), outcome::out);
        Outcome agree = run("--no-runs", "--case", "known/prediction", "plain", "plain");
        assertEquals(4, agree.exit(), agree::err);
        assertTrue(agree.out().contains("The results agree"), agree::out);
    }

    @Test
    void saysWhatIsWrong() throws Exception {
        for (List<String> wrong : List.of(
                List.<String>of(),
                List.of("plain", "plane"),
                List.of("no/such.glb", "plain"),
                List.of("plain", "plain[libm=jave]"),
                List.of("--most", "0", "plain"),
                List.of("--case", "nothing.like.it", "plain", "other"),
                List.of("plain", "plain", "plain"))) {
            Outcome outcome = run(wrong.toArray(String[]::new));
            assertEquals(2, outcome.exit(), () -> wrong + "\n" + outcome.err());
            assertTrue(outcome.err().contains("\n\nhint: "), outcome::err);
        }
    }

    private CommandProcess process() {
        return new CommandProcess(folder, "explain", folder.resolve("suite").toString());
    }

    private Outcome run(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(
                List.of("--classpath", BENCHMARK.resolve("lib").toAbsolutePath().normalize() + "/*"));
        all.addAll(List.of(arguments));
        return process().run(all.toArray(String[]::new));
    }

    /** A suite of one's own: seeking a case among the benchmark's thousands would take longer than running it. */
    private void suite(String... classes) throws Exception {
        String known = "io/github/gradlock/benchmark/known";
        Path suite = Files.createDirectories(folder.resolve("suite").resolve(known));
        for (String name : classes) {
            try (DirectoryStream<Path> files =
                    Files.newDirectoryStream(BENCHMARK.resolve("classes").resolve(known), name + "*.class")) {
                for (Path file : files) {
                    Files.copy(file, suite.resolve(file.getFileName()));
                }
            }
        }
    }

    /** Explains one case and holds the document against its schema. */
    private JsonNode explained(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("--json"));
        all.addAll(List.of(arguments));
        Outcome outcome = run(all.toArray(String[]::new));
        assertEquals(0, outcome.exit(), outcome::err);
        JsonNode document = new ObjectMapper().readTree(outcome.out());
        try (InputStream stream = Explainer.class.getResourceAsStream("explain.schema.json")) {
            JsonNode schema = new ObjectMapper().readTree(Objects.requireNonNull(stream));
            assertEquals(List.of(), JsonSchemaCheck.errors(schema, document));
        }
        assertFalse(document.get("cases").isEmpty(), outcome::out);
        return document.at("/cases/0");
    }
}
