package io.github.gradlock.harness.signature;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.signature.SignatureVerdict.State;
import io.github.gradlock.harness.signature.SigningProgram.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Signatures by OpenSSH's keys, made and checked by {@code ssh-keygen -Y}. */
record SshSignature(SigningProgram program) {
    /** What a signature is for: one over a commit or a mail is none over a bundle. */
    static final String NAMESPACE = "gradlock-bundle@gradlock.github.io";

    private static final List<String> KEYS =
            List.of("id_ed25519", "id_ed25519_sk", "id_ecdsa", "id_ecdsa_sk", "id_rsa");
    private static final Pattern GOOD = Pattern.compile("Good .* with (\\S+) key (SHA256:\\S+)");

    /**
     * Signs.
     *
     * @param manifest file to be signed
     * @param key file of a private key, or of a public one whose private half an agent has
     * @return the signature's lines
     * @throws GradlockException if it cannot be made
     */
    List<String> sign(Path manifest, Path key, Consumer<String> told) throws IOException, InterruptedException {
        Answer answer = program.run(manifest, told, List.of("-Y", "sign", "-n", NAMESPACE, "-f", key.toString()));
        if (answer.status() != 0) {
            throw refused(answer, key);
        }
        return answer.output();
    }

    private GradlockException refused(Answer answer, Path key) {
        String said = answer.errorText();
        if (said.contains("No private key found")) {
            return GradlockException.badInput(
                    key.toString(),
                    "the private half of this key is not in the agent",
                    "ssh-add FILE adds it; or name the file of the private key: --key FILE");
        }
        if (said.contains("incorrect passphrase")) {
            return GradlockException.badInput(
                    key.toString(), "the passphrase was not that of the key", "try again; or ssh-add it first");
        }
        if (said.contains("invalid format") || said.contains("Couldn't load public key")) {
            return GradlockException.badInput(
                    key.toString(), "this is no key of OpenSSH", "ssh-keygen -t ed25519 makes one");
        }
        return GradlockException.incomplete(
                "ssh-keygen could not sign: " + said, "ssh-keygen -Y sign by itself may say more", null);
    }

    /** Returns the first of a person's keys that ssh itself would try. */
    static Path defaultKey(Path home) {
        for (String name : KEYS) {
            Path key = home.resolve(".ssh").resolve(name);
            if (Files.exists(key)) {
                return key;
            }
        }
        throw GradlockException.badInput(
                null,
                "there is no key in " + home.resolve(".ssh"),
                "ssh-keygen -t ed25519 makes one; or name one: --key FILE; or sign with gpg: --with gpg");
    }

    /**
     * Checks a signature.
     *
     * @param signer who is to have made it, as {@code allowedSigners} names them; null if that is not asked
     * @param allowedSigners file in the form of ssh-keygen's ALLOWED SIGNERS
     */
    SignatureVerdict verify(Path manifest, Path signature, @Nullable String signer, @Nullable Path allowedSigners)
            throws IOException, InterruptedException {
        Answer answer = program.run(
                manifest, line -> {}, List.of("-Y", "check-novalidate", "-n", NAMESPACE, "-s", signature.toString()));
        if (answer.status() != 0) {
            return wrong(signature, answer);
        }
        String key = key(answer);
        if (signer == null || allowedSigners == null) {
            return SignatureVerdict.good(signature, SignatureFormat.SSH, State.VALID, key, null);
        }
        Answer trusted = program.run(
                manifest,
                line -> {},
                List.of(
                        "-Y",
                        "verify",
                        "-n",
                        NAMESPACE,
                        "-I",
                        signer,
                        "-f",
                        allowedSigners.toString(),
                        "-s",
                        signature.toString()));
        return trusted.status() == 0
                ? SignatureVerdict.good(signature, SignatureFormat.SSH, State.TRUSTED, key, signer)
                : otherSigner(manifest, signature, key, signer, allowedSigners);
    }

    private static String key(Answer answer) {
        Matcher good = GOOD.matcher(String.join("\n", answer.output()));
        return good.find() ? good.group(1) + " " + good.group(2) : "a key that ssh-keygen does not name";
    }

    private SignatureVerdict otherSigner(Path manifest, Path signature, String key, String signer, Path allowedSigners)
            throws IOException, InterruptedException {
        Answer found = program.run(
                manifest,
                line -> {},
                List.of("-Y", "find-principals", "-f", allowedSigners.toString(), "-s", signature.toString()));
        String others = found.status() == 0 ? String.join(", ", found.output()) : "";
        boolean same = List.of(others.split("[, ]+")).contains(signer);
        return SignatureVerdict.of(
                signature,
                SignatureFormat.SSH,
                State.OTHER_SIGNER,
                key,
                same
                        ? signer
                                + " has this key, and it does not count: it expired, or is not meant for this namespace"
                        : others.isEmpty()
                                ? "it is not by " + signer + ": nobody in " + allowedSigners + " has this key"
                                : "it is not by " + signer + ", but by " + others,
                "a line of " + allowedSigners + ": " + signer + " namespaces=\"" + NAMESPACE + "\" ssh-ed25519 AAAA…");
    }

    private SignatureVerdict wrong(Path signature, Answer answer) {
        String said = answer.errorText();
        if (said.contains("unknown option")
                || said.contains("illegal option")
                || said.contains("Unsupported operation")) {
            return SignatureVerdict.of(
                    signature,
                    SignatureFormat.SSH,
                    State.UNCHECKED,
                    null,
                    "this ssh-keygen is too old to check it",
                    program.installation());
        }
        String problem = said.contains("namespace does not match")
                ? "it was made for another purpose: its namespace is not " + NAMESPACE
                : said.contains("incorrect signature")
                        ? "it is not over this manifest: the manifest was changed, or the signature is another bundle's"
                        : "it is no signature of OpenSSH: " + said;
        return SignatureVerdict.of(
                signature,
                SignatureFormat.SSH,
                State.WRONG,
                null,
                problem,
                "take bundle and signature from their source again; what is signed anew vouches for what is here now");
    }
}
