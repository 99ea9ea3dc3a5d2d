package io.github.gradlock.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundleTests {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsWhatItWrites(boolean zip) throws IOException {
        Path path = Sessions.bundle(folder, zip);
        try (Bundle bundle = Bundles.open(path)) {
            assertEquals(path, bundle.path());
            assertFalse(bundle.isPartial());
            assertEquals("host[jit=c2]", bundle.manifest().identity().displayName());
            assertEquals(new Manifest.Counts(5, 3, 1, 1, 1), bundle.manifest().counts());
            assertEquals(2, bundle.manifest().iterations());
            assertEquals(2, bundle.manifest().restarts());
            assertEquals("17", bundle.manifest().provenance().get("jdk.version"));
            assertEquals(
                    List.of("failed", "skipped", "steady", "traced", "varies"),
                    bundle.cases().map(CaseRecord::id).toList());
            assertEquals(
                    List.of("failed", "skipped", "steady", "traced", "varies"),
                    List.copyOf(bundle.caseDigests().keySet()));
            assertEquals(
                    bundle.resultsDigest(),
                    ResultsDigest.root(bundle.caseDigests().values()));
            assertEquals("needs a GPU", bundle.findCase("skipped").orElseThrow().reason());
            assertEquals(Sessions.floats(1, 2, 3), bundle.tensor("steady", "g").whole());
            assertTrue(bundle.findCase("none").isEmpty());
            List<TraceStep> trace = bundle.trace("traced");
            assertEquals(
                    List.of("input", "exp"), trace.stream().map(TraceStep::op).toList());
            assertEquals(List.of(0L), trace.get(1).inputs());
            assertEquals(Map.of("axis", "1"), trace.get(1).attributes());
            assertEquals(List.of(), bundle.trace("steady"));
        }
    }

    @Test
    void keepsEveryVariationAndNothingTwice() throws IOException {
        try (Bundle bundle = Bundles.open(Sessions.bundle(folder, true))) {
            CaseRecord varies = bundle.findCase("varies").orElseThrow();
            assertEquals(3, varies.repetitions().size());
            float[][] expected = {{1, 1}, {2, 0}, {2, 1}};
            for (int i = 0; i < 3; i++) {
                Repetition repetition = varies.repetitions().get(i);
                assertEquals((i + 1) / 2 + "." + (i + 1) % 2, repetition.restart() + "." + repetition.iteration());
                assertEquals(
                        Sessions.floats(expected[i]),
                        bundle.tensor("varies", "g", repetition).whole());
            }
            Repetition steady =
                    bundle.findCase("steady").orElseThrow().repetitions().get(2);
            assertEquals(
                    Sessions.floats(1, 2, 3),
                    bundle.tensor("steady", "g", steady).whole());
        }
        try (Bundle bundle = Bundles.open(Sessions.bundle(folder.resolve("again"), false))) {
            SafetensorsReader variations = SafetensorsReader.open(bundle.path().resolve("variations.safetensors"));
            assertEquals(
                    List.of("varies/g@0.1", "varies/g@1.0", "varies/g@1.1"),
                    List.copyOf(variations.tensors().keySet()));
        }
    }

    /** The second iteration of a restart equals the restart's first, which differs from the run's first. */
    @Test
    void findsElementsThatOnlyTheRestartsFirstIterationKept() throws IOException {
        Path first = Sessions.session(folder.resolve("a"), 1, session -> Sessions.one(session, "c", 0, 1));
        Path second = Sessions.session(folder.resolve("b"), 2, session -> {
            Sessions.one(session, "c", 0, 5);
            Sessions.one(session, "c", 1, 5);
        });
        try (Bundle bundle = Bundles.open(join(first, second))) {
            for (Repetition repetition : bundle.findCase("c").orElseThrow().repetitions()) {
                assertEquals(
                        Sessions.floats(5), bundle.tensor("c", "g", repetition).whole());
            }
        }
    }

    @Test
    void theDigestCoversResultsAndNothingElse() throws IOException {
        Path base = Sessions.session(folder.resolve("base"), 1, session -> Sessions.one(session, "c", 0, 1, 2));
        Path other = Sessions.session(folder.resolve("other"), 3, session -> {
            session.provenance(Map.of("jdk.version", "25", "os.name", "other"));
            Sessions.one(session, "c", 0, 1, 2);
            Sessions.one(session, "c", 1, 1, 2);
        });
        Manifest a = manifest(join(base));
        Manifest b = BundleWriter.join(
                List.of(other, base),
                new Manifest.Identity("x", Map.of(), null, null, "sha256:1"),
                "s",
                "h",
                folder.resolve("x"),
                false);
        assertEquals(a.resultsDigest(), b.resultsDigest());
        assertNotEquals(a.provenance(), b.provenance());
        assertEquals("17", b.provenance().get("restart1.jdk.version"));
        int bits = 2 * Float.SIZE;
        for (int bit = 0; bit < bits; bit++) {
            ByteBuffer elements = Sessions.floats(1, 2);
            elements.put(bit / 8, (byte) (elements.get(bit / 8) ^ 1 << bit % 8));
            Path changed = Sessions.session(folder.resolve("bit" + bit), 1, session -> {
                SessionWriter.CaseWriter writing = session.begin("c", 0);
                writing.tensor("g", ElementType.F32, new long[] {2}, elements);
                writing.end(CaseStatus.PASSED, null);
            });
            assertNotEquals(a.resultsDigest(), manifest(changed).resultsDigest(), "bit " + bit);
        }
    }

    @Test
    void aKilledProcessLeavesWhatItHadFinished() throws IOException {
        Path killed = folder.resolve("killed");
        try (SessionWriter writer = SessionWriter.create(killed, 3)) {
            Sessions.one(writer, "done", 0, 1, 2);
            writer.begin("cut", 0).tensor("g", ElementType.F32, new long[] {1}, Sessions.floats(9));
        }
        Files.writeString(
                killed.resolve("cases.jsonl"), "{\"id\":\"cut\",\"iter", java.nio.file.StandardOpenOption.APPEND);
        for (Path path : List.of(killed, join(killed))) {
            try (Bundle bundle = Bundles.open(path)) {
                assertTrue(bundle.isPartial());
                assertEquals(List.of("done"), bundle.cases().map(CaseRecord::id).toList());
                assertEquals(Sessions.floats(1, 2), bundle.tensor("done", "g").whole());
                assertEquals(
                        bundle.resultsDigest(),
                        ResultsDigest.root(bundle.caseDigests().values()));
            }
        }
    }

    @Test
    void aProcessThatNeverStartedMakesAPartialBundle() throws IOException {
        Path first = Sessions.session(folder.resolve("a"), 1, session -> Sessions.one(session, "c", 0, 1));
        try (Bundle bundle = Bundles.open(join(first, folder.resolve("missing")))) {
            assertTrue(bundle.isPartial());
            assertEquals(1, bundle.manifest().counts().cases());
        }
    }

    @Test
    void aLoneSafetensorsFileIsABundle() throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter();
        writer.add(
                "mlp/w.grad",
                ElementType.F32,
                List.of(2L),
                () -> TensorData.of(Sessions.floats(1, Float.intBitsToFloat(0xffc00001))));
        writer.add("mlp/b.grad", ElementType.F32, List.of(1L), () -> TensorData.of(Sessions.floats(3)));
        writer.add("loss", ElementType.F32, List.of(), () -> TensorData.of(Sessions.floats(4)));
        Path file = Files.createDirectories(folder.resolve("py")).resolve("values.safetensors");
        writer.write(file, Map.of());
        for (Path path : List.of(file, file.resolveSibling(""), join(file.resolveSibling("")))) {
            try (Bundle bundle = Bundles.open(path)) {
                assertFalse(bundle.isPartial());
                assertEquals(path.toString().endsWith(".glb"), bundle.isHashed());
                assertEquals(
                        List.of("loss", "mlp"), List.copyOf(bundle.caseDigests().keySet()));
                assertEquals(Sessions.floats(4), bundle.tensor("loss", "value").whole());
                // A lone file's bits stay as they are; its hash, and so the bundle that is made of it, has the
                // canonical NaN.
                int nan = path.toString().endsWith(".glb") ? 0x7fc00000 : 0xffc00001;
                assertEquals(
                        Sessions.floats(1, Float.intBitsToFloat(nan)),
                        bundle.tensor("mlp", "w.grad").whole());
            }
        }
        assertEquals("values", manifestOf(file).identity().environment());
        try (Bundle lone = Bundles.open(file)) {
            assertFalse(lone.isHashed());
            assertEquals(manifestOf(join(file.resolveSibling(""))).resultsDigest(), lone.resultsDigest());
        }
    }

    @Test
    void valuesBesideAnotherFileArePartial() throws IOException {
        Path session = Files.createDirectories(folder.resolve("command"));
        SafetensorsWriter writer = new SafetensorsWriter();
        writer.add("loss", ElementType.F32, List.of(), () -> TensorData.of(Sessions.floats(4)));
        writer.write(session.resolve("values.safetensors"), Map.of());
        try (Bundle alone = Bundles.open(session)) {
            assertFalse(alone.isPartial());
        }
        Files.createFile(session.resolve("values.safetensors.part"));
        try (Bundle beside = Bundles.open(session)) {
            assertTrue(beside.isPartial());
            assertEquals(Sessions.floats(4), beside.tensor("loss", "value").whole());
        }
    }

    @Test
    void furtherExecutionsOfAProgramAreReadAsWell() throws IOException {
        Path session = Files.createDirectories(folder.resolve("command"));
        for (int iteration = 0; iteration < 2; iteration++) {
            float value = iteration;
            SafetensorsWriter writer = new SafetensorsWriter();
            writer.add("loss", ElementType.F32, List.of(), () -> TensorData.of(Sessions.floats(value)));
            writer.write(session.resolve(iteration == 0 ? "values.safetensors" : "values.1.safetensors"), Map.of());
        }
        try (Bundle bundle = Bundles.open(session)) {
            assertEquals(2, bundle.manifest().iterations());
            assertEquals(1, bundle.manifest().counts().varying());
            CaseRecord loss = bundle.findCase("loss").orElseThrow();
            Repetition second = loss.repetitions().get(0);
            assertEquals(
                    Sessions.floats(1), bundle.tensor("loss", "value", second).whole());
        }
        BundleCheck check = BundleCheck.of(session, BundleCheck.Listener.NONE);
        assertEquals(BundleCheck.Voucher.NOTHING, check.voucher(), "nobody recorded their hashes");
        try (Bundle first = Bundles.open(session.resolve("values.safetensors"))) {
            assertEquals(1, first.manifest().iterations());
        }
    }

    @ParameterizedTest
    @CsvSource({"loss/,tensor", "/w.grad,case", "'',case"})
    void aKeyThatNamesNoCaseOrNoTensorIsRefused(String key, String what) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter();
        writer.add(key, ElementType.F32, List.of(), () -> TensorData.of(Sessions.floats(4)));
        Path file = folder.resolve("values.safetensors");
        writer.write(file, Map.of());
        for (Executable use : List.<Executable>of(() -> Bundles.open(file), () -> join(folder))) {
            BundleException refused = assertThrows(BundleException.class, use);
            assertEquals("key '" + key + "' names no " + what, refused.getMessage());
            assertEquals(file.toString(), refused.location());
        }
    }

    @Test
    void writesTheSameZipTwice() throws IOException {
        Path sessions = Sessions.session(folder.resolve("s"), 1, session -> Sessions.one(session, "c", 0, 1));
        Path one = folder.resolve("one.glb");
        Path two = folder.resolve("two.glb");
        BundleWriter.join(List.of(sessions), Sessions.IDENTITY, "s", "h", one, true);
        BundleWriter.join(List.of(sessions), Sessions.IDENTITY, "s", "h", two, true);
        assertEquals(-1, Files.mismatch(one, two));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void replacesABundleAndLeavesNothingBeside(boolean zip) throws IOException {
        Path target = folder.resolve("out").resolve("b");
        for (float value : new float[] {1, 2}) {
            Path session =
                    Sessions.session(folder.resolve("s" + value), 1, writer -> Sessions.one(writer, "c", 0, value));
            BundleWriter.join(List.of(session), Sessions.IDENTITY, "s", "h", target, zip);
        }
        try (Bundle bundle = Bundles.open(target);
                Stream<Path> beside = Files.list(folder.resolve("out"))) {
            assertEquals(Sessions.floats(2), bundle.tensor("c", "g").whole());
            assertEquals(List.of(target), beside.toList());
        }
    }

    @Test
    void theOlderBundleComesBackIfTheNewOneCannotTakeItsPlace() throws IOException {
        Path target = Sessions.bundle(folder, false);
        Path aside = HalfWritten.aside(target);
        Path gone = folder.resolve("gone");
        assertThrows(IOException.class, () -> BundleWriter.replace(target, gone, aside));
        assertFalse(Files.exists(aside));
        try (Bundle older = Bundles.open(target)) {
            assertEquals(Sessions.floats(1, 2, 3), older.tensor("steady", "g").whole());
        }
    }

    /** Whoever clears up after killed processes looks for this form, beside the bundle. */
    @Test
    void whatIsUnfinishedCanBeToldByItsName() throws IOException {
        Path unfinished = HalfWritten.beside(folder.resolve("host.glb"));
        assertEquals(folder.toAbsolutePath(), unfinished.getParent());
        assertTrue(unfinished.getFileName().toString().matches("\\..*\\.tmp"), unfinished::toString);
        assertNotEquals(unfinished, HalfWritten.beside(folder.resolve("host.glb")));
    }

    @Test
    void aFailedJoinLeavesNothing() throws IOException {
        Path session = Sessions.session(folder.resolve("s"), 1, writer -> Sessions.one(writer, "c", 0, 1));
        Files.write(session.resolve("values.bin"), new byte[1]);
        Path out = folder.resolve("out");
        assertThrows(
                BundleException.class,
                () -> BundleWriter.join(List.of(session), Sessions.IDENTITY, "s", "h", out.resolve("b"), true));
        try (Stream<Path> left = Files.list(out)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void rejectsBadRecords() throws IOException {
        try (SessionWriter session = SessionWriter.create(folder.resolve("s"), 1)) {
            SessionWriter.CaseWriter writing = session.begin("c", 0);
            writing.tensor("g", ElementType.F32, new long[] {1}, Sessions.floats(1));
            for (String name : List.of("g", "", "a/b")) {
                assertThrows(
                        IllegalArgumentException.class,
                        () -> writing.tensor(name, ElementType.F32, new long[] {1}, Sessions.floats(1)));
            }
            assertThrows(
                    IllegalArgumentException.class,
                    () -> writing.tensor("h", ElementType.F32, new long[] {2}, Sessions.floats(1)));
        }
        assertThrows(IOException.class, () -> SessionWriter.create(folder.resolve("s"), 1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void readsRandomBundles(long seed) throws IOException {
        Random random = new Random(seed);
        Path session = folder.resolve("s");
        Map<String, ByteBuffer> expected = new java.util.TreeMap<>();
        try (SessionWriter writer = SessionWriter.create(session, 1)) {
            for (int i = 0; i < 30; i++) {
                String id = "[" + i + "] \"" + (char) (0x20 + random.nextInt(0x500)) + "/\n\ud83d\ude00" + i;
                SessionWriter.CaseWriter writing = writer.begin(id, 0);
                for (int j = random.nextInt(4); j > 0; j--) {
                    byte[] elements = new byte[8 * random.nextInt(40)];
                    random.nextBytes(elements);
                    writing.tensor(
                            "t" + j, ElementType.I64, new long[] {elements.length / 8}, ByteBuffer.wrap(elements));
                    expected.put(id + "\0t" + j, ByteBuffer.wrap(elements));
                }
                writing.end(CaseStatus.PASSED, null);
            }
            writer.finish();
        }
        try (Bundle bundle = Bundles.open(join(session))) {
            assertEquals(30, bundle.cases().count());
            for (Map.Entry<String, ByteBuffer> each : expected.entrySet()) {
                String[] key = each.getKey().split("\0");
                assertEquals(each.getValue(), bundle.tensor(key[0], key[1]).whole());
            }
        }
    }

    private Path join(Path... sessions) throws IOException {
        Path target = Files.createTempDirectory(folder, "join").resolve("b.glb");
        BundleWriter.join(List.of(sessions), Sessions.IDENTITY, "suite", Sessions.SUITE_HASH, target, true);
        return target;
    }

    private Manifest manifest(Path session) throws IOException {
        return manifestOf(Files.isDirectory(session) ? join(session) : session);
    }

    private static Manifest manifestOf(Path path) throws IOException {
        try (Bundle bundle = Bundles.open(path)) {
            return bundle.manifest();
        }
    }
}
