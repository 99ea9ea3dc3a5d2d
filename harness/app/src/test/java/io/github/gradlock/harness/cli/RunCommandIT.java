package io.github.gradlock.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way, as a user goes it: the command line in a process of its own, with the suite of planted faults. */
@Tag("host")
class RunCommandIT {
    private static final Path HOME = Path.of("..", "..").toAbsolutePath().normalize();

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void environments() throws Exception {
        write("plain", "    threads: [1, 2]\n");
        write("single", "    threads: [2]\n");
        write("elsewhere", "    threads: [1]\n", "  - jdk=8\n");
    }

    @Test
    void findsPlantedFaultsAndTellsThemInOneDocument() throws Exception {
        Outcome outcome = run("--json", "--suite", "faults", "--iterations", "2", "--restarts", "2", "plain");

        assertEquals(1, outcome.exit(), outcome::err);
        JsonNode document = new ObjectMapper().readTree(outcome.out());
        assertEquals("different", document.get("verdict").asText());
        assertEquals(1, document.get("exit").asInt());
        assertEquals(2, document.get("environments").size());
        JsonNode first = document.get("environments").get(0);
        assertEquals("plain[threads=1]", first.get("name").asText());
        assertTrue(first.get("cases").asInt() >= 6, outcome::out);
        assertTrue(first.get("resultsDigest").asText().matches("[0-9a-f]{64}"), outcome::out);
        assertTrue(document.get("cases").get("nondeterministic").asInt() > 0, outcome::out);
        assertFalse(Files.exists(folder.resolve("out/work/plain[threads=1]")), "sessions are in the bundles");
        assertTrue(Files.exists(folder.resolve("out/bundles/plain[threads=1].glb/manifest.json")));

        Process compare = start("compare", bundle("plain[threads=1]"), bundle("plain[threads=2]"));
        assertTrue(compare.waitFor(3, TimeUnit.MINUTES));
        assertEquals(1, compare.exitValue());
    }

    @Test
    void numericsThatAreNotStrictAreFoundAndTheOperationIsNamed() throws Exception {
        write("numerics", "    kernels: [scalar, fast]\n");
        Outcome outcome = run(
                "--iterations",
                "1",
                "--restarts",
                "1",
                "--select",
                "asin.grad.float32",
                "--select",
                "add.grad.float32",
                "numerics");

        assertEquals(1, outcome.exit(), () -> outcome.out() + outcome.err());
        assertTrue(outcome.out().contains("of 2 cases, 1 differs between environments"), outcome::out);
        assertTrue(outcome.out().contains("FAILED  asin.grad.float32"), outcome::out);
        assertTrue(
                outcome.out().contains("rsqrt (backward): its inputs are the same bits, its outputs are not"),
                outcome::out);
    }

    @Test
    void theCudaKernelsHaveTheBitsOfTheReferenceOnTheEmulatedDevice() throws Exception {
        write("numerics", "    kernels: [scalar, cuda-emulated]\n");
        Outcome outcome = run("--json", "--tag", "smoke", "--iterations", "1", "--restarts", "1", "numerics");

        assertEquals(0, outcome.exit(), outcome::err);
        JsonNode environments = new ObjectMapper().readTree(outcome.out()).get("environments");
        assertEquals(2, environments.size(), outcome::err);
        assertTrue(environments.get(1).get("cases").asInt() > 400, outcome::err);
        assertEquals(
                environments.get(0).get("resultsDigest").asText(),
                environments.get(1).get("resultsDigest").asText());
    }

    @Test
    void shardsAreJoinedIntoTheWholeAndSayWhatTheyAre() throws Exception {
        String[] few = {"--select", "a*.grad.float32", "--iterations", "1", "--restarts", "1", "single"};
        assertEquals(4, run(few).exit());
        Path whole = folder.resolve("whole.glb");
        Files.move(bundlePath("single[threads=2]"), whole);
        List<String> join = new ArrayList<>(
                List.of("join", "-o", folder.resolve("joined.glb").toString()));
        for (int number = 1; number <= 2; number++) {
            List<String> words = new ArrayList<>(List.of("--shard", number + "/2"));
            words.addAll(List.of(few));
            assertEquals(4, run(words.toArray(String[]::new)).exit());
            Path shard = folder.resolve(number + ".glb");
            Files.move(bundlePath("single[threads=2]"), shard);
            join.add(shard.toString());
        }
        assertEquals(0, exit(join.toArray(String[]::new)));
        assertEquals(0, exit("compare", whole.toString(), join.get(2)));
        assertEquals(3, exit("compare", whole.toString(), join.get(3)));
        assertEquals(2, exit("join", "-o", folder.resolve("half.glb").toString(), join.get(3)));
    }

    private Path bundlePath(String environment) {
        return folder.resolve("out/bundles/" + environment + ".glb");
    }

    private int exit(String... command) throws Exception {
        Process process = start(command);
        assertTrue(process.waitFor(3, TimeUnit.MINUTES));
        return process.exitValue();
    }

    @Test
    void tellsOrdersOfRepetitionsApart() throws Exception {
        Outcome outcome = run("--json", "--suite", "faults", "--iterations", "3", "--restarts", "4", "single");

        assertEquals(1, outcome.exit(), outcome::err);
        JsonNode document = new ObjectMapper().readTree(outcome.out());
        assertEquals("per process", kind(document, "SetOrderFault"));
        assertEquals("per process", kind(document, "MapOrderFault"));
        assertEquals("per execution", kind(document, "DoubleAdderFault"));
        assertEquals("per execution", kind(document, "LostUpdateFault"));
        assertEquals("per execution", kind(document, "UnseededRandomFault"));
        assertEquals("per execution", kind(document, "ClockFault"));
        if (shows(document, "VectorExpFault")) {
            // Skipped where the JDK has no vector math library, as JDK 17 for ARM.
            assertEquals("warm up flip", kind(document, "VectorExpFault"));
        }
    }

    @Test
    void stressTellsUnderWhichConditionSomethingShows() throws Exception {
        write("open", "    kernels: [scalar]\n");
        Outcome outcome = run(
                "--json",
                "--stress",
                "--suite",
                "faults",
                "--iterations",
                "1",
                "--restarts",
                "3",
                "--select",
                "ProcessorCount*",
                "--select",
                "*Control*",
                "open");

        assertEquals(1, outcome.exit(), () -> outcome.out() + outcome.err());
        JsonNode document = new ObjectMapper().readTree(outcome.out());
        JsonNode stress = document.get("differences").get(0).get("stress");
        assertEquals(1, document.get("differences").size(), "controls keep their bits");
        assertTrue(stress.get("shownUnder").toString().contains("\"seven-processors\""), stress::toString);
        assertTrue(stress.get("notUnder").toString().contains("\"plain\""), stress::toString);
    }

    @Test
    void runsUntilItIsConfidentAndEndsEarlyWhereAllVaries() throws Exception {
        Outcome clean = run(
                "--json",
                "--until-confident",
                "0.9",
                "--at-least",
                "0.3",
                "--no-trace",
                "--suite",
                "faults",
                "--select",
                "*Control*",
                "single");
        JsonNode goal = new ObjectMapper().readTree(clean.out()).get("goal");
        assertEquals(7, goal.get("processes").asInt());
        assertEquals(7, goal.get("ran").asInt());
        assertTrue(goal.get("seen").asDouble() >= 0.9, goal::toString);

        Outcome varying = run(
                "--json",
                "--until-confident",
                "0.9",
                "--at-least",
                "0.3",
                "--suite",
                "faults",
                "--select",
                "UnseededRandom*",
                "single");
        JsonNode pattern = new ObjectMapper()
                .readTree(varying.out())
                .get("differences")
                .get(0)
                .get("pattern");
        assertEquals(4, pattern.get("processes").asInt(), pattern::toString);
    }

    private static boolean shows(JsonNode document, String fault) {
        for (JsonNode difference : document.get("differences")) {
            if (difference.get("case").asText().startsWith(fault)) {
                return true;
            }
        }
        return false;
    }

    private static String kind(JsonNode document, String fault) {
        for (JsonNode difference : document.get("differences")) {
            if (difference.get("case").asText().startsWith(fault)) {
                return difference.get("pattern").get("kind").asText();
            }
        }
        throw new AssertionError(fault + " was not reported");
    }

    @Test
    void oneEnvironmentThatAgreesWithItselfIsNothingCompared() throws Exception {
        Outcome outcome = run("--suite", "faults", "--select", "*Control*", "single");

        assertEquals(4, outcome.exit(), () -> outcome.out() + outcome.err());
        assertTrue(outcome.out().contains("Nothing was compared"), outcome::out);
    }

    @Test
    void sameBitsAreReproducibleWhateverTheJobs() throws Exception {
        for (String jobs : new String[] {"1", "2"}) {
            Outcome outcome = run("--suite", "faults", "--select", "*Control*", "--jobs", jobs, "plain");

            assertEquals(0, outcome.exit(), () -> outcome.out() + outcome.err());
            assertTrue(outcome.out().contains("Reproducible: "), outcome::out);
        }
    }

    @Test
    void whatCannotRunIsSaidAndFailsWhereItIsRequired() throws Exception {
        Outcome said = run("--suite", "faults", "--select", "*Control*", "plain", "elsewhere");
        assertEquals(0, said.exit(), () -> said.out() + said.err());
        assertTrue(said.out().contains("– elsewhere[threads=1]"), said::out);

        Outcome failed =
                run("--suite", "faults", "--select", "*Control*", "--require", "elsewhere", "plain", "elsewhere");
        assertEquals(3, failed.exit(), () -> failed.out() + failed.err());
        assertTrue(failed.out().contains("required, and cannot run here"), failed::out);
    }

    @Test
    void aSelectionThatMatchesNothingIsBadInputAndLeavesNoBundle() throws Exception {
        Outcome outcome = run("--suite", "faults", "--tag", "none", "--select", "nothing.like.it", "plain");

        assertEquals(2, outcome.exit(), () -> outcome.out() + outcome.err());
        assertTrue(
                outcome.err()
                        .contains(
                                "error: no case of the suite faults matches the tag none, the pattern nothing.like.it\n\nhint: "),
                outcome::err);
        assertEquals(false, Files.exists(folder.resolve("out/bundles")));
    }

    @Test
    void badInputIsRefusedBeforeAnythingRuns() throws Exception {
        for (List<String> wrong : List.of(
                List.of("--suite", "fault", "plain"),
                List.of("--suite", "faults", "plaine"),
                List.of("--suite", "faults", "--require", "another", "plain"),
                List.of("--suite", "faults", "--locked", "--frozen", "plain"),
                List.of("--suite", "faults", "--iterations", "0", "plain"),
                List.of("--suite", "faults", "--policy", "ulp:-1", "plain"))) {
            Outcome outcome = run(wrong.toArray(String[]::new));

            assertEquals(2, outcome.exit(), () -> wrong + "\n" + outcome.err());
            assertTrue(outcome.err().startsWith("error: "), outcome::err);
            assertTrue(outcome.err().contains("\n\nhint: "), outcome::err);
            assertEquals("", outcome.out(), wrong::toString);
        }
    }

    private record Outcome(int exit, String out, String err) {}

    private Outcome run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "run",
                "--environments",
                folder.resolve("environments").toString(),
                "--out",
                folder.resolve("out").toString()));
        command.addAll(List.of(arguments));
        Process process = start(command.toArray(String[]::new));
        assertTrue(process.waitFor(10, TimeUnit.MINUTES), "did not end");
        return new Outcome(
                process.exitValue(),
                Files.readString(folder.resolve("stdout")),
                Files.readString(folder.resolve("stderr")));
    }

    private Process start(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dgradlock.home=" + HOME,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectOutput(folder.resolve("stdout").toFile())
                .redirectError(folder.resolve("stderr").toFile())
                .start();
    }

    private String bundle(String environment) {
        return folder.resolve("out/bundles/" + environment + ".glb").toString();
    }

    private void write(String name, String variants) throws Exception {
        write(name, variants, "  - jdk>=17\n");
    }

    private void write(String name, String variants, String dependencies) throws Exception {
        // Processes that run for a second are compiled for as long; kernels in vectors need the second compiler.
        String compiler = variants.contains("kernels") ? "" : "  jvm: ['-XX:TieredStopAtLevel=1']\n";
        Path file = Files.createDirectories(folder.resolve("environments").resolve(name))
                .resolve("environment.yml");
        Files.writeString(
                file,
                "name: " + name + "\nchannels: [host]\ndependencies:\n" + dependencies + "gradlock:\n  runtime: host\n"
                        + compiler + "  limits: {memory: 1g, timeout: 5m}\n  variants:\n" + variants);
    }
}
