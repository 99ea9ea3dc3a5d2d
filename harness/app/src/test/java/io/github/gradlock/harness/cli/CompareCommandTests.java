package io.github.gradlock.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.protocol.BundleException;
import io.github.gradlock.protocol.BundleWriter;
import io.github.gradlock.protocol.CaseStatus;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.protocol.Manifest;
import io.github.gradlock.protocol.SafetensorsWriter;
import io.github.gradlock.protocol.SessionWriter;
import io.github.gradlock.protocol.TensorData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CompareCommandTests {
    private final Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private int processes;

    CompareCommandTests(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void comparesFolderZipAndLoneTensors() throws Exception {
        Path zip = bundle("a", true, new float[] {1, 2});
        Path directory = bundle("b", false, new float[] {1, 2});
        Path lone = lone("c", 1, 2);
        assertEquals(ExitStatus.REPRODUCIBLE, compare(zip, directory, lone));
        assertTrue(text(out).contains("Reproducible: 1 of 1 case is the same bits in 3 of 3 environments, 3 runs."));
    }

    @Test
    void severalPatternsNameWhatEachOfThemMatches() throws Exception {
        String a = bundle("a", true, new float[] {1, 2}).toString();
        String b = bundle("b", true, new float[] {1, 2}).toString();
        assertEquals(ExitStatus.REPRODUCIBLE, run(command(a, b, "--case", "log", "--case", "e*")));
        GradlockException none =
                assertThrows(GradlockException.class, () -> run(command(a, b, "--case", "log", "--case", "sin")));
        assertEquals("no case matches log, sin", none.getMessage());
    }

    @Test
    void saysWhereALaterRunMovedABundle() throws Exception {
        Path moved = Files.createDirectories(folder.resolve("out/previous")).resolve("a.glb");
        Files.move(bundle("a", true, new float[] {1, 2}), moved);
        Path lost = folder.resolve("out/bundles/a.glb");
        GradlockException gone = assertThrows(GradlockException.class, () -> compare(lost));
        assertEquals("a later run moved it: " + moved, gone.hint());
        GradlockException never = assertThrows(GradlockException.class, () -> compare(folder.resolve("b.glb")));
        assertTrue(String.valueOf(never.hint()).contains("target/gradlock/previous"), never.hint());
    }

    @Test
    void findsWhatDiffers() throws Exception {
        assertEquals(
                ExitStatus.DIFFERENT,
                compare(
                        bundle("a", true, new float[] {1, 2}),
                        bundle("b", false, new float[] {1, Math.nextUp(2f)}),
                        lone("c", 1, 2)));
        assertTrue(text(out).contains("agree: a, c        apart: b"), text(out));
        assertTrue(text(out).contains("2.0000002  0x40000001"), text(out));
    }

    /** They have no digests, and no case of theirs has a hash. */
    @Test
    void findsWhatDiffersInTwoFilesThatStandAlone() throws Exception {
        assertEquals(ExitStatus.DIFFERENT, compare(lone("a", 1, 2), lone("b", 1, Math.nextUp(2f))));
        assertTrue(text(out).contains("2.0000002  0x40000001"), text(out));
    }

    /** Their digests agree, so that the comparison itself would read no elements. */
    @Test
    void refusesABundleWhoseValuesWereCutShort() throws Exception {
        Path whole = bundle("a", false, new float[] {1, 2});
        Path cut = bundle("b", false, new float[] {1, 2});
        Path values = cut.resolve("values.safetensors");
        Files.write(values, Arrays.copyOf(Files.readAllBytes(values), 10));
        BundleException problem = assertThrows(BundleException.class, () -> compare(whole, cut));
        assertEquals(values.toString(), problem.location());
    }

    @Test
    void findsABundleThatDisagreesWithItself() throws Exception {
        Path bundle = bundle("a", true, new float[] {1, 2}, new float[] {1, 2}, new float[] {1, 3});
        assertEquals(ExitStatus.DIFFERENT, compare(bundle));
        assertTrue(text(out).contains("FAILED  exp  ·  grad  ·  2 values in 3 executions of a"), text(out));
        assertTrue(text(out).contains("first seen at restart 2, iteration 0"), text(out));
        assertTrue(text(out).contains("restart 2, iteration 0   3  0x40400000"), text(out));
    }

    @Test
    void oneBundleThatAgreesWithItselfIsNoComparison() throws Exception {
        assertEquals(ExitStatus.NOTHING_COMPARED, compare(bundle("a", true, new float[] {1}, new float[] {1})));
    }

    @Test
    void jsonIsAllThereIsOnStandardOutput() throws Exception {
        CompareCommand command = command(
                "--json",
                bundle("a", true, new float[] {1}).toString(),
                bundle("b", true, new float[] {2}).toString());
        assertEquals(ExitStatus.DIFFERENT, run(command));
        JsonNode document = new ObjectMapper().readTree(text(out));
        assertEquals("different", document.get("verdict").asText());
        assertEquals("a", document.get("environments").get(0).get("name").asText());
        assertEquals(
                64,
                document.get("environments")
                        .get(0)
                        .get("resultsDigest")
                        .asText()
                        .length());
        assertTrue(text(err).contains("FAILED  exp"));
    }

    @Test
    void writesFilesOnlyWhereItIsTold() throws Exception {
        Path target = folder.resolve("out");
        Path a = bundle("a", true, new float[] {1});
        Path b = bundle("b", true, new float[] {1});
        assertEquals(ExitStatus.REPRODUCIBLE, run(command("--out", target.toString(), a.toString(), b.toString())));
        assertTrue(Files.exists(target.resolve("report/index.html")));
        assertTrue(text(out).contains("report  " + target.resolve("report").resolve("index.html")));
    }

    @Test
    void policiesAndPatternsCount() throws Exception {
        String a = bundle("a", true, new float[] {2}).toString();
        String b = bundle("b", true, new float[] {Math.nextUp(2f)}).toString();
        assertEquals(ExitStatus.REPRODUCIBLE, run(command("--policy", "e*=ulp:1", a, b)));
        assertEquals(ExitStatus.DIFFERENT, run(command("--policy", "log*=ulp:1", a, b)));
        GradlockException none = assertThrows(GradlockException.class, () -> run(command("--case", "log*", a, b)));
        assertEquals(ExitStatus.BAD_INPUT, none.status());
        assertThrows(GradlockException.class, () -> run(command("--policy", "ulp:-1", a, b)));
    }

    @Test
    void partialResultsAreComparedAndIncomplete() throws Exception {
        Path session = session("killed", false, new float[] {1});
        assertEquals(ExitStatus.INCOMPLETE, compare(bundle("a", true, new float[] {1}), session));
        assertTrue(text(out).contains("warning: killed is partial"), text(out));
        assertTrue(text(out).contains("1 is the same bits in 2 of 2 environments, 2 runs."), text(out));
    }

    @Test
    void refusesMissingDamagedAndDoubledBundles() throws Exception {
        Path whole = bundle("a", true, new float[] {1});
        assertEquals(
                ExitStatus.BAD_INPUT,
                assertThrows(GradlockException.class, () -> compare(whole, folder.resolve("none.glb")))
                        .status());
        assertEquals(
                "the same bundle is given twice",
                assertThrows(
                                GradlockException.class,
                                () -> compare(whole, folder.resolve(".").resolve("a.glb")))
                        .getMessage());
        Path cut = folder.resolve("cut.glb");
        byte[] bytes = Files.readAllBytes(whole);
        Files.write(cut, Arrays.copyOf(bytes, bytes.length - 40));
        BundleException damaged = assertThrows(BundleException.class, () -> compare(whole, cut));
        assertTrue(damaged.location().contains("cut.glb"));
        assertFalse(damaged.hint().isEmpty());
    }

    @Test
    void namesakesStayApart() throws Exception {
        Path first = bundle("host", true, new float[] {1});
        Path moved = Files.move(first, folder.resolve("laptop.glb"));
        Path second = bundle("host", true, new float[] {2});
        assertEquals(ExitStatus.DIFFERENT, compare(moved, second));
        assertTrue(text(out).contains("apart: host#2, host#1"), text(out));
        assertTrue(text(out).contains("warning: host#2 is " + moved), text(out));
    }

    @Test
    void helpHasAnExample() {
        CommandLine compare = Main.commandLine().getSubcommands().get("compare");
        assertTrue(compare != null && compare.getUsageMessage().contains("gradlock compare laptop.glb server.glb"));
    }

    private ExitStatus compare(Path... paths) throws Exception {
        return run(command(Arrays.stream(paths).map(Path::toString).toArray(String[]::new)));
    }

    private static CompareCommand command(String... arguments) {
        CompareCommand command = new CompareCommand();
        new CommandLine(command).parseArgs(arguments);
        return command;
    }

    private ExitStatus run(CompareCommand command) throws Exception {
        out.reset();
        err.reset();
        return command.run(new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                command.common));
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }

    /** A bundle of one case; the first execution and further ones, a process each. */
    private Path bundle(String name, boolean zip, float[]... executions) throws IOException {
        List<Path> sessions = new ArrayList<>();
        for (int restart = 0; restart < executions.length; restart++) {
            sessions.add(session("session" + processes++, true, executions[restart]));
        }
        Path target = folder.resolve(zip ? name + ".glb" : name);
        BundleWriter.join(
                sessions, new Manifest.Identity(name, Map.of(), null, null, null), "gradients", "0", target, zip);
        return target;
    }

    private Path session(String name, boolean finished, float... elements) throws IOException {
        Path session = folder.resolve(name);
        try (SessionWriter writer = SessionWriter.create(session, 1)) {
            SessionWriter.CaseWriter exp = writer.begin("exp", 0);
            exp.tensor("grad", ElementType.F32, new long[] {elements.length}, bits(elements));
            exp.end(CaseStatus.PASSED, null);
            if (finished) {
                writer.finish();
            }
        }
        return session;
    }

    private Path lone(String name, float... elements) throws IOException {
        Path file = folder.resolve(name + ".safetensors");
        SafetensorsWriter writer = new SafetensorsWriter();
        writer.add("exp/grad", ElementType.F32, List.of((long) elements.length), () -> TensorData.of(bits(elements)));
        writer.write(file, Map.of());
        return file;
    }

    private static ByteBuffer bits(float... elements) {
        ByteBuffer bits = ByteBuffer.allocate(4 * elements.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float element : elements) {
            bits.putFloat(element);
        }
        return bits.flip();
    }
}
