package io.github.gradlock.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShardJoinTests {
    private static final List<String> IDS =
            List.of("a", "b", "failed", "größe", "skipped", "softmax.grad", "traced", "varies.1", "varies.2", "z");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"1, false", "3, false", "3, true", "10, false", "64, true"})
    void isTheBundleOfARunOfAllCases(int of, boolean zip) throws IOException {
        Path whole = whole();
        List<Path> shards = shards(of, zip);
        Collections.reverse(shards);
        Path joined = folder.resolve("joined.glb");
        Manifest manifest = ShardJoin.join(shards, joined);
        for (String file : List.of("cases.jsonl", "values.safetensors", "variations.safetensors", "trace.jsonl")) {
            assertArrayEquals(Files.readAllBytes(whole.resolve(file)), Files.readAllBytes(joined.resolve(file)), file);
        }
        try (Bundle expected = Bundles.open(whole);
                Bundle actual = Bundles.open(joined);
                Stream<CaseRecord> cases = actual.cases()) {
            assertEquals(IDS, cases.map(CaseRecord::id).toList());
            assertEquals(expected.resultsDigest(), actual.resultsDigest());
            assertEquals(expected.manifest().counts(), actual.manifest().counts());
            assertEquals(manifest, actual.manifest());
            assertNull(actual.manifest().part());
            assertFalse(actual.isPartial());
            assertEquals("17", actual.manifest().provenance().get("jdk.version"));
        }
    }

    @Test
    void saysWhatIsNotTheSameInAllShards() throws IOException {
        List<Path> shards = shards(3, false);
        edit(shards.get(2), text -> text.replace("\"jdk.version\":\"17\"", "\"jdk.version\":\"21\""));
        edit(shards.get(1), text -> text.replace("\"complete\":true", "\"complete\":false"));
        Manifest manifest = ShardJoin.join(shards, folder.resolve("joined.glb"));
        assertEquals("17", manifest.provenance().get("jdk.version"));
        assertEquals("21", manifest.provenance().get("shard3.jdk.version"));
        assertFalse(manifest.complete());
        assertTrue(Files.readString(folder.resolve("joined.glb/log.txt")).contains("--- shard 2/3\n"));
    }

    @Test
    void refusesWhatIsMissingOrThereTwice() throws IOException {
        List<Path> shards = shards(3, false);
        assertRefused("one is missing: 2/3", shards.get(0), shards.get(2));
        assertRefused("2 are missing: 1/3, 3/3", shards.get(1));
        Path copy = folder.resolve("copy");
        copy(shards.get(1), copy);
        assertRefused("is shard 2/3, as ", shards.get(0), shards.get(1), shards.get(2), copy);
        assertRefused("is no shard", shards.get(0), whole());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "of the environment|\"name\":\"host\"|\"name\":\"guest\"",
                "of the environment|\"jit\":\"c2\"|\"jit\":\"c1\"",
                "of a spec|\"spec-hash\":\"spec\"|\"spec-hash\":\"other\"",
                "of a lock|\"lock-hash\":\"lock\"|\"lock-hash\":\"other\"",
                "of the suite|\"name\":\"gradients\"|\"name\":\"others\"",
                "of a suite with the contents|\"sha256\":\"cd|\"sha256\":\"dc",
                "of a run with iterations|\"iterations\":2|\"iterations\":3",
                "of a run with the tags|\"tags\":[]|\"tags\":[\"smoke\"]",
                "of a run with the patterns|\"selects\":[]|\"selects\":[\"a*\"]",
                "one of a number of shards|\"2/3\"|\"2/4\"",
                "no shard 9/3|\"2/3\"|\"9/3\"",
                "does not belong to shard 1/3|\"2/3\"|\"1/3\"",
            })
    void refusesWhatIsOfAnotherRun(String change) throws IOException {
        String[] parts = change.split("\\|");
        List<Path> shards = shards(3, false);
        edit(shards.get(1), text -> text.replace(parts[1], parts[2]));
        if (parts[2].equals("\"1/3\"")) {
            edit(shards.get(0), text -> text.replace("\"1/3\"", "\"2/3\""));
        }
        assertRefused(parts[0], shards.toArray(Path[]::new));
    }

    @Test
    void refusesADamagedShard() throws IOException {
        List<Path> shards = shards(3, false);
        for (Path shard : shards) {
            Path values = shard.resolve("values.safetensors");
            byte[] bytes = Files.readAllBytes(values);
            bytes[bytes.length - 1] ^= 1;
            Files.write(values, bytes);
        }
        assertRefused("its SHA-256 is", shards.toArray(Path[]::new));
    }

    /** Of a shard that says less than it has, the whole would say less. */
    @ParameterizedTest
    @ValueSource(strings = {"passed", "varying"})
    void refusesAShardThatCountsOtherwiseThanItsCases(String count) throws IOException {
        List<Path> shards = shards(3, false);
        edit(shards.get(1), text -> text.replaceFirst("\"" + count + "\":\\d+", "\"" + count + "\":7"));
        assertRefused("counts are ", shards.toArray(Path[]::new));
    }

    private void assertRefused(String message, Path... bundles) throws IOException {
        Path target = folder.resolve("refused.glb");
        BundleException refused = assertThrows(BundleException.class, () -> ShardJoin.join(List.of(bundles), target));
        assertTrue(Objects.requireNonNull(refused.getMessage()).contains(message), refused.getMessage());
        assertFalse(Files.exists(target));
        try (Stream<Path> left = Files.list(folder)) {
            assertTrue(left.noneMatch(path -> path.toString().endsWith(".tmp")));
        }
    }

    private Path whole() throws IOException {
        return bundle("whole", IDS, null, false);
    }

    private List<Path> shards(int of, boolean zip) throws IOException {
        List<Path> shards = new ArrayList<>();
        for (int number = 1; number <= of; number++) {
            Shard shard = new Shard(number, of);
            List<String> ids = IDS.stream().filter(shard::contains).toList();
            shards.add(
                    bundle("shard-" + number + "-of-" + of, ids, new Manifest.Part(shard, List.of(), List.of()), zip));
        }
        return shards;
    }

    private Path bundle(String name, List<String> ids, Manifest.@Nullable Part part, boolean zip) throws IOException {
        List<Path> sessions = new ArrayList<>();
        for (int restart = 0; restart < 2; restart++) {
            int process = restart;
            Path session = folder.resolve(name + "-" + restart);
            sessions.add(Sessions.session(session, 2, writer -> run(writer, ids, process)));
            Files.writeString(session.resolve("log.txt"), "hello\n");
        }
        Path target = folder.resolve(name + ".glb");
        BundleWriter.join(sessions, Sessions.IDENTITY, "gradients", Sessions.SUITE_HASH, part, id -> true, target, zip);
        return target;
    }

    private static void run(SessionWriter session, List<String> ids, int restart) throws IOException {
        for (int iteration = 0; iteration < 2; iteration++) {
            for (String id : ids) {
                switch (id) {
                    case "failed" -> session.begin(id, iteration).end(CaseStatus.FAILED, "no");
                    case "skipped" -> session.begin(id, iteration).end(CaseStatus.SKIPPED, "needs a GPU");
                    case "varies.1", "varies.2" -> Sessions.one(session, id, iteration, restart, iteration);
                    case "traced" -> traced(session, iteration);
                    default -> Sessions.one(session, id, iteration, id.length(), 2, 3);
                }
            }
        }
    }

    private static void traced(SessionWriter session, int iteration) throws IOException {
        SessionWriter.CaseWriter writing = session.begin("traced", iteration);
        writing.tensor("g", ElementType.F32, new long[] {1}, Sessions.floats(4));
        if (iteration == 0) {
            TraceStep.Output output =
                    new TraceStep.Output(0, ElementType.F32, List.of(1L), Sha256.hex(Sessions.floats(4)));
            writing.step("forward", "input", Map.of(), List.of(), List.of(output));
        }
        writing.end(CaseStatus.PASSED, null);
    }

    /** Changes a manifest, whose layout is taken out so that the changes are short. */
    private static void edit(Path bundle, UnaryOperator<String> change) throws IOException {
        Path manifest = bundle.resolve("manifest.json");
        String text = Files.readString(manifest).replaceAll("\\n *", "").replace("\": ", "\":");
        String changed = change.apply(text);
        assertFalse(changed.equals(text), () -> "nothing to change in " + text);
        Files.writeString(manifest, changed);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName().toString()));
            }
        }
    }
}
