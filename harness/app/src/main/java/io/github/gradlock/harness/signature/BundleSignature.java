package io.github.gradlock.harness.signature;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.signature.SignatureVerdict.State;
import io.github.gradlock.protocol.PackedBundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Signatures of a bundle: files beside it, over its manifest, which vouches for every other file. They hold however the bundle is packed.
 *
 * @param bundle a folder or a zip with a manifest
 * @param search the PATH on which programs are looked for
 * @param checking how long a program may take to check a signature
 */
public record BundleSignature(Path bundle, String search, Duration checking) {
    private static final Duration CHECKING = Duration.ofSeconds(60);

    /** A person may look for the token first. */
    private static final Duration SIGNING = Duration.ofMinutes(5);

    /** Signatures of these programs have some hundred bytes. */
    static final int MOST_BYTES = 1 << 20;

    /** Waits for programs as long as is usual. */
    BundleSignature(Path bundle, String search) {
        this(bundle, search, CHECKING);
    }

    /** Looks for programs on the PATH of this process. */
    public static BundleSignature of(Path bundle) {
        return new BundleSignature(bundle, System.getenv().getOrDefault("PATH", ""));
    }

    /** Returns the signatures that lie beside it. */
    public Map<SignatureFormat, Path> files() {
        Map<SignatureFormat, Path> files = new EnumMap<>(SignatureFormat.class);
        for (SignatureFormat format : SignatureFormat.values()) {
            if (Files.isRegularFile(format.beside(bundle))) {
                files.put(format, format.beside(bundle));
            }
        }
        return files;
    }

    /**
     * Reads the signatures, to be written beside another place of the same bundle.
     *
     * @param replace whether signatures that are there may be replaced
     * @throws GradlockException if one is no plain file that holds a signature, or one is there already and may not be replaced
     */
    public SignatureCopies copies(Path other, boolean replace) throws IOException {
        return SignatureCopies.of(this, other, replace);
    }

    /**
     * Checks the signatures beside the bundle.
     *
     * @param signer who is to have signed; null if that is not asked
     * @param allowedSigners who has which key of OpenSSH; null if that is not known
     */
    public List<SignatureVerdict> verify(@Nullable String signer, @Nullable Path allowedSigners)
            throws IOException, InterruptedException {
        List<SignatureVerdict> verdicts = new ArrayList<>();
        Map<SignatureFormat, Path> files = files();
        if (files.isEmpty()) {
            return verdicts;
        }
        Path manifest = written();
        try {
            for (Map.Entry<SignatureFormat, Path> file : files.entrySet()) {
                verdicts.add(verify(file.getKey(), file.getValue(), manifest, signer, allowedSigners));
            }
        } finally {
            Files.delete(manifest);
        }
        return verdicts;
    }

    private SignatureVerdict verify(
            SignatureFormat format, Path file, Path manifest, @Nullable String signer, @Nullable Path allowedSigners)
            throws IOException, InterruptedException {
        SigningProgram program = new SigningProgram(format.program(), search, checking);
        if (Files.size(file) > MOST_BYTES) {
            return SignatureVerdict.of(
                    file,
                    format,
                    State.WRONG,
                    null,
                    "it has " + Files.size(file) + " bytes, and is no signature",
                    "take it from its source again");
        }
        if (program.find().isEmpty()) {
            return SignatureVerdict.of(
                    file,
                    format,
                    State.UNCHECKED,
                    null,
                    program.name() + " is not on the PATH",
                    program.installation());
        }
        try {
            return format == SignatureFormat.SSH
                    ? new SshSignature(program).verify(manifest, file, signer, allowedSigners)
                    : new GpgSignature(program).verify(manifest, file, signer);
        } catch (GradlockException unended) {
            // What a program does not answer says nothing of other bundles.
            return SignatureVerdict.of(
                    file, format, State.UNCHECKED, null, String.valueOf(unended.getMessage()), unended.hint());
        }
    }

    /**
     * Signs the bundle, whose contents the caller has checked.
     *
     * @param key for ssh the file of a key, for gpg the name of one; null for the one that the person usually has
     * @param home of the person, for ssh's usual keys
     * @param told takes what the program says: it may ask for a touch of a token
     * @return the signature's file, beside the bundle, put there in one step
     * @throws GradlockException if it cannot be made
     */
    public Path sign(SignatureFormat format, @Nullable String key, Path home, Consumer<String> told)
            throws IOException, InterruptedException {
        SigningProgram program = new SigningProgram(format.program(), search, SIGNING);
        Path manifest = written();
        try {
            List<String> lines = format == SignatureFormat.SSH
                    ? new SshSignature(program)
                            .sign(manifest, key == null ? SshSignature.defaultKey(home) : file(key), told)
                    : new GpgSignature(program).sign(manifest, key, told);
            if (lines.isEmpty() || !lines.get(0).equals(format.firstLine())) {
                throw GradlockException.incomplete(
                        program.name() + " made no signature", "call it by itself to see what it says", null);
            }
            byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.US_ASCII);
            SignatureCopies.put(format.beside(bundle), text);
            return format.beside(bundle);
        } finally {
            Files.delete(manifest);
        }
    }

    private static Path file(String key) {
        Path file = Path.of(key);
        if (!Files.isRegularFile(file)) {
            throw GradlockException.badInput(
                    key, "there is no such key", "name the file of a key; or --with gpg for a name of one of gpg's");
        }
        return file;
    }

    /** The programs read files, and a bundle may be a zip. */
    private Path written() throws IOException {
        byte[] text = PackedBundle.manifest(bundle);
        Path file = Files.createTempFile("gradlock-manifest-", ".json");
        // Where a person interrupts a program that waits for them, nothing is left either.
        file.toFile().deleteOnExit();
        Files.write(file, text);
        return file;
    }
}
