package io.github.gradlock.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Deflated entries that are not what a zip's directory says of them. */
class HostileZipTests {
    private static final byte[] TEXT =
            "the same line again and again\n".repeat(400).getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4096, Limits.INFLATED_IN_MEMORY, Limits.INFLATED_IN_MEMORY + 1, 20_000_000})
    void readsWhatWasDeflated(int length) throws IOException {
        byte[] content = numbers(length);
        Region region = only(new CraftedZip().deflated("x", content));
        assertEquals(length, region.length());
        assertEquals(Sha256.hex(content), region.sha256());
        int from = length / 3;
        byte[] part = new byte[Math.min(1000, length - from)];
        region.map(from, part.length).get(part);
        assertArrayEquals(Arrays.copyOfRange(content, from, from + part.length), part);
        Set<Path> before = temporaryFiles();
        region.close();
        before.removeAll(temporaryFiles());
        assertTrue(length <= Limits.INFLATED_IN_MEMORY || before.size() <= 1, before::toString);
    }

    /** Where the system lets a name go before its file, which a killed process could not remove. */
    @Test
    void aTemporaryFileHasNoNameThatCouldStay() throws IOException {
        Set<Path> before = temporaryFiles();
        Region region = only(new CraftedZip().deflated("x", numbers(Limits.INFLATED_IN_MEMORY + 1)));
        region.map(0, 1);
        Set<Path> after = temporaryFiles();
        after.removeAll(before);
        if (java.io.File.separatorChar == '/') {
            assertEquals(Set.of(), after);
        }
        region.close();
    }

    @Test
    void refusesABombBeforeItInflatesAnything() throws IOException {
        byte[] bomb = CraftedZip.deflate(new byte[1 << 26]);
        assertTrue(bomb.length < 70_000, "deflate makes a thousandth of it");
        BundleException fault = fault(new CraftedZip().add("x", 8, bomb, bomb.length, 1 << 26, 0));
        assertTrue(String.valueOf(fault.getMessage()).startsWith("entry 'x' would inflate from "), fault::toString);
        assertTrue(fault.hint().endsWith("it is hostile"), fault.hint());
        CraftedZip many = new CraftedZip();
        byte[] some = new byte[64 << 10];
        for (int i = 0; i < Limits.ZIP_ENTRIES; i++) {
            many.add("x" + i, 8, some, 4_000_000, 800_000_000, 0);
        }
        // Their lengths lie as well, and are found to.
        assertTrue(String.valueOf(fault(many).getMessage()).contains("lies outside the file"));
    }

    /** Each of them is modest, and all together are not. */
    @Test
    void limitsWhatAllEntriesInflateTo() throws IOException {
        byte[] some = new byte[6 << 20];
        CraftedZip zip = new CraftedZip();
        for (int i = 0; i < 17; i++) {
            zip.add("x" + i, 8, some, some.length, 1_100_000_000, 0);
        }
        BundleException fault = fault(zip);
        assertEquals("its deflated entries inflate to more than 17179869184 bytes", fault.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "-1, it inflates to more than the 11999 bytes that the zip's directory says",
        "-11999, it inflates to more than the 1 bytes that the zip's directory says",
        "1, it inflates to 12000 bytes of",
        "4000000, it inflates to 12000 bytes of",
    })
    void refusesALengthThatLies(long more, String message) throws IOException {
        byte[] packed = CraftedZip.deflate(TEXT);
        BundleException fault = readFault(
                new CraftedZip().add("x", 8, packed, packed.length, TEXT.length + more, CraftedZip.crc(TEXT)));
        assertTrue(String.valueOf(fault.getMessage()).startsWith(message), fault::toString);
        assertTrue(fault.location().endsWith("crafted.glb!/x"), fault.location());
    }

    @Test
    void aLyingLengthInATemporaryFileLeavesNothing() throws IOException {
        byte[] content = numbers(Limits.INFLATED_IN_MEMORY + 1000);
        byte[] packed = CraftedZip.deflate(content);
        Set<Path> before = temporaryFiles();
        readFault(new CraftedZip().add("x", 8, packed, packed.length, content.length - 1, CraftedZip.crc(content)));
        Set<Path> after = temporaryFiles();
        after.removeAll(before);
        assertEquals(Set.of(), after);
    }

    @Test
    void refusesEveryStreamThatIsCut() throws IOException {
        byte[] packed = CraftedZip.deflate(TEXT);
        for (int length = 0; length < packed.length; length++) {
            byte[] cut = Arrays.copyOf(packed, length);
            BundleException fault =
                    readFault(new CraftedZip().add("x", 8, cut, length, TEXT.length, CraftedZip.crc(TEXT)));
            assertTrue(
                    String.valueOf(fault.getMessage()).startsWith("its deflated bytes end before their end"),
                    fault::toString);
        }
    }

    @Test
    void refusesWhatFollowsAStreamAndWhatIsNone() throws IOException {
        byte[] packed = CraftedZip.deflate(TEXT);
        byte[] longer = Arrays.copyOf(packed, packed.length + 1);
        BundleException fault =
                readFault(new CraftedZip().add("x", 8, longer, longer.length, TEXT.length, CraftedZip.crc(TEXT)));
        assertTrue(String.valueOf(fault.getMessage()).startsWith("it inflates to 12000 bytes of "), fault::toString);
        byte[] none = TEXT.clone();
        fault = readFault(new CraftedZip().add("x", 8, none, none.length, TEXT.length, CraftedZip.crc(TEXT)));
        assertTrue(String.valueOf(fault.getMessage()).startsWith("its deflated bytes are malformed"), fault::toString);
        fault = readFault(new CraftedZip().add("x", 8, packed, packed.length, TEXT.length, CraftedZip.crc(TEXT) + 1));
        assertEquals("it has not the CRC-32 that the zip's directory says", fault.getMessage());
    }

    @Test
    void refusesEntriesThatOverlapAndOtherMethods() throws IOException {
        BundleException fault = fault(new CraftedZip().deflated("x", TEXT).overTheLast("y"));
        assertEquals("two entries overlap: 'x' and 'y'", fault.getMessage());
        fault = fault(new CraftedZip().add("x", 14, TEXT, TEXT.length, TEXT.length, 0));
        assertEquals("entry 'x' is compressed by method 14", fault.getMessage());
        fault = fault(new CraftedZip().add("x", 0, TEXT, TEXT.length, TEXT.length + 1L, 0));
        assertEquals("entry 'x' lies outside the file", fault.getMessage());
        fault = fault(new CraftedZip().add("x", 8, TEXT, TEXT.length + 1000L, TEXT.length, 0));
        assertEquals("entry 'x' lies outside the file", fault.getMessage());
    }

    /** Nothing else vouches for a manifest that nobody signed. */
    @Test
    void aManifestHasTheChecksumOfItsEntry() throws IOException {
        CraftedZip zip = new CraftedZip().add("manifest.json", 0, TEXT, TEXT.length, TEXT.length, 7);
        assertEquals(
                "it has not the CRC-32 that the zip's directory says",
                fault(zip).getMessage());
    }

    @Test
    void recognisesEveryTruncatedZip() throws IOException {
        byte[] whole = Files.readAllBytes(compressed());
        Path cut = folder.resolve("cut.glb");
        for (int length = 0; length < whole.length; length += length < 64 || length > whole.length - 64 ? 1 : 41) {
            Files.write(cut, Arrays.copyOf(whole, length));
            BundleException fault = assertThrows(BundleException.class, () -> Sessions.readAll(cut));
            assertTrue(fault.location().startsWith(cut.toString()), fault.location());
        }
    }

    /** Whatever byte is changed, either a fault is raised or every result is what it was. */
    @Test
    void noChangedByteChangesAResultUnseen() throws IOException {
        Path zip = compressed();
        byte[] whole = Files.readAllBytes(zip);
        String before = Sessions.readAll(zip);
        Path changed = folder.resolve("changed.glb");
        int faults = 0;
        for (int at = 0; at < whole.length; at += 11) {
            byte[] bytes = whole.clone();
            bytes[at] ^= 0x04;
            Files.write(changed, bytes);
            try {
                assertEquals(before, Sessions.readAll(changed), "byte " + at);
            } catch (BundleException e) {
                faults++;
            }
        }
        assertTrue(faults > whole.length / 22, "only " + faults + " faults");
    }

    private Path compressed() throws IOException {
        Path bundle = Sessions.bundle(folder.resolve("good"), false);
        Path zip = folder.resolve("compressed.glb");
        PackedBundle.pack(bundle, zip, true, BundleCheck.Listener.NONE);
        assertTrue(PackedBundle.contents(zip).stream().anyMatch(PackedBundle.Content::deflated));
        assertFalse(Sessions.readAll(zip).isEmpty());
        return zip;
    }

    private Region only(CraftedZip zip) throws IOException {
        return Objects.requireNonNull(
                ZipReader.read(zip.write(folder.resolve("crafted.glb"))).get("x"));
    }

    private BundleException fault(CraftedZip zip) throws IOException {
        Path file = zip.write(folder.resolve("crafted.glb"));
        return assertThrows(BundleException.class, () -> Bundles.open(file));
    }

    private BundleException readFault(CraftedZip zip) throws IOException {
        Region region = only(zip);
        return assertThrows(BundleException.class, () -> region.map(0, 1));
    }

    /** Bytes that deflate takes a part off, and not nearly all. */
    private static byte[] numbers(int length) {
        byte[] content = new byte[length];
        Random random = new Random(7);
        for (int i = 0; i < length; i++) {
            content[i] = (byte) ('0' + random.nextInt(10));
        }
        return content;
    }

    private static Set<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return new HashSet<>(
                    files.filter(file -> file.getFileName().toString().matches("gradlock-.*\\.inflated"))
                            .toList());
        }
    }
}
