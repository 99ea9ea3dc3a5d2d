package io.github.gradlock.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileBundleTests {
    @TempDir
    Path folder;

    private Path bundle = Path.of("");

    @BeforeEach
    void writeBundle() throws IOException {
        bundle = Sessions.bundle(folder.resolve("good"), false);
    }

    @Test
    void recognisesEveryTruncatedZip() throws IOException {
        byte[] whole = Files.readAllBytes(Sessions.bundle(folder.resolve("zip"), true));
        Path cut = folder.resolve("cut.glb");
        for (int length = 0; length < whole.length; length += length < 64 || length > whole.length - 64 ? 1 : 37) {
            Files.write(cut, Arrays.copyOf(whole, length));
            BundleException fault = assertThrows(BundleException.class, () -> Sessions.readAll(cut));
            assertTrue(fault.location().startsWith(cut.toString()), fault.location());
            assertFalse(fault.hint().isEmpty());
        }
    }

    /** A comparison of bundles that agree reads no elements, so that the length alone can show that some are gone. */
    @ParameterizedTest
    @ValueSource(strings = {"cases.jsonl", "values.safetensors", "variations.safetensors", "trace.jsonl", "log.txt"})
    void refusesToOpenAFolderWithAFileOfAnotherLength(String name) throws IOException {
        Path file = bundle.resolve(name);
        byte[] whole = Files.readAllBytes(file);
        for (int length : new int[] {0, whole.length / 2, whole.length - 1, whole.length + 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            BundleException fault = assertThrows(BundleException.class, () -> Bundles.open(bundle));
            assertEquals(file.toString(), fault.location());
            assertEquals("it has " + length + " bytes, the manifest says " + whole.length, fault.getMessage());
        }
    }

    /** What is kept may be read much later, and by others. */
    @Test
    void aDamagedBundleIsNotPacked() throws IOException {
        Path kept = folder.resolve("kept.glb");
        PackedBundle.pack(bundle, kept, false, BundleCheck.Listener.NONE);
        byte[] whole = Files.readAllBytes(kept);
        for (String name : List.of("values.safetensors", "variations.safetensors", "trace.jsonl", "log.txt")) {
            byte[] bytes = Files.readAllBytes(bundle.resolve(name));
            byte[] changed = bytes.clone();
            changed[changed.length - 1] ^= 0x01;
            Files.write(bundle.resolve(name), changed);
            BundleException fault = assertThrows(
                    BundleException.class,
                    () -> PackedBundle.pack(bundle, kept, false, BundleCheck.Listener.NONE),
                    name);
            assertEquals(bundle.resolve(name).toString(), fault.location());
            Files.write(bundle.resolve(name), bytes);
        }
        assertTrue(Arrays.equals(whole, Files.readAllBytes(kept)));
    }

    @Test
    void saysWhatStandsInThePlaceOfABundle() throws IOException {
        Path pointer = folder.resolve("pointer.glb");
        Files.writeString(pointer, "version https://git-lfs.example/spec/v1\noid sha256:00\nsize 1\n");
        assertEquals(
                "git lfs pull fetches it",
                assertThrows(BundleException.class, () -> Bundles.open(pointer)).hint());
        Files.delete(bundle.resolve("manifest.json"));
        BundleException lost = assertThrows(BundleException.class, () -> Bundles.open(bundle));
        assertTrue(String.valueOf(lost.getMessage()).startsWith("no manifest.json"), lost::toString);
    }

    /** Whatever byte is changed, either a fault is raised or every result is what it was. */
    @Test
    void noChangedByteChangesAResultUnseen() throws IOException {
        Path zip = Sessions.bundle(folder.resolve("zip"), true);
        byte[] whole = Files.readAllBytes(zip);
        String before = Sessions.readAll(zip);
        Path changed = folder.resolve("changed.glb");
        int faults = 0;
        for (int at = 0; at < whole.length; at += 7) {
            byte[] bytes = whole.clone();
            bytes[at] ^= 0x04;
            Files.write(changed, bytes);
            try {
                assertEquals(before, Sessions.readAll(changed), "byte " + at);
            } catch (BundleException e) {
                faults++;
            }
        }
        assertTrue(faults > whole.length / 14, "only " + faults + " faults");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cases.jsonl", "trace.jsonl"})
    void comparesAFileWithItsChecksumBeforeUse(String name) throws IOException {
        byte[] content = Files.readAllBytes(bundle.resolve(name));
        content[content.length / 2] ^= 1;
        Files.write(bundle.resolve(name), content);
        try (Bundle opened = Bundles.open(bundle)) {
            assertEquals(64, opened.resultsDigest().length(), "the manifest is enough for the digest");
        }
        BundleException fault = assertThrows(BundleException.class, () -> Sessions.readAll(bundle));
        assertEquals(bundle.resolve(name).toString(), fault.location());
        assertTrue(String.valueOf(fault.getMessage()).startsWith("its SHA-256 is "), fault.getMessage());
        Files.delete(bundle.resolve(name));
        assertThrows(BundleException.class, () -> Bundles.open(bundle));
    }

    @ParameterizedTest
    @CsvSource({
        "values.safetensors, true",
        "values.safetensors, false",
        "variations.safetensors, true",
        "variations.safetensors, false"
    })
    void comparesATensorWithItsChecksumBeforeUse(String name, boolean fast) throws IOException {
        if (!fast) {
            // As a writer in another language may leave it.
            String cases = Files.readString(bundle.resolve("cases.jsonl"));
            String plain = cases.replaceAll(",\"crc32c\":\"[0-9a-f]{8}\"", "");
            assertNotEquals(cases, plain);
            Files.writeString(bundle.resolve("cases.jsonl"), plain);
            vouch("cases.jsonl");
            assertFalse(Sessions.readAll(bundle).isEmpty());
        }
        Path file = bundle.resolve(name);
        byte[] whole = Files.readAllBytes(file);
        for (int at = 8; at < whole.length; at++) {
            byte[] bytes = whole.clone();
            bytes[at] ^= 1;
            Files.write(file, bytes);
            BundleException fault = assertThrows(BundleException.class, () -> Sessions.readAll(bundle), "byte " + at);
            assertTrue(fault.location().startsWith(file.toString()), fault.location());
        }
        Files.delete(file);
        assertThrows(BundleException.class, () -> Bundles.open(bundle));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"format-version\": 1|\"format-version\": 2|format version 2|:2:",
                "\"complete\": true|\"complete\": \"yes\"|expected true or false|:19:",
                "\"varying\"|\"variyng\"|no field 'varying'|:20:",
                "\"suite\": {|\"suit\": {}, \"suite\": {|unknown field 'suit'|:11:",
                "\"iterations\": 2|\"iterations\": -2|whole number|:15:",
                "\"cases.jsonl\"|\"cases.json\"|'cases.json' is missing|",
                "\"bytes\"|\"size\"|no field 'bytes'|",
                "\"bytes\":|\"bytes\": \"few\", \"x\":|whole number|",
            })
    void saysWhereTheManifestIsWrong(String from, String to, String message, String place) throws IOException {
        Path file = bundle.resolve("manifest.json");
        String text = Files.readString(file);
        assertTrue(text.contains(from), text);
        Files.writeString(file, text.replace(from, to));
        BundleException fault = assertThrows(BundleException.class, () -> Bundles.open(bundle));
        assertTrue(String.valueOf(fault.getMessage()).contains(message), fault.getMessage());
        assertTrue((fault.location() + ":").contains(place == null ? "" : place), fault.location());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"status\":\"failed\"|\"status\":\"broken\"|unknown status 'broken'|:1:",
                "\"id\":\"steady\"|\"id\":\"failed\"|case 'failed' after 'skipped'|:3:1",
                "\"dtype\":\"F32\"|\"dtype\":\"F33\"|'F33' is not supported|:3:",
                "\"name\":\"g\"|\"name\":\"a/g\"|tensor name 'a/g'|:3:",
                "\"shape\":[3]|\"shape\":[4]|results-digest|",
                "\"restart\":0|\"restart\":-1|whole number|:1:",
                "\"crc32c\":\"|\"crc32c\":\"+|crc32c '+|:3:",
            })
    void saysWhereACaseIsWrong(String from, String to, String message, String place) throws IOException {
        edit("cases.jsonl", from, to);
        BundleException fault = assertThrows(BundleException.class, () -> Sessions.readAll(bundle));
        assertTrue(String.valueOf(fault.getMessage()).contains(message), fault.getMessage());
        assertTrue(fault.location().contains(place == null ? "" : place), fault.location());
    }

    @Test
    void comparesTheElementsWithTheCase() throws IOException {
        SafetensorsWriter other = new SafetensorsWriter();
        other.add("steady/g", ElementType.F32, List.of(3L), () -> TensorData.of(Sessions.floats(1, 2, 4)));
        Files.delete(bundle.resolve("values.safetensors"));
        other.write(bundle.resolve("values.safetensors"), Map.of());
        vouch("values.safetensors");
        try (Bundle opened = Bundles.open(bundle)) {
            BundleException fault = assertThrows(BundleException.class, () -> opened.tensor("steady", "g"));
            assertTrue(String.valueOf(fault.getMessage()).contains("has not the checksum"), fault.getMessage());
            fault = assertThrows(BundleException.class, () -> opened.tensor("varies", "g"));
            assertTrue(String.valueOf(fault.getMessage()).contains("is missing"), fault.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../manifest.json", "a/../../b", "/etc/passwd", "C:/x", "a\\..\\b", ".."})
    void refusesNamesThatLeaveTheBundle(String name) throws IOException {
        Path file = folder.resolve("escape.glb");
        zip(file, ZipEntry.STORED, name);
        BundleException fault = assertThrows(BundleException.class, () -> Bundles.open(file));
        assertTrue(String.valueOf(fault.getMessage()).contains("outside the bundle"), fault.getMessage());
    }

    @Test
    void refusesDuplicatesOverlapsAndTooManyEntries() throws IOException {
        Path file = folder.resolve("twice.glb");
        zip(file, ZipEntry.STORED, "manifest.json", "manifest.jsom");
        byte[] bytes = Files.readAllBytes(file);
        String hex = HexFormat.of().formatHex(bytes);
        String jsom = HexFormat.of().formatHex("jsom".getBytes(StandardCharsets.UTF_8));
        String json = HexFormat.of().formatHex("json".getBytes(StandardCharsets.UTF_8));
        Files.write(file, HexFormat.of().parseHex(hex.replace(jsom, json)));
        BundleException fault = assertThrows(BundleException.class, () -> Bundles.open(file));
        assertEquals("two entries named 'manifest.json'", fault.getMessage());

        int second = hex.lastIndexOf("504b0102") / 2;
        bytes[second + 42] = 0; // the second entry's local header is now the first's
        Files.write(file, bytes);
        fault = assertThrows(BundleException.class, () -> Bundles.open(file));
        assertTrue(String.valueOf(fault.getMessage()).startsWith("two entries overlap"), fault.getMessage());

        String[] many = new String[Limits.ZIP_ENTRIES + 1];
        Arrays.setAll(many, i -> "f" + i);
        zip(file, ZipEntry.STORED, many);
        assertThrows(BundleException.class, () -> Bundles.open(file));
    }

    @Test
    void limitsLinesAndDocuments() throws IOException {
        try (java.io.RandomAccessFile long1 =
                new java.io.RandomAccessFile(bundle.resolve("manifest.json").toFile(), "rw")) {
            long1.setLength(Limits.DOCUMENT_BYTES + 1L);
        }
        BundleException fault = assertThrows(BundleException.class, () -> Bundles.open(bundle));
        assertTrue(String.valueOf(fault.getMessage()).startsWith("larger than"), fault.getMessage());
        Path session = Sessions.session(folder.resolve("s"), 1, writer -> Sessions.one(writer, "c", 0, 1));
        try (java.io.RandomAccessFile cases =
                new java.io.RandomAccessFile(session.resolve("cases.jsonl").toFile(), "rw")) {
            cases.setLength(Limits.LINE_BYTES * 2L);
        }
        fault = assertThrows(BundleException.class, () -> Bundles.open(session));
        assertEquals(session.resolve("cases.jsonl") + ":2:1", fault.location());
    }

    /** Two cases, the second with an iteration that differs; every tensor of the session is in the bundle. */
    @ParameterizedTest
    @CsvSource({"0,c", "4,d", "8,d"})
    void doesNotVouchForWhatASessionMerelyClaims(int offset, String caseId) throws IOException {
        Path session = Sessions.session(folder.resolve("s"), 2, writer -> {
            Sessions.one(writer, "c", 0, 1);
            Sessions.one(writer, "d", 0, 2);
            Sessions.one(writer, "c", 1, 1);
            Sessions.one(writer, "d", 1, 3);
        });
        Path values = session.resolve("values.bin");
        byte[] bytes = Files.readAllBytes(values);
        bytes[offset] ^= 1;
        Files.write(values, bytes);
        Path out = folder.resolve("out.glb");
        BundleException fault = assertThrows(
                BundleException.class,
                () -> BundleWriter.join(List.of(session), Sessions.IDENTITY, "s", "h", out, true));
        assertEquals(values.toString(), fault.location());
        String message = String.valueOf(fault.getMessage());
        assertTrue(message.startsWith("the elements of 'g' of case '" + caseId + "' have the SHA-256 "), message);
        assertFalse(Files.exists(out));
        try (Bundle loose = Bundles.open(session)) {
            BundleException again = assertThrows(BundleException.class, () -> {
                loose.tensor(caseId, "g");
                loose.tensor(
                        caseId,
                        "g",
                        loose.findCase(caseId).orElseThrow().repetitions().get(0));
            });
            assertEquals(message, again.getMessage());
        }
    }

    @Test
    void elementsThatWereNotKeptHaveTheHashOfTheFirstIteration() throws IOException {
        Path session = Sessions.session(folder.resolve("s"), 2, writer -> {
            Sessions.one(writer, "c", 0, 1);
            Sessions.one(writer, "c", 1, 1);
        });
        Path cases = session.resolve("cases.jsonl");
        List<String> lines = Files.readAllLines(cases);
        String hash = Sha256.hex(Sessions.floats(1));
        assertTrue(lines.get(1).contains(hash), lines::toString);
        Files.write(cases, List.of(lines.get(0), lines.get(1).replace(hash, Sha256.hex(Sessions.floats(2)))));
        BundleException fault = assertThrows(BundleException.class, () -> Bundles.open(session));
        assertTrue(String.valueOf(fault.getMessage()).endsWith("first iteration have another SHA-256"));
    }

    @Test
    void refusesLinksThatASuiteLeft() throws IOException {
        Path session = Sessions.session(folder.resolve("s"), 1, writer -> Sessions.one(writer, "c", 0, 1));
        Path secret = Files.writeString(folder.resolve("secret"), "of the host");
        Files.createSymbolicLink(session.resolve("log.txt"), secret);
        BundleException fault = assertThrows(
                BundleException.class,
                () -> BundleWriter.join(
                        List.of(session), Sessions.IDENTITY, "s", "h", folder.resolve("out.glb"), true));
        assertEquals(session.resolve("log.txt").toString(), fault.location());
    }

    @Test
    void doesNotReplaceAFolderThatIsNoBundle() throws IOException {
        Path session = Sessions.session(folder.resolve("s"), 1, writer -> Sessions.one(writer, "c", 0, 1));
        Path precious = Files.createDirectory(folder.resolve("work"));
        Files.writeString(precious.resolve("thesis.txt"), "years");
        assertThrows(
                BundleException.class,
                () -> BundleWriter.join(List.of(session), Sessions.IDENTITY, "s", "h", precious, false));
        assertEquals("years", Files.readString(precious.resolve("thesis.txt")));
    }

    @Test
    void refusesWhatIsNoBundle() throws IOException {
        assertThrows(BundleException.class, () -> Bundles.open(folder.resolve("nothing")));
        assertThrows(BundleException.class, () -> Bundles.open(Files.createDirectory(folder.resolve("empty"))));
        assertThrows(BundleException.class, () -> Bundles.open(Files.writeString(folder.resolve("x.glb"), "text")));
        assertThrows(BundleException.class, () -> Bundles.open(Files.write(folder.resolve("y.glb"), new byte[0])));
    }

    private void edit(String name, String from, String to) throws IOException {
        String text = Files.readString(bundle.resolve(name));
        assertTrue(text.contains(from), text);
        Files.writeString(bundle.resolve(name), text.replaceFirst(java.util.regex.Pattern.quote(from), to));
        vouch(name);
    }

    /** Makes the manifest vouch for a file as it is now. */
    private void vouch(String name) throws IOException {
        Path manifest = bundle.resolve("manifest.json");
        byte[] content = Files.readAllBytes(bundle.resolve(name));
        String text = Files.readString(manifest);
        String vouched = text.replaceFirst(
                "\"" + name + "\": \\{\\s*\"bytes\": \\d+,\\s*\"sha256\": \"[0-9a-f]+\"",
                "\"" + name + "\": {\"bytes\": " + content.length + ", \"sha256\": \"" + Sha256.hex(content) + "\"");
        assertNotEquals(text, vouched);
        Files.writeString(manifest, vouched);
    }

    private static void zip(Path file, int method, String... names) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : names) {
                byte[] content = new byte[100];
                CRC32 crc = new CRC32();
                crc.update(content);
                ZipEntry entry = new ZipEntry(name);
                entry.setMethod(method);
                entry.setSize(content.length);
                entry.setCrc(crc.getValue());
                zip.putNextEntry(entry);
                zip.write(content);
                zip.closeEntry();
            }
        }
    }
}
