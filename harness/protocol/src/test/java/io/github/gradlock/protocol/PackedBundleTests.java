package io.github.gradlock.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedBundleTests {
    @TempDir
    Path folder = Path.of("");

    private Path bundle = Path.of("");

    @BeforeEach
    void writeBundle() throws IOException {
        bundle = Sessions.bundle(folder.resolve("good"), false);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isReadAsTheFolderWas(boolean compress) throws IOException {
        Path zip = folder.resolve("out").resolve("laptop.glb");
        PackedBundle.pack(bundle, zip, compress, BundleCheck.Listener.NONE);
        assertEquals(Sessions.readAll(bundle), Sessions.readAll(zip));
        assertArrayEquals(Files.readAllBytes(bundle.resolve("manifest.json")), PackedBundle.manifest(zip));
        Path again = folder.resolve("again");
        PackedBundle.unpack(zip, again, BundleCheck.Listener.NONE);
        assertEquals(contents(bundle), contents(again));
        try (Stream<Path> beside = Files.list(folder.resolve("out"))) {
            assertEquals(List.of(zip), beside.toList());
        }
    }

    @Test
    void theSameFilesMakeTheSameZip() throws IOException {
        Path first = folder.resolve("first.glb");
        PackedBundle.pack(bundle, first, false, BundleCheck.Listener.NONE);
        for (Path file : BundleWriter.entries(bundle)) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        }
        Files.writeString(bundle.resolve("notes.txt"), "of a person");
        Files.createDirectory(bundle.resolve("folder"));
        Path second = folder.resolve("second.glb");
        PackedBundle.pack(bundle, second, false, BundleCheck.Listener.NONE);
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
        Path compressed = folder.resolve("compressed.glb");
        PackedBundle.pack(first, compressed, true, BundleCheck.Listener.NONE);
        Path stored = folder.resolve("stored.glb");
        PackedBundle.pack(compressed, stored, false, BundleCheck.Listener.NONE);
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(stored));
    }

    @Test
    void filesThatShrinkAreDeflatedAndOthersCanBeMapped() throws IOException {
        Path zip = folder.resolve("compressed.glb");
        PackedBundle.pack(bundle, zip, true, BundleCheck.Listener.NONE);
        Map<String, PackedBundle.Content> contents = PackedBundle.contents(zip).stream()
                .collect(Collectors.toMap(PackedBundle.Content::name, content -> content));
        for (PackedBundle.Content content : contents.values()) {
            assertTrue(content.deflated() ? content.packed() < content.bytes() : content.packed() == content.bytes());
        }
        Map<String, Boolean> deflated = contents.values().stream()
                .collect(Collectors.toMap(PackedBundle.Content::name, PackedBundle.Content::deflated));
        assertEquals(true, deflated.get("cases.jsonl"));
        assertEquals(false, deflated.get("junit.xml"), "a few bytes do not shrink");
        assertEquals(contents.keySet(), contents(bundle).keySet());
    }

    /** The reader would take it for an attack. */
    @Test
    void aFileOfNothingIsStored() throws IOException {
        Path session = Sessions.session(folder.resolve("s"), 1, writer -> {
            Sessions.one(writer, "zeros", 0, new float[2_000_000]);
            Sessions.one(writer, "some", 0, 1, 2);
        });
        Path large = folder.resolve("large");
        BundleWriter.join(List.of(session), Sessions.IDENTITY, "s", "h", large, false);
        Path zip = folder.resolve("zeros.glb");
        PackedBundle.pack(large, zip, true, BundleCheck.Listener.NONE);
        for (PackedBundle.Content content : PackedBundle.contents(zip)) {
            assertTrue(!content.name().equals("values.safetensors") || !content.deflated(), content::toString);
        }
        assertEquals(Sessions.readAll(large), Sessions.readAll(zip));
    }

    @Test
    void whatHasNoManifestIsNotPacked() throws IOException {
        Path session = Sessions.session(folder.resolve("s"), 1, writer -> Sessions.one(writer, "c", 0, 1));
        for (Path path : List.of(session, bundle.resolve("values.safetensors"))) {
            BundleException fault = assertThrows(
                    BundleException.class,
                    () -> PackedBundle.pack(path, folder.resolve("x.glb"), false, BundleCheck.Listener.NONE));
            assertEquals("no manifest.json", fault.getMessage());
        }
        assertFalse(Files.exists(folder.resolve("x.glb")));
    }

    @Test
    void unpackingReplacesNoFolderOfOthersAndNothingWithADamagedBundle() throws IOException {
        Path zip = folder.resolve("laptop.glb");
        PackedBundle.pack(bundle, zip, false, BundleCheck.Listener.NONE);
        Path precious = Files.createDirectory(folder.resolve("work"));
        Files.writeString(precious.resolve("thesis.txt"), "years");
        assertThrows(BundleException.class, () -> PackedBundle.unpack(zip, precious, BundleCheck.Listener.NONE));
        assertEquals("years", Files.readString(precious.resolve("thesis.txt")));

        byte[] bytes = Files.readAllBytes(zip);
        int at = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("<testsuite/>");
        bytes[at] ^= 1;
        Files.write(zip, bytes);
        BundleException fault = assertThrows(
                BundleException.class,
                () -> PackedBundle.unpack(zip, folder.resolve("new"), BundleCheck.Listener.NONE));
        assertEquals(zip + "!/junit.xml", fault.location());
        assertFalse(Files.exists(folder.resolve("new")));
        try (Stream<Path> left = Files.list(folder)) {
            assertTrue(left.noneMatch(path -> path.getFileName().toString().endsWith(".tmp")));
        }
    }

    @Test
    void whatAKilledProcessLeftIsCleared() throws IOException {
        Path zip = folder.resolve("laptop.glb");
        Path running = Files.writeString(HalfWritten.beside(zip), "half");
        Path old = Files.writeString(HalfWritten.beside(zip), "half");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(7200)));
        Path others = Files.writeString(folder.resolve(".laptop.glb.notes.tmp"), "of a person");
        Files.setLastModifiedTime(others, FileTime.from(Instant.EPOCH));
        PackedBundle.pack(bundle, zip, false, BundleCheck.Listener.NONE);
        assertFalse(Files.exists(old));
        assertTrue(Files.exists(running));
        assertTrue(Files.exists(others));
    }

    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new java.util.TreeMap<>();
        for (Path file : BundleWriter.entries(folder)) {
            contents.put(file.getFileName().toString(), Sha256.ofFile(file));
        }
        return contents;
    }
}
