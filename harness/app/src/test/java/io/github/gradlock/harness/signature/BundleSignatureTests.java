package io.github.gradlock.harness.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.WrittenBundle;
import io.github.gradlock.harness.signature.SignatureVerdict.State;
import io.github.gradlock.protocol.BundleCheck;
import io.github.gradlock.protocol.PackedBundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the programs and their permissions are those of Unix")
class BundleSignatureTests {
    private static final String PATH = System.getenv().getOrDefault("PATH", "");

    @TempDir
    Path folder = Path.of("");

    private final List<Path> homes = new ArrayList<>();
    private Path bundle = Path.of("");

    @BeforeEach
    void write() throws IOException {
        bundle = WrittenBundle.write(folder.resolve("laptop.glb"), "host", "exp");
    }

    @Test
    void aSignatureHoldsHoweverTheBundleIsPacked() throws Exception {
        Path key = sshKey("ada");
        Path signed = sign(key);
        assertEquals(folder.resolve("laptop.glb.sig"), signed);
        assertEquals("-----BEGIN SSH SIGNATURE-----", Files.readAllLines(signed).get(0));
        Path packed = folder.resolve("small.glb");
        PackedBundle.pack(bundle, packed, true, BundleCheck.Listener.NONE);
        assertEquals(
                List.of(folder.resolve("small.glb.sig")),
                new BundleSignature(bundle, PATH).copies(packed, false).write());
        Path allowed = allowed("ada@example.org", key);
        for (Path path : List.of(bundle, packed)) {
            SignatureVerdict verdict = verdict(path, "ada@example.org", allowed);
            assertEquals(State.TRUSTED, verdict.state(), verdict::toString);
            assertTrue(String.valueOf(verdict.key()).startsWith("ED25519 SHA256:"), verdict::toString);
            assertEquals(State.VALID, verdict(path, null, null).state());
        }
    }

    @Test
    void anotherSignerIsNamed() throws Exception {
        Path ada = sshKey("ada");
        Path bob = sshKey("bob");
        sign(bob);
        Path allowed = allowed("ada@example.org", ada);
        SignatureVerdict stranger = verdict(bundle, "ada@example.org", allowed);
        assertEquals(State.OTHER_SIGNER, stranger.state());
        assertTrue(
                String.valueOf(stranger.problem()).startsWith("it is not by ada@example.org: nobody in "),
                stranger::toString);
        Files.writeString(folder.resolve("both"), line("ada@example.org", ada) + line("bob@example.org", bob));
        SignatureVerdict other = verdict(bundle, "ada@example.org", folder.resolve("both"));
        assertEquals("it is not by ada@example.org, but by bob@example.org", other.problem());
        Files.writeString(folder.resolve("expired"), line("bob@example.org valid-before=\"20200101\"", bob));
        SignatureVerdict expired = verdict(bundle, "bob@example.org", folder.resolve("expired"));
        assertEquals(State.OTHER_SIGNER, expired.state(), expired::toString);
    }

    @Test
    void aChangedManifestAndAnotherPurposeAreToldApart() throws Exception {
        Path key = sshKey("ada");
        Path signature = sign(key);
        Path manifest = bundle.resolve("manifest.json");
        String text = Files.readString(manifest);
        Files.writeString(manifest, text.replace("\"jdk.version\": \"17\"", "\"jdk.version\": \"21\""));
        assertTrue(BundleCheck.of(bundle, BundleCheck.Listener.NONE).isWhole(), "nothing else vouches for provenance");
        SignatureVerdict changed = verdict(bundle, null, null);
        assertEquals(State.WRONG, changed.state());
        assertTrue(String.valueOf(changed.problem()).startsWith("it is not over this manifest"), changed::toString);

        Files.writeString(manifest, text);
        Files.delete(signature);
        run("ssh-keygen", "-q", "-Y", "sign", "-n", "file", "-f", key.toString(), manifest.toString());
        Files.move(bundle.resolve("manifest.json.sig"), signature);
        SignatureVerdict purpose = verdict(bundle, null, null);
        assertEquals(State.WRONG, purpose.state());
        assertTrue(String.valueOf(purpose.problem()).startsWith("it was made for another purpose"), purpose::toString);

        Files.writeString(signature, "no signature\n");
        SignatureVerdict none = verdict(bundle, null, null);
        assertEquals(State.WRONG, none.state());
        assertTrue(String.valueOf(none.problem()).startsWith("it is no signature of OpenSSH"), none::toString);
    }

    @Test
    void whatIsNoKeyIsSaidSo() throws Exception {
        Path key = sshKey("ada");
        GradlockException missing =
                signFailure(SignatureFormat.SSH, folder.resolve("nothing").toString());
        assertEquals("there is no such key", missing.getMessage());
        GradlockException none = signFailure(SignatureFormat.SSH, null);
        assertTrue(String.valueOf(none.getMessage()).startsWith("there is no key in "), none::toString);
        Path text = Files.writeString(folder.resolve("text"), "no key\n");
        assertEquals(
                "this is no key of OpenSSH",
                signFailure(SignatureFormat.SSH, text.toString()).getMessage());
        Path half = folder.resolve("half.pub");
        Files.copy(folder.resolve("ada.pub"), half);
        assertEquals(
                "the private half of this key is not in the agent",
                signFailure(SignatureFormat.SSH, half.toString()).getMessage());
        Path home = folder.resolve("home");
        Files.createDirectories(home.resolve(".ssh"));
        Files.copy(key, home.resolve(".ssh").resolve("id_ed25519"));
        assertEquals(home.resolve(".ssh").resolve("id_ed25519"), SshSignature.defaultKey(home));
        assertFalse(Files.exists(folder.resolve("laptop.glb.sig")));
    }

    @Test
    void aProgramThatIsMissingOrDoesNotEndIsSaidSo() throws Exception {
        Path key = sshKey("ada");
        sign(key);
        BundleSignature without = new BundleSignature(bundle, folder.toString());
        SignatureVerdict verdict = without.verify(null, null).get(0);
        assertEquals(State.UNCHECKED, verdict.state());
        assertEquals("ssh-keygen is not on the PATH", verdict.problem());
        GradlockException missing = assertThrows(
                GradlockException.class, () -> without.sign(SignatureFormat.GPG, null, folder, line -> {}));
        assertEquals("gpg is not on the PATH", missing.getMessage());
        assertEquals(ExitStatus.INCOMPLETE, missing.status());
        Path slow = Files.writeString(folder.resolve("ssh-keygen"), "#!/bin/sh\nsleep 60 & wait\n");
        Files.setPosixFilePermissions(slow, PosixFilePermissions.fromString("rwx------"));
        SigningProgram program = new SigningProgram("ssh-keygen", folder.toString(), Duration.ofSeconds(1));
        long start = System.nanoTime();
        GradlockException late =
                assertThrows(GradlockException.class, () -> program.run(key, line -> {}, List.of("-Y", "sign")));
        assertEquals("ssh-keygen did not end within 1 s, and was ended", late.getMessage());
        assertTrue(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start) < 30);
    }

    /** A folder of the project could hold a program of the same name. */
    @Test
    void programsAreLookedForInAbsoluteFoldersAlone() throws Exception {
        assertTrue(new SigningProgram("ssh-keygen", ".:bin:", Duration.ofSeconds(1))
                .find()
                .isEmpty());
    }

    @Test
    void gpgSignsAndItsKeyringSaysWhoItWas() throws Exception {
        requireInstalled("gpg");
        requireInstalled("gpg-agent");
        Path home = gpgHome();
        String fingerprint = gpgKey(home, "Ada <ada@example.org>");
        BundleSignature signature = new BundleSignature(bundle, gpg(home));
        Path file = signature.sign(SignatureFormat.GPG, "ada@example.org", folder, line -> {});
        assertEquals(folder.resolve("laptop.glb.asc"), file);
        assertEquals(State.VALID, signature.verify(null, null).get(0).state());
        for (String signer : List.of(
                fingerprint, "0x" + fingerprint.toLowerCase(Locale.ROOT), "ada@example.org", "Ada <ada@example.org>")) {
            assertEquals(State.TRUSTED, signature.verify(signer, null).get(0).state(), signer);
        }
        for (String signer : List.of("bob@example.org", fingerprint.substring(24), "da@example.org", "0".repeat(40))) {
            assertEquals(
                    State.OTHER_SIGNER, signature.verify(signer, null).get(0).state(), signer);
        }
        GradlockException none = assertThrows(
                GradlockException.class,
                () -> signature.sign(SignatureFormat.GPG, "bob@example.org", folder, line -> {}));
        assertEquals("gpg has no secret key \"bob@example.org\"", none.getMessage());

        Path stranger = gpgHome();
        SignatureVerdict unknown = new BundleSignature(bundle, gpg(stranger))
                .verify(fingerprint, null)
                .get(0);
        assertEquals(State.UNCHECKED, unknown.state(), unknown::toString);
        Path exported = folder.resolve("ada.asc");
        run("gpg", "--homedir", home.toString(), "--batch", "--armor", "--output", exported.toString(), "--export");
        run("gpg", "--homedir", stranger.toString(), "--batch", "--import", exported.toString());
        BundleSignature untrusting = new BundleSignature(bundle, gpg(stranger));
        assertEquals(State.TRUSTED, untrusting.verify(fingerprint, null).get(0).state());
        SignatureVerdict claimed = untrusting.verify("ada@example.org", null).get(0);
        assertEquals(State.OTHER_SIGNER, claimed.state(), "anybody can write an address into a key");
        assertNotNull(claimed.hint());

        Path manifest = bundle.resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace("\"17\"", "\"21\""));
        SignatureVerdict changed = signature.verify(fingerprint, null).get(0);
        assertEquals(State.WRONG, changed.state());
        assertTrue(String.valueOf(changed.problem()).startsWith("it is not over this manifest"), changed::toString);
        Files.writeString(file, "no signature\n");
        assertEquals(
                "it is no signature of OpenPGP",
                signature.verify(null, null).get(0).problem());
    }

    /** The validity that gpg's status line has is the best of all user IDs, and the name that of the primary one. */
    @Test
    void anAddressThatSomebodyAddedToATrustedKeyIsNotTheirs() throws Exception {
        requireInstalled("gpg");
        requireInstalled("gpg-agent");
        Path mallory = gpgHome();
        String key = gpgKey(mallory, "Mallory <m@example.org>");
        Path here = gpgHome();
        gpgKey(here, "Vera <vera@example.org>");
        handOn(mallory, here);
        gpg(here, "--passphrase", "", "--quick-sign-key", key);
        gpg(mallory, "--passphrase", "", "--quick-add-uid", key, "Ada: 1 <ada@example.org>");
        gpg(mallory, "--passphrase", "", "--quick-set-primary-uid", key, "Ada: 1 <ada@example.org>");
        handOn(mallory, here);
        new BundleSignature(bundle, gpg(mallory)).sign(SignatureFormat.GPG, key, folder, line -> {});
        BundleSignature signature = new BundleSignature(bundle, gpg(here));
        SignatureVerdict own = signature.verify("m@example.org", null).get(0);
        assertEquals(State.TRUSTED, own.state(), own::toString);
        assertEquals("Mallory <m@example.org>", own.signer());
        assertTrue(String.valueOf(own.key()).contains("Ada: 1 <ada@example.org>"), "what gpg calls the key");
        for (String claimed : List.of("ada@example.org", "Ada: 1 <ada@example.org>")) {
            SignatureVerdict forged = signature.verify(claimed, null).get(0);
            assertEquals(State.OTHER_SIGNER, forged.state(), forged::toString);
            assertEquals(
                    "its key says that it belongs to " + claimed + ", which gpg's keyring does not vouch for",
                    forged.problem());
        }
    }

    /** What came with a bundle is somebody else's: a link would carry a file of the person's along. */
    @Test
    void onlyPlainSignaturesAreCopiedAndNothingIsReplacedUnasked() throws Exception {
        Path secret = Files.writeString(folder.resolve("id_ed25519"), "-----BEGIN SSH SIGNATURE-----\nsecret\n");
        Path signature = folder.resolve("laptop.glb.sig");
        Path packed = folder.resolve("packed.glb");
        Path copy = folder.resolve("packed.glb.sig");
        Files.createSymbolicLink(signature, secret);
        assertEquals("is a link, and no plain file", copyFailure(packed, true));
        Files.delete(signature);
        Files.writeString(signature, "-----BEGIN OPENSSH PRIVATE KEY-----\n");
        String refused = copyFailure(packed, true);
        assertTrue(refused.startsWith("is no signature: "), refused);
        Files.writeString(signature, "-----BEGIN SSH SIGNATURE-----\n" + "x".repeat(1 << 20));
        assertTrue(copyFailure(packed, true).startsWith("is no signature: "));

        Files.writeString(signature, "-----BEGIN SSH SIGNATURE-----\r\nnew\n");
        Files.createSymbolicLink(copy, secret);
        assertTrue(copyFailure(packed, false).startsWith("is there already"));
        BundleSignature here = new BundleSignature(bundle, PATH);
        assertEquals(List.of(copy), here.copies(packed, true).write());
        assertFalse(Files.isSymbolicLink(copy));
        assertEquals(Files.readString(signature), Files.readString(copy));
        assertTrue(Files.readString(secret).endsWith("secret\n"), "what a link leads to stays as it is");
        assertEquals(List.of(), here.copies(bundle, false).write(), "it is there");
    }

    private String copyFailure(Path other, boolean replace) {
        BundleSignature signature = new BundleSignature(bundle, PATH);
        GradlockException failure = assertThrows(GradlockException.class, () -> signature.copies(other, replace));
        assertEquals(ExitStatus.BAD_INPUT, failure.status());
        return String.valueOf(failure.getMessage());
    }

    @Test
    void aProgramThatHangsOrCannotBeStartedLeavesASignatureUnchecked() throws Exception {
        Files.writeString(folder.resolve("laptop.glb.asc"), "-----BEGIN PGP SIGNATURE-----\n");
        Path gpg = Files.writeString(folder.resolve("gpg"), "#!/bin/sh\nsleep 60 & wait\n");
        Files.setPosixFilePermissions(gpg, PosixFilePermissions.fromString("rwx------"));
        BundleSignature signature = new BundleSignature(bundle, folder.toString(), Duration.ofSeconds(1));
        SignatureVerdict late = signature.verify("ada@example.org", null).get(0);
        assertEquals(State.UNCHECKED, late.state());
        assertEquals("gpg did not end within 1 s, and was ended", late.problem());
        Files.writeString(gpg, "#!/no/such/interpreter\n");
        SignatureVerdict unstarted = signature.verify("ada@example.org", null).get(0);
        assertEquals(State.UNCHECKED, unstarted.state());
        assertTrue(String.valueOf(unstarted.problem()).startsWith("gpg could not be started: "), unstarted::toString);
    }

    private void handOn(Path from, Path to) throws Exception {
        Path keys = folder.resolve("keys");
        Files.deleteIfExists(keys);
        gpg(from, "--output", keys.toString(), "--export");
        gpg(to, "--import", keys.toString());
    }

    private void gpg(Path home, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("gpg", "--homedir", home.toString(), "--batch"));
        command.addAll(List.of(arguments));
        run(command.toArray(String[]::new));
    }

    private static void requireInstalled(String program) {
        assumeTrue(new SigningProgram(program, PATH, Duration.ZERO).find().isPresent(), program + " is not installed");
    }

    private Path sshKey(String name) throws Exception {
        requireInstalled("ssh-keygen");
        Path key = folder.resolve(name);
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", key.toString());
        return key;
    }

    private Path allowed(String who, Path key) throws IOException {
        return Files.writeString(folder.resolve("allowed"), line(who, key));
    }

    private static String line(String who, Path key) throws IOException {
        String[] words = Files.readString(Path.of(key + ".pub")).split(" ");
        return who + " " + words[0] + " " + words[1] + "\n";
    }

    private Path sign(Path key) throws Exception {
        return new BundleSignature(bundle, PATH).sign(SignatureFormat.SSH, key.toString(), folder, line -> {});
    }

    private GradlockException signFailure(SignatureFormat format, @Nullable String key) {
        return assertThrows(
                GradlockException.class,
                () -> new BundleSignature(bundle, PATH).sign(format, key, folder.resolve("nobody"), line -> {}));
    }

    private static SignatureVerdict verdict(Path path, @Nullable String signer, @Nullable Path allowed)
            throws Exception {
        List<SignatureVerdict> verdicts = new BundleSignature(path, PATH).verify(signer, allowed);
        assertEquals(1, verdicts.size());
        return verdicts.get(0);
    }

    private Path gpgHome() throws IOException {
        Path home = Files.createTempDirectory(folder, "g");
        homes.add(home);
        return home;
    }

    /** Returns a PATH on which gpg takes its keys from a folder. */
    private String gpg(Path home) throws IOException {
        Path program = new SigningProgram("gpg", PATH, Duration.ZERO).find().orElseThrow();
        Path bin = Files.createTempDirectory(folder, "bin");
        Path script = Files.writeString(
                bin.resolve("gpg"), "#!/bin/sh\nexec " + program + " --homedir " + home + " --batch \"$@\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return bin.toString();
    }

    /** The agent that keeps the secret keys would stay, and its socket in the folder. */
    @AfterEach
    void endAgents() throws Exception {
        for (Path home : homes) {
            run("gpgconf", "--homedir", home.toString(), "--kill", "all");
        }
    }

    private String gpgKey(Path home, String user) throws Exception {
        run(
                "gpg",
                "--homedir",
                home.toString(),
                "--batch",
                "--passphrase",
                "",
                "--quick-generate-key",
                user,
                "ed25519",
                "sign",
                "never");
        return run("gpg", "--homedir", home.toString(), "--batch", "--with-colons", "--list-keys")
                .lines()
                .filter(line -> line.startsWith("fpr:"))
                .map(line -> line.split(":")[9])
                .findFirst()
                .orElseThrow();
    }

    private String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectError(folder.resolve("stderr").toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), () -> List.of(command) + ": " + text(folder.resolve("stderr")));
        return out;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            return "";
        }
    }
}
