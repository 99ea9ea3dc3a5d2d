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
import io.github.gradlock.harness.WrittenBundle;
import io.github.gradlock.harness.contents.ContentsJson;
import io.github.gradlock.harness.report.JsonSchemaCheck;
import io.github.gradlock.protocol.BundleException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleCommandTests {
    @TempDir
    Path folder = Path.of("");

    private CommandFixture fixture = new CommandFixture(folder);
    private String bundle = "";

    @BeforeEach
    void write() throws IOException {
        fixture = new CommandFixture(folder);
        bundle = WrittenBundle.write(folder.resolve("run.glb"), "host", "exp", "exp.\u001b[2J", "log")
                .toString();
    }

    @Test
    void showsWhatItIs() throws Exception {
        assertEquals(ExitStatus.REPRODUCIBLE, fixture.run(new BundleShowCommand(), bundle));
        String out = fixture.out().replaceAll("[0-9a-f]{64}", "<sha>").replaceAll("2\\d{3}-\\S+Z", "<time>");
        assertEquals("""
                …/run.glb  ·  folder, <size>  ·  host[jit=c2]
                  results digest  <sha>
                  cases           3: 3 passed, 0 failed, 0 skipped, 0 vary
                  run             1 iteration × 1 restart, <time> to <time>
                  suite           gradients  5u1te
                  spec            spec
                  lock            lock
                  files
                    cases.jsonl         <size>  sha256:<sha>
                    log.txt             <size>  sha256:<sha>
                    manifest.json       <size>
                    values.safetensors  <size>  sha256:<sha>
                  provenance
                    cpu.model    a\uFFFD[31mmodel\uFFFDof others
                    jdk.version  17
                """, out.replaceAll("[0-9.]+ (B|KiB)", "<size>"));
    }

    @Test
    void showsCasesAndTheirElementsAndInstructsNoTerminal() throws Exception {
        assertEquals(
                ExitStatus.REPRODUCIBLE, fixture.run(new BundleShowCommand(), bundle, "--case", "exp*", "--values"));
        String one = """
                %s  passed
                  grad  F32 [2, 2]  sha256:<sha>
                    4 elements, min -2, max Infinity, 1 NaN, 1 infinite
                    0.5 0x3f000000  NaN 0x7fc00000  -2 0xc0000000  Infinity 0x7f800000
                """;
        assertEquals(
                one.formatted("exp") + one.formatted("exp.\uFFFD[2J"),
                fixture.out().replaceAll("[0-9a-f]{64}", "<sha>"));
        GradlockException none = fixture.failure(new BundleShowCommand(), bundle, "--case", "sin*");
        assertEquals("no case matches sin*", none.getMessage());
        assertEquals(
                ExitStatus.BAD_INPUT,
                fixture.failure(new BundleShowCommand(), bundle, "--values").status());
    }

    @Test
    void documentsFollowTheirSchemas() throws Exception {
        Path packed = folder.resolve("p.glb");
        fixture.run(new BundlePackCommand(), bundle, "--compress", "--output", packed.toString());
        Path lone = Path.of(bundle, "values.safetensors");
        Path session = WrittenBundle.session(folder.resolve("session"), "exp");
        for (Path path : List.of(Path.of(bundle), packed, lone, session)) {
            fixture.run(new BundleShowCommand(), path.toString(), "--json", "--case", "*", "--values");
            JsonNode document = new ObjectMapper().readTree(fixture.out());
            assertEquals(List.of(), JsonSchemaCheck.errors(schema("bundle-show.schema.json"), document));
            fixture.run(new BundleVerifyCommand(), path.toString(), "--json");
            document = new ObjectMapper().readTree(fixture.out());
            assertEquals(List.of(), JsonSchemaCheck.errors(schema("bundle-verify.schema.json"), document));
        }
    }

    @Test
    void verifiesAndTellsFaultsWithTheirPlaces() throws Exception {
        Path other = WrittenBundle.write(folder.resolve("other.glb"), "host", "exp");
        assertEquals(ExitStatus.REPRODUCIBLE, fixture.run(new BundleVerifyCommand(), bundle, other.toString()));
        assertTrue(fixture.out().startsWith("✔ …/run.glb  host[jit=c2]  3 files, "), fixture::out);

        Path values = other.resolve("values.safetensors");
        byte[] bytes = Files.readAllBytes(values);
        bytes[bytes.length - 1] ^= 1;
        Files.write(values, bytes);
        assertEquals(ExitStatus.BAD_INPUT, fixture.run(new BundleVerifyCommand(), bundle, other.toString()));
        assertTrue(fixture.out().contains("✘ …/other.glb  host[jit=c2]  2 faults\n"), fixture::out);
        assertTrue(fixture.out().contains("\n  …/other.glb/values.safetensors: its SHA-256 is "), fixture::out);
        assertTrue(
                fixture.out().contains("\n  …/other.glb/values.safetensors: 'exp/grad' has the SHA-256 "),
                fixture::out);
        assertEquals("hint: the bundle is damaged or was changed; take it from its source again\n", fixture.err());
    }

    @Test
    void whatNothingVouchesForIsNotCalledVerified() throws Exception {
        Path lone = Path.of(bundle, "values.safetensors");
        assertEquals(ExitStatus.INCOMPLETE, fixture.run(new BundleVerifyCommand(), lone.toString()));
        assertTrue(fixture.out().contains("nothing vouches for it"), fixture::out);
        Path session = WrittenBundle.session(folder.resolve("session"), "exp");
        assertEquals(ExitStatus.INCOMPLETE, fixture.run(new BundleVerifyCommand(), session.toString(), bundle));
        assertTrue(fixture.out().startsWith("– …/session  session  1 tensor as recorded"), fixture::out);
        Files.writeString(Path.of(bundle, "notes.txt"), "of a person");
        assertEquals(ExitStatus.REPRODUCIBLE, fixture.run(new BundleVerifyCommand(), bundle));
        assertTrue(fixture.err().contains("warning: the manifest does not name notes.txt"), fixture::err);
    }

    /** Nor does a signature beside one whose manifest has a name that no file may have. */
    @Test
    void oneBundleDoesNotEndTheVerificationOfOthers() throws Exception {
        Path zip = folder.resolve("folders.glb");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String name : List.of("cases.jsonl", "values.safetensors", "manifest.json")) {
                out.putNextEntry(new ZipEntry(name.startsWith("values") ? "a/" + name : name));
                String text = Files.readString(Path.of(bundle, name), StandardCharsets.ISO_8859_1);
                String said = name.startsWith("manifest") ? text.replace("\"values", "\"a/values") : text;
                out.write(said.getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        Files.writeString(folder.resolve("folders.glb.asc"), "no signature\n");
        assertEquals(ExitStatus.BAD_INPUT, fixture.run(new BundleVerifyCommand(), zip.toString(), bundle));
        assertTrue(fixture.out().contains("'a/values.safetensors' is in a folder of its own"), fixture::out);
        assertTrue(fixture.out().contains("✔ …/run.glb "), fixture::out);
    }

    @Test
    void aSessionWithoutTensorsIsNoLoneFile() throws Exception {
        Path session = WrittenBundle.session(folder.resolve("killed"));
        assertEquals(ExitStatus.INCOMPLETE, fixture.run(new BundleVerifyCommand(), session.toString()));
        assertTrue(fixture.out().contains("0 tensors as recorded, and nothing vouches for the whole"), fixture::out);
    }

    @Test
    void signaturesOfOthersAreNotReplacedUnasked() throws Exception {
        Path packed = folder.resolve("laptop.glb");
        Path theirs = Files.writeString(folder.resolve("laptop.glb.sig"), "older\n");
        Path own = Files.writeString(folder.resolve("run.glb.sig"), "-----BEGIN SSH SIGNATURE-----\n");
        String place = packed.toString();
        GradlockException refused = fixture.failure(new BundlePackCommand(), bundle, "-o", place);
        assertEquals(theirs.toString(), refused.location());
        assertFalse(Files.exists(packed), "nothing is packed");
        fixture.run(new BundlePackCommand(), bundle, "-o", place, "--replace");
        assertEquals(Files.readString(own), Files.readString(theirs));
        String unpacked = folder.resolve("unpacked").toString();
        Files.writeString(folder.resolve("unpacked.sig"), "older\n");
        fixture.failure(new BundleUnpackCommand(), place, "-o", unpacked);
        assertFalse(Files.exists(Path.of(unpacked)));
    }

    @Test
    void packsUnpacksAndReplacesNothingUnasked() throws Exception {
        String packed = folder.resolve("laptop.glb").toString();
        assertEquals(ExitStatus.REPRODUCIBLE, fixture.run(new BundlePackCommand(), bundle, "-o", packed));
        assertTrue(fixture.out().startsWith("packed  …/laptop.glb  "), fixture::out);
        assertEquals(
                "is there already",
                fixture.failure(new BundlePackCommand(), bundle, "-o", packed).getMessage());
        fixture.run(new BundlePackCommand(), packed, "-o", packed, "--replace", "--compress");
        String unpacked = folder.resolve("laptop").toString();
        assertEquals(ExitStatus.REPRODUCIBLE, fixture.run(new BundleUnpackCommand(), packed, "-o", unpacked));
        for (String name : List.of("manifest.json", "cases.jsonl", "values.safetensors")) {
            assertArrayEquals(Files.readAllBytes(Path.of(bundle, name)), Files.readAllBytes(Path.of(unpacked, name)));
        }
        assertEquals(
                "is there already",
                fixture.failure(new BundleUnpackCommand(), packed, "-o", unpacked)
                        .getMessage());
        assertEquals(ExitStatus.REPRODUCIBLE, fixture.run(new CompareCommand(), packed, unpacked));
    }

    @Test
    void wrongPlacesAreSaidSo() throws Exception {
        assertEquals(
                "is a folder already",
                fixture.failure(new BundleUnpackCommand(), bundle).getMessage());
        assertEquals(
                "is a folder, and one file is to be written",
                fixture.failure(new BundlePackCommand(), bundle, "-o", bundle, "--replace")
                        .getMessage());
        String nowhere = folder.resolve("none").resolve("x.glb").toString();
        GradlockException missing = fixture.failure(new BundlePackCommand(), bundle, "-o", nowhere);
        assertTrue(String.valueOf(missing.getMessage()).startsWith("there is no folder "), missing::toString);
        for (GradlockCommand command : List.of(
                new BundleShowCommand(),
                new BundleVerifyCommand(),
                new BundlePackCommand(),
                new BundleUnpackCommand(),
                new BundleSignCommand())) {
            assertEquals(
                    "there is no such bundle", fixture.failure(command, nowhere).getMessage());
        }
        String session = WrittenBundle.session(folder.resolve("session"), "exp").toString();
        String x = folder.resolve("x.glb").toString();
        assertThrows(BundleException.class, () -> fixture.run(new BundlePackCommand(), session, "-o", x));
        assertFalse(Files.exists(Path.of(x)));
    }

    /** The name comes from a manifest of others, and must not lead elsewhere. */
    @Test
    void theNameOfAnEnvironmentIsNoPath() throws Exception {
        Path hostile = WrittenBundle.write(folder.resolve("hostile.glb"), "../../.ssh/x", "exp");
        BundlePackCommand command = new BundlePackCommand();
        command.path = hostile;
        assertEquals("ssh-x[jit=c2].glb", command.name());
    }

    private static JsonNode schema(String name) throws IOException {
        try (InputStream stream = ContentsJson.class.getResourceAsStream(name)) {
            return new ObjectMapper().readTree(stream);
        }
    }
}
