package io.github.gradlock.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundleCheckTests {
    @TempDir
    Path folder = Path.of("");

    private Path bundle = Path.of("");

    @BeforeEach
    void writeBundle() throws IOException {
        bundle = Sessions.bundle(folder.resolve("good"), false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder", "stored", "compressed"})
    void aWholeBundleHasNoFaults(String form) throws IOException {
        Path path = bundle;
        if (!form.equals("folder")) {
            path = folder.resolve("x.glb");
            PackedBundle.pack(bundle, path, form.equals("compressed"), BundleCheck.Listener.NONE);
        }
        AtomicLong total = new AtomicLong();
        AtomicLong done = new AtomicLong();
        BundleCheck check = BundleCheck.of(path, new BundleCheck.Listener() {
            @Override
            public void begun(long bytes) {
                total.addAndGet(bytes);
            }

            @Override
            public void advanced(long bytes) {
                done.addAndGet(bytes);
            }
        });
        assertEquals(List.of(), check.faults());
        assertTrue(check.isWhole() && check.vouched());
        assertEquals(6, check.files());
        // steady, traced without tensors, varies with three other repetitions
        assertEquals(5, check.tensors());
        assertTrue(done.get() <= total.get() && done.get() > check.bytes(), done + " of " + total);
    }

    /** Every byte is vouched for by something, but for those of a manifest that nobody signed. */
    @Test
    void everyChangedByteIsFound() throws IOException {
        for (Path file : BundleWriter.entries(bundle)) {
            if (file.endsWith("manifest.json")) {
                continue;
            }
            byte[] whole = Files.readAllBytes(file);
            for (int at = 0; at < whole.length; at += 3) {
                byte[] bytes = whole.clone();
                bytes[at] ^= 0x10;
                Files.write(file, bytes);
                BundleCheck check = BundleCheck.of(bundle, BundleCheck.Listener.NONE);
                assertFalse(check.isWhole(), file + " " + at);
                assertTrue(check.faults().get(0).location().startsWith(file.toString()), check::toString);
            }
            Files.write(file, whole);
        }
    }

    @Test
    void allFaultsAreTold() throws IOException {
        Files.writeString(bundle.resolve("junit.xml"), "<testsuite>");
        Files.delete(bundle.resolve("log.txt"));
        flip("values.safetensors", Files.readAllBytes(bundle.resolve("values.safetensors")).length - 1);
        Files.writeString(bundle.resolve("notes.txt"), "of a person");
        BundleCheck check = BundleCheck.of(bundle, BundleCheck.Listener.NONE);
        List<String> faults = check.faults().stream()
                .map(fault -> fault.location().substring(bundle.toString().length()) + " " + fault.message())
                .toList();
        assertEquals(4, faults.size(), faults::toString);
        assertEquals("/junit.xml it has 11 bytes, the manifest says 12", faults.get(0));
        assertEquals(" 'log.txt' is missing, the manifest names it", faults.get(1));
        assertTrue(faults.get(2).startsWith("/values.safetensors its SHA-256 is "), faults::toString);
        assertTrue(faults.get(3).startsWith("/values.safetensors 'varies/g' has the SHA-256 "), faults::toString);
        assertEquals(List.of("notes.txt"), check.unvouched());
    }

    /** Each is vouched for by the manifest again, so that its checksum hides nothing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "cases.jsonl|\"name\":\"g\"|\"name\":\"a/g\"|cases.jsonl:3:|tensor name 'a/g'",
                "cases.jsonl|\"crc32c\":\"|\"crc32c\":\"+|cases.jsonl:3:|crc32c '+",
                "cases.jsonl|\"crc32c\":\"|\"nan\":1,\"crc32c\":\"|values.safetensors|'steady/g' has 0 elements that are NaN, cases.jsonl says 1",
                "cases.jsonl|\"shape\":[3]|\"shape\":[3,1]|values.safetensors|'steady/g' is F32 [3], cases.jsonl says F32 [3, 1]",
                "cases.jsonl|\"status\":\"skipped\"|\"status\":\"passed\"|manifest.json|results-digest is ",
                "manifest.json|\"varying\": 1|\"varying\": 0|manifest.json|counts are 5 cases, 3 passed, 1 failed, 1 skipped, 0 varying",
                "trace.jsonl|\"case\":\"traced\",\"step\":1|\"case\":\"trace\",\"step\":1|trace.jsonl:2:1|a step of case 'trace', which cases.jsonl has not",
                "trace.jsonl|\"step\":1|\"step\":-1|trace.jsonl:2:|whole number",
            })
    void saysWhatIsWrongAndWhere(String file, String from, String to, String place, String message) throws IOException {
        Path path = bundle.resolve(file);
        String text = Files.readString(path);
        assertTrue(text.contains(from), text);
        Files.writeString(path, text.replaceFirst(java.util.regex.Pattern.quote(from), to));
        if (!file.equals("manifest.json")) {
            vouch(file);
        }
        BundleCheck check = BundleCheck.of(bundle, BundleCheck.Listener.NONE);
        assertTrue(
                check.faults().stream()
                        .anyMatch(fault -> fault.location()
                                        .startsWith(bundle.resolve(place).toString())
                                && fault.message().contains(message)),
                check::toString);
    }

    @Test
    void tensorsThatNoCaseHasAreFound() throws IOException {
        String cases = Files.readString(bundle.resolve("cases.jsonl"));
        String line = cases.lines()
                .filter(each -> each.contains("\"steady\""))
                .findFirst()
                .orElseThrow();
        Files.writeString(bundle.resolve("cases.jsonl"), cases.replace(line + "\n", ""));
        vouch("cases.jsonl");
        BundleCheck check = BundleCheck.of(bundle, BundleCheck.Listener.NONE);
        assertTrue(
                check.faults().stream()
                        .anyMatch(fault ->
                                fault.message().equals("tensors that no case has: 1 of them, the first is 'steady/g'")),
                check::toString);
    }

    @Test
    void aManifestThatCannotBeReadIsOneFault() throws IOException {
        Files.writeString(bundle.resolve("manifest.json"), "{");
        BundleCheck check = BundleCheck.of(bundle, BundleCheck.Listener.NONE);
        assertEquals(1, check.faults().size());
        assertEquals(null, check.manifest());
        assertFalse(check.vouched(), "what is not read vouches for nothing");
    }

    @Test
    void sessionsAndLoneFilesAreCheckedAsFarAsTheyGo() throws IOException {
        Path session = Sessions.session(folder.resolve("s"), 2, writer -> {
            Sessions.one(writer, "c", 0, 1);
            Sessions.one(writer, "c", 1, 2);
        });
        BundleCheck check = BundleCheck.of(session, BundleCheck.Listener.NONE);
        assertTrue(check.isWhole());
        assertEquals(BundleCheck.Voucher.RECORDED_HASHES, check.voucher());
        assertEquals(2, check.tensors());
        byte[] values = Files.readAllBytes(session.resolve("values.bin"));
        values[4] ^= 1;
        Files.write(session.resolve("values.bin"), values);
        check = BundleCheck.of(session, BundleCheck.Listener.NONE);
        assertEquals(1, check.faults().size(), check::toString);
        check = BundleCheck.of(bundle.resolve("values.safetensors"), BundleCheck.Listener.NONE);
        assertTrue(check.isWhole());
        assertEquals(BundleCheck.Voucher.NOTHING, check.voucher());
    }

    /** A signature over such a manifest can still be checked. */
    @Test
    void aFileInAFolderOfItsOwnIsAFault() throws IOException {
        CraftedZip zip = new CraftedZip();
        for (Path file : BundleWriter.entries(bundle)) {
            byte[] content = Files.readAllBytes(file);
            if (file.endsWith("manifest.json")) {
                content = Files.readString(file)
                        .replace("\"log.txt\"", "\"a/log.txt\"")
                        .getBytes(StandardCharsets.UTF_8);
            }
            zip.stored(
                    file.endsWith("log.txt") ? "a/log.txt" : file.getFileName().toString(), content);
        }
        Path path = zip.write(folder.resolve("x.glb"));
        BundleCheck check = BundleCheck.of(path, BundleCheck.Listener.NONE);
        assertEquals(
                List.of("'a/log.txt' is in a folder of its own"),
                check.faults().stream().map(BundleCheck.Fault::message).toList());
        assertTrue(new String(PackedBundle.manifest(path), StandardCharsets.UTF_8).contains("a/log.txt"));
    }

    /** Of a file that is wrong throughout, some lines are told and the others counted. */
    @Test
    void faultsWithoutEndAreCounted() throws IOException {
        Files.writeString(bundle.resolve("trace.jsonl"), "{}\n".repeat(1000));
        vouch("trace.jsonl");
        BundleCheck check = BundleCheck.of(bundle, BundleCheck.Listener.NONE);
        assertEquals(200, check.faults().size());
        assertEquals(800, check.furtherFaults());
    }

    private void flip(String name, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(bundle.resolve(name));
        byte[] changed = Arrays.copyOf(bytes, bytes.length);
        changed[at] ^= 1;
        Files.write(bundle.resolve(name), changed);
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
}
