package io.github.gradlock.harness.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineCommandTests {
    @TempDir
    Path folder = Path.of("");

    private CommandFixture fixture = new CommandFixture(folder);
    private int sessions;

    @BeforeEach
    void fixture() {
        fixture = new CommandFixture(folder);
    }

    @Test
    void theLastRunIsKeptAndHeldAgainst() throws Exception {
        bundle("bundles/a", Map.of("exp", 1f, "log", 2f));
        bundle("bundles/b", Map.of("exp", 1f, "log", 2f));
        assertEquals(ExitStatus.REPRODUCIBLE, save("--out", folder.toString()));
        assertTrue(fixture.out().startsWith("saved  …/baselines/gradients.glb  2 cases  "), fixture::out);

        assertEquals(ExitStatus.REPRODUCIBLE, check("--out", folder.toString()));
        assertTrue(fixture.out().contains("2 of 2 cases are the same bits in 3 of 3 environments"), fixture::out);
        assertTrue(Files.exists(folder.resolve("baseline/report/index.html")));

        assertEquals(ExitStatus.REPRODUCIBLE, save("--out", folder.toString()));
        assertTrue(fixture.out().startsWith("unchanged  …/baselines/gradients.glb  "), fixture::out);
    }

    @Test
    void aBaselineIsReplacedOnPurposeOnlyAndSaysWhatMoved() throws Exception {
        save(bundle("a", Map.of("exp", 1f, "log", 2f, "sin", 3f)));
        String next = bundle("b", Map.of("exp", Math.nextUp(1f), "log", 2f, "cos", 4f));
        byte[] kept = Files.readAllBytes(folder.resolve("baselines/gradients.glb"));

        assertEquals(ExitStatus.DIFFERENT, save(next));
        assertEquals("""
                1 moved, 1 new, 1 gone, 1 as they were
                  moved  exp  ·  grad 1 of 1 elements, at most 1 ulp
                  new    cos
                  gone   sin
                not saved: …/baselines/gradients.glb holds other results
                """, fixture.out());
        assertArrayEquals(kept, Files.readAllBytes(folder.resolve("baselines/gradients.glb")));

        assertEquals(ExitStatus.DIFFERENT, check(next));
        assertTrue(fixture.out().contains("apart: the baseline, b"), fixture::out);
        assertTrue(fixture.err().contains("--update keeps them"), fixture::err);

        assertEquals(ExitStatus.REPRODUCIBLE, save("--update", next));
        assertEquals(ExitStatus.REPRODUCIBLE, check(next));
    }

    @Test
    void aDocumentSaysTheSame() throws Exception {
        String bundle = bundle("a", Map.of("exp", 1f));
        save("--json", bundle);
        JsonNode document = new ObjectMapper().readTree(fixture.out());
        assertEquals("saved", document.get("verdict").asText());
        assertEquals(1, document.get("cases").asInt());
        assertEquals(64, document.get("resultsDigest").asText().length());
    }

    @Test
    void aCaseOfOneSideMakesTheCheckIncomplete() throws Exception {
        save(bundle("a", Map.of("exp", 1f)));
        assertEquals(ExitStatus.INCOMPLETE, check(bundle("b", Map.of("exp", 1f, "log", 1f))));
        assertTrue(fixture.out().contains("missing in the baseline"), fixture::out);
    }

    @Test
    void whatIsNotOneTruthIsRefused() throws Exception {
        String a = bundle("a", Map.of("exp", 1f));
        GradlockException apart = failure(saving(), a, bundle("b", Map.of("exp", 2f)));
        assertEquals(ExitStatus.DIFFERENT, apart.status());
        assertEquals("the bundles differ, and a baseline is one truth", apart.getMessage());

        GradlockException part =
                failure(saving(), session("killed", false, Map.of("exp", 1f)).toString());
        assertEquals(ExitStatus.INCOMPLETE, part.status());
        assertFalse(Files.exists(folder.resolve("baselines")));
    }

    @Test
    void whatVariesIsNotAdvisedToBeSaved() throws Exception {
        save(bundle("a", Map.of("exp", 1f)));
        Path varying = folder.resolve("varying.glb");
        BundleWriter.join(
                List.of(session("first", true, Map.of("exp", 1f)), session("second", true, Map.of("exp", 2f))),
                new Manifest.Identity("varying", Map.of(), null, null, null),
                "gradients",
                "0",
                varying,
                true);

        assertEquals(ExitStatus.DIFFERENT, check(varying.toString()));
        assertTrue(fixture.err().contains("hint: what varies cannot be kept as a baseline"), fixture::err);
        assertFalse(fixture.err().contains("--update"), fixture::err);
    }

    /** A copy of it under the baseline's name could not be opened again. */
    @Test
    void tensorsWithoutAManifestAreNoBaseline() throws Exception {
        Path lone = folder.resolve("lone.safetensors");
        SafetensorsWriter writer = new SafetensorsWriter();
        writer.add("exp/grad", ElementType.F32, List.of(1L), () -> TensorData.of(ByteBuffer.allocate(4)));
        writer.write(lone, Map.of());
        BundleException problem = assertThrows(BundleException.class, () -> save(lone.toString()));
        assertEquals(lone.toString(), problem.location());
        assertFalse(Files.exists(folder.resolve("baselines/lone.glb")));
    }

    @Test
    void wrongNamesAreSaidSo() throws Exception {
        String a = bundle("a", Map.of("exp", 1f));
        assertEquals(
                "use letters, digits, dots, hyphens and underscores: --name my-truth",
                failure(saving(), a, "--name", "my truth").hint());
        assertEquals("keep one: gradlock baseline save", failure(checking(), a).hint());
        save(a, "--name", "x86");
        GradlockException other = failure(checking(), a, "--name", "arm");
        assertEquals(folder.resolve("baselines/arm.glb").toString(), other.location());
        assertEquals("there are x86: give --name", other.hint());
        assertEquals(
                "gradlock run first, or name a bundle",
                failure(saving(), "--out", folder.resolve("none").toString()).hint());
    }

    private ExitStatus save(String... arguments) throws Exception {
        return fixture.run(saving(), with(arguments));
    }

    private ExitStatus check(String... arguments) throws Exception {
        return fixture.run(checking(), with(arguments));
    }

    private GradlockException failure(GradlockCommand command, String... arguments) throws Exception {
        return fixture.failure(command, with(arguments));
    }

    private String[] with(String... arguments) {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--baselines";
        all[arguments.length + 1] = folder.resolve("baselines").toString();
        return all;
    }

    private static BaselineSaveCommand saving() {
        return new BaselineSaveCommand();
    }

    private static BaselineCheckCommand checking() {
        return new BaselineCheckCommand();
    }

    private String bundle(String path, Map<String, Float> cases) throws IOException {
        Path target = folder.resolve(path + ".glb");
        Path session = session("session" + sessions++, true, cases);
        String name = target.getFileName().toString().replace(".glb", "");
        BundleWriter.join(
                List.of(session),
                new Manifest.Identity(name, Map.of(), null, null, null),
                "gradients",
                "0",
                target,
                true);
        return target.toString();
    }

    private Path session(String name, boolean finished, Map<String, Float> cases) throws IOException {
        Path session = folder.resolve(name);
        try (SessionWriter writer = SessionWriter.create(session, 1)) {
            for (Map.Entry<String, Float> each : new java.util.TreeMap<>(cases).entrySet()) {
                SessionWriter.CaseWriter written = writer.begin(each.getKey(), 0);
                ByteBuffer bits = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
                written.tensor(
                        "grad",
                        ElementType.F32,
                        new long[] {1},
                        bits.putFloat(each.getValue()).flip());
                written.end(CaseStatus.PASSED, null);
            }
            if (finished) {
                writer.finish();
            }
        }
        return session;
    }
}
