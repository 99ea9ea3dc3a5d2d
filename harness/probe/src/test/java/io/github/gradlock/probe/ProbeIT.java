package io.github.gradlock.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.BundleWriter;
import io.github.gradlock.protocol.Bundles;
import io.github.gradlock.protocol.CaseRecord;
import io.github.gradlock.protocol.CaseStatus;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.protocol.Manifest;
import io.github.gradlock.protocol.SafetensorsWriter;
import io.github.gradlock.protocol.TensorData;
import io.github.gradlock.protocol.TensorInfo;
import io.github.gradlock.protocol.TraceStep;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the probe as the harness does: as a process over a suite. */
class ProbeIT {
    @TempDir
    Path folder;

    private record Outcome(int exit, String out, String err) {}

    @Test
    void runsEveryKindOfCase() throws Exception {
        Path suite = suite("sample");
        Path first = folder.resolve("s0");
        Path second = folder.resolve("s1");
        Outcome outcome = probe(
                suite,
                "--session",
                first.toString(),
                "--suite",
                "samples",
                "--iterations",
                "3",
                "--seed",
                "42",
                "--progress");
        assertEquals(0, outcome.exit(), outcome.err());
        assertEquals("", outcome.err());
        List<String> progress = outcome.out().lines().toList();
        assertTrue(progress.stream().allMatch(line -> line.matches("progress \\d+ \\d+")), outcome.out());
        assertEquals("progress 57 57", progress.get(progress.size() - 1));
        outcome = probe(
                suite,
                "--session",
                second.toString(),
                "--suite",
                "samples",
                "--iterations",
                "3",
                "--seed",
                "42",
                "--restart",
                "1");
        assertEquals(0, outcome.exit(), outcome.err());
        assertEquals("", outcome.out(), "without --progress stdout is silent");

        Path target = folder.resolve("b.glb");
        Manifest.Identity identity = new Manifest.Identity("host", Map.of(), null, null, null);
        BundleWriter.join(List.of(first, second), identity, "samples", "hash", target, true);
        try (Bundle bundle = Bundles.open(target)) {
            assertFalse(bundle.isPartial());
            Map<String, CaseStatus> statuses = new LinkedHashMap<>();
            bundle.cases().forEach(record -> statuses.put(record.id(), record.status()));
            assertEquals(expectedStatuses(), statuses);
            assertEquals(new Manifest.Counts(19, 13, 4, 2, 1), bundle.manifest().counts());
            checkSquare(bundle);
            checkRepetitions(bundle);
            checkTrace(bundle.trace("GradientSample.traced"));
            checkProvenance(bundle.manifest().provenance());
            CaseRecord failed = bundle.findCase("GradientSample.fails").orElseThrow();
            assertEquals("java.lang.IllegalStateException: as \u0001 planned", failed.reason());
            assertEquals(
                    "java.lang.IllegalStateException: before all",
                    bundle.findCase("BrokenSample.neverStarted").orElseThrow().reason());
            assertEquals(
                    "for a reason",
                    bundle.findCase("GradientSample.disabled").orElseThrow().reason());
        }
        String log = Files.readString(first.resolve("log.txt"));
        assertTrue(log.contains("--- GradientSample.statusOnly (iteration 0)\nhello from statusOnly\n"), log);
        String junit = Files.readString(first.resolve("junit.xml"));
        assertTrue(junit.contains("tests=\"27\" failures=\"12\""), junit);
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(first.resolve("junit.xml").toFile());
    }

    private static Map<String, CaseStatus> expectedStatuses() {
        Map<String, CaseStatus> expected = new LinkedHashMap<>();
        expected.put("BrokenSample.neverStarted", CaseStatus.FAILED);
        expected.put("BrokenSample.neverUnfolded", CaseStatus.FAILED);
        expected.put("GradientSample.assumes", CaseStatus.SKIPPED);
        expected.put("GradientSample.disabled", CaseStatus.SKIPPED);
        expected.put("GradientSample.dynamic", CaseStatus.PASSED);
        expected.put("GradientSample.fails", CaseStatus.FAILED);
        for (String id : List.of("GradientSample.numbered[1]", "GradientSample.numbered[2]")) {
            expected.put(id, CaseStatus.PASSED);
        }
        expected.put("GradientSample.recordsTwice", CaseStatus.FAILED);
        for (String id : List.of(
                "GradientSample.repeated[1]",
                "GradientSample.repeated[2]",
                "GradientSample.statusOnly",
                "GradientSample.traced",
                "GradientSample.warmsUp",
                "dynamic.one",
                "dynamic.two",
                "named.a",
                "named.b",
                "square.grad")) {
            expected.put(id, CaseStatus.PASSED);
        }
        return expected;
    }

    private static void checkSquare(Bundle bundle) throws IOException {
        List<String> described = bundle.findCase("square.grad").orElseThrow().tensors().stream()
                .map(tensor -> tensor.name() + " " + tensor.type() + " " + tensor.shape())
                .toList();
        assertEquals(
                List.of("bool BOOL [2]", "f32 F32 [3]", "f64 F64 [2, 2]", "i32 I32 []", "seed I64 []", "u8 U8 [0, 3]"),
                described);
        ByteBuffer bits = bundle.tensor("square.grad", "f32").whole();
        assertEquals(
                "3f800000 80000000 7fc00000",
                String.format("%x %x %x", bits.getInt(0), bits.getInt(4), bits.getInt(8)));
        assertEquals(42, bundle.tensor("square.grad", "seed").whole().getLong(0));
    }

    private static void checkRepetitions(Bundle bundle) throws IOException {
        CaseRecord record = bundle.findCase("GradientSample.warmsUp").orElseThrow();
        List<String> seen = new ArrayList<>();
        for (var repetition : record.repetitions()) {
            long value = bundle.tensor(record.id(), "x", repetition).whole().getLong(0);
            seen.add(repetition.restart() + "." + repetition.iteration() + "=" + value);
        }
        assertEquals(List.of("0.1=1", "0.2=1", "1.0=0", "1.1=1", "1.2=1"), seen);
    }

    private static void checkTrace(List<TraceStep> steps) {
        assertEquals(
                List.of("0 forward input [] -> 0", "1 forward inc [0] -> 1", "2 backward dec [0, 1] -> 2"),
                steps.stream()
                        .map(step -> step.step() + " " + step.phase() + " " + step.op() + " " + step.inputs() + " -> "
                                + step.outputs().get(0).id())
                        .toList());
    }

    private static void checkProvenance(Map<String, String> provenance) {
        assertEquals("kept", provenance.get("fpu.subnormals"));
        assertEquals("42", provenance.get("run.seed"));
        assertEquals(Runtime.version().toString(), provenance.get("jdk.version"));
        for (String key : List.of("os.name", "os.version", "os.arch", "libc", "cpu.model", "cpu.count", "jdk.vm")) {
            assertFalse(provenance.getOrDefault(key, "").isEmpty(), key);
        }
    }

    @Test
    void selectsByGlobAndTag() throws Exception {
        Path suite = suite("sample");
        assertEquals(
                List.of("GradientSample.numbered[2]", "dynamic.one", "named.a"),
                run(
                                suite,
                                "--select",
                                "*.numbered[2]",
                                "--select",
                                "named.?",
                                "--select",
                                "dynamic.o*",
                                "--select",
                                "x")
                        .stream()
                        .filter(id -> !id.equals("named.b"))
                        .toList());
        assertEquals(List.of("square.grad"), run(suite, "--tag", "smoke"));
    }

    @Test
    void capturesAndReplaysOperations() throws Exception {
        Path suite = suite("sample");
        Path captured = folder.resolve("captured");
        Outcome outcome = probe(
                suite, "--session", captured.toString(), "--suite", "samples", "--select", "*.traced", "--capture");
        assertEquals(0, outcome.exit(), outcome.err());
        try (Bundle bundle = Bundles.open(captured)) {
            assertEquals(
                    7,
                    bundle.tensor("GradientSample.traced", "gradlock.traced.0")
                            .whole()
                            .get(0));
            assertEquals(
                    8,
                    bundle.tensor("GradientSample.traced", "gradlock.traced.1")
                            .whole()
                            .get(0));
        }
        Path file = folder.resolve("transplant.safetensors");
        SafetensorsWriter donor = new SafetensorsWriter();
        donor.add(
                "GradientSample.traced/1.0",
                ElementType.U8,
                List.of(1L),
                () -> TensorData.of(ByteBuffer.wrap(new byte[] {40})));
        donor.add(
                "GradientSample.traced/2.0", ElementType.F32, List.of(1L), () -> TensorData.of(ByteBuffer.allocate(4)));
        donor.write(file, Map.of());
        Path replayed = folder.resolve("replayed");
        outcome = probe(
                suite,
                "--session",
                replayed.toString(),
                "--suite",
                "samples",
                "--select",
                "*.traced",
                "--transplant",
                file.toString());
        assertEquals(0, outcome.exit(), outcome.err());
        try (Bundle bundle = Bundles.open(replayed)) {
            assertEquals(
                    List.of("gradlock.replayed.1.0", "seed"),
                    bundle.findCase("GradientSample.traced").orElseThrow().tensors().stream()
                            .map(TensorInfo::name)
                            .toList());
            assertEquals(
                    41,
                    bundle.tensor("GradientSample.traced", "gradlock.replayed.1.0")
                            .whole()
                            .get(0));
        }
    }

    /** The first recorded execution is then the one after: what a JIT compiler has changed by then is seen in its trace. */
    @Test
    void warmsUpBeforeItRecords() throws Exception {
        Path session = folder.resolve("warm");
        Outcome outcome = probe(
                suite("sample"),
                "--session",
                session.toString(),
                "--suite",
                "samples",
                "--select",
                "*.warmsUp",
                "--warm-up",
                "2");
        assertEquals(0, outcome.exit(), outcome.err());
        try (Bundle bundle = Bundles.open(session)) {
            assertEquals(1, bundle.tensor("GradientSample.warmsUp", "x").whole().get(0), "Math.min(iteration, 1)");
        }
    }

    private List<String> run(Path suite, String... options) throws Exception {
        Path session = Files.createTempDirectory(folder, "run").resolve("session");
        List<String> arguments = new ArrayList<>(List.of("--session", session.toString(), "--suite", "samples"));
        arguments.addAll(List.of(options));
        Outcome outcome = probe(suite, arguments.toArray(String[]::new));
        assertEquals(0, outcome.exit(), outcome.err());
        try (Bundle bundle = Bundles.open(session)) {
            assertTrue(bundle.cases()
                    .flatMap(record -> record.tensors().stream())
                    .map(TensorInfo::name)
                    .allMatch(name -> !name.isEmpty()));
            return bundle.cases().map(CaseRecord::id).toList();
        }
    }

    @Test
    void refusesTwoCasesOfOneId() throws Exception {
        Outcome outcome = probe(suite("twins"), "--session", folder.resolve("s").toString(), "--suite", "twins");
        assertEquals(3, outcome.exit());
        assertTrue(outcome.err().startsWith("error: two cases are called 'twin': "), outcome.err());
        assertTrue(
                outcome.err().contains("TwinSample.one()") && outcome.err().contains("TwinSample.two()"),
                outcome.err());
    }

    @Test
    void saysThatThereAreNoTests() throws Exception {
        Path session = folder.resolve("s");
        Path empty = Files.createDirectories(folder.resolve("empty"));
        Outcome outcome = probe(empty, "--session", session.toString(), "--suite", "samples");
        assertEquals(3, outcome.exit());
        assertTrue(outcome.err().startsWith("error: no case found"), outcome.err());
        assertTrue(outcome.err().contains("\nhint: "), outcome.err());
    }

    @Test
    void refusesWhatItCouldNotLoad() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Outcome outcome = process(
                List.of(), "--session", folder.resolve("s").toString(), "--suite", "x", "--scan", elsewhere.toString());
        assertEquals(2, outcome.exit());
        assertTrue(outcome.err().contains("not on the class path"), outcome.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--tag", "--select"})
    void saysThatNothingMatches(String option) throws Exception {
        Path session = folder.resolve("s");
        Outcome outcome = probe(
                suite("sample"), "--session", session.toString(), "--suite", "samples", option, "nothing-like-it");
        assertEquals(5, outcome.exit(), outcome.err());
        assertTrue(outcome.err().startsWith("error: no case found"), outcome.err());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--session",
                "--iterations 0",
                "--iterations x",
                "--shard 4/3",
                "--wat",
                "--session s --suite x --scan /nowhere"
            })
    void saysHowItIsUsed(String arguments) throws Exception {
        Outcome outcome = process(List.of(), arguments.isEmpty() ? new String[0] : arguments.split(" "));
        assertEquals(2, outcome.exit(), outcome.err());
        assertTrue(outcome.err().contains("usage: "), outcome.err());
        assertEquals("", outcome.out());
    }

    /** The process ends with its standard input, in the middle of a case, and what it had finished can be read. */
    @Test
    void endsWithItsStandardInput() throws Exception {
        Path suite = suite("endless");
        Path session = folder.resolve("s");
        String[] arguments = {
            "--session", session.toString(), "--suite", "endless", "--scan", suite.toString(), "--die-with-stdin"
        };
        Path output = folder.resolve("out.txt");
        Process process = builder(List.of(suite), arguments)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            Path cases = session.resolve("cases.jsonl");
            for (int i = 0; i < 600 && !(Files.exists(cases) && Files.size(cases) > 0); i++) {
                assertTrue(process.isAlive(), () -> "ended early");
                Thread.sleep(50);
            }
            process.getOutputStream().close();
            assertTrue(process.waitFor(30, TimeUnit.SECONDS), "outlived its standard input");
            assertEquals(4, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
        try (Bundle bundle = Bundles.open(session)) {
            assertTrue(bundle.isPartial());
            assertEquals(
                    List.of("EndlessSample.first"),
                    bundle.cases().map(CaseRecord::id).toList());
            assertEquals(1, bundle.tensor("EndlessSample.first", "x").whole().getLong(0));
        }
    }

    /** Makes a jar of test classes, so that a root holds one suite. */
    private Path suite(String name) throws IOException {
        Path jar = folder.resolve(name + ".jar");
        Path classes = Path.of("target", "test-classes");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> files =
                        Files.list(classes.resolve("io/github/gradlock/probe").resolve(name))) {
            for (Path file : files.sorted().toList()) {
                entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, entries);
            }
        }
        return jar;
    }

    private Outcome probe(Path suite, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--scan", suite.toString()));
        return process(List.of(suite), all.toArray(String[]::new));
    }

    private Outcome process(List<Path> suites, String... arguments) throws Exception {
        Path err = Files.createTempFile(folder, "err", ".txt");
        Process process = builder(suites, arguments).redirectError(err.toFile()).start();
        try (InputStream out = process.getInputStream()) {
            String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            return new Outcome(process.exitValue(), text, Files.readString(err));
        }
    }

    private static ProcessBuilder builder(List<Path> suites, String... arguments) {
        List<String> classPath = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.endsWith("test-classes") && !entry.endsWith("test-classes/")) {
                classPath.add(entry);
            }
        }
        suites.forEach(suite -> classPath.add(suite.toString()));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath), Main.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }
}
