package io.github.gradlock.harness.signature;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.signature.SignatureVerdict.State;
import io.github.gradlock.harness.signature.SigningProgram.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Signatures by keys of OpenPGP, made and checked by gpg; what it says is read from its status lines, which have no language. */
record GpgSignature(SigningProgram program) {
    private static final String STATUS = "[GNUPG:] ";
    private static final String AGAIN =
            "take bundle and signature from their source again; what is signed anew vouches for what is here now";

    /** Those of older keys are shorter, and were forged; what is shorter yet is no fingerprint, but the ID of a key. */
    private static final int FINGERPRINT_DIGITS = 40;

    /**
     * Signs.
     *
     * @param manifest file to be signed
     * @param key name of a secret key; null for gpg's default
     * @return the signature's lines
     * @throws GradlockException if it cannot be made
     */
    List<String> sign(Path manifest, @Nullable String key, Consumer<String> told)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("--status-fd", "2", "--armor", "--detach-sign"));
        if (key != null) {
            arguments.addAll(List.of("--local-user", key));
        }
        arguments.addAll(List.of("--output", "-", "--", manifest.toString()));
        Answer answer = program.run(
                manifest,
                line -> {
                    if (!line.startsWith(STATUS)) {
                        told.accept(line);
                    }
                },
                arguments);
        if (answer.status() == 0) {
            return answer.output();
        }
        if (statuses(answer.errors()).stream().anyMatch(status -> status.get(0).equals("INV_SGNR"))) {
            throw GradlockException.badInput(
                    null,
                    key == null ? "gpg has no secret key" : "gpg has no secret key \"" + key + "\"",
                    "gpg --list-secret-keys shows those there are; gpg --quick-generate-key NAME makes one");
        }
        throw GradlockException.incomplete(
                "gpg could not sign: "
                        + answer.errors().stream()
                                .filter(line -> !line.startsWith(STATUS))
                                .collect(Collectors.joining("; ")),
                "gpg --detach-sign by itself may say more; in a terminal, export GPG_TTY=$(tty)",
                null);
    }

    /**
     * Checks a signature.
     *
     * @param signer who is to have made it: a fingerprint, or an address or name that the keyring vouches for; null if that is not asked
     */
    SignatureVerdict verify(Path manifest, Path signature, @Nullable String signer)
            throws IOException, InterruptedException {
        Answer answer = program.run(
                manifest,
                line -> {},
                List.of(
                        "--batch",
                        "--no-auto-key-retrieve",
                        "--status-fd",
                        "1",
                        "--verify",
                        "--",
                        signature.toString(),
                        manifest.toString()));
        List<List<String>> statuses = statuses(answer.output());
        List<String> names = statuses.stream().map(status -> status.get(0)).toList();
        if (names.contains("NO_PUBKEY")) {
            String key = argument(statuses, "NO_PUBKEY", 1);
            return SignatureVerdict.of(
                    signature,
                    SignatureFormat.GPG,
                    State.UNCHECKED,
                    key,
                    "its key is not in gpg's keyring",
                    "have the key from whom it belongs to, and gpg --import FILE");
        }
        if (names.stream().filter("NEWSIG"::equals).count() > 1) {
            return wrong(signature, null, "it holds several signatures");
        }
        if (!names.contains("VALIDSIG") || !names.contains("GOODSIG") || answer.status() != 0) {
            return wrong(signature, null, problem(names, answer));
        }
        return byWhom(manifest, signature, statuses, signer);
    }

    private SignatureVerdict byWhom(Path manifest, Path signature, List<List<String>> statuses, @Nullable String signer)
            throws IOException, InterruptedException {
        String fingerprint = argument(statuses, "VALIDSIG", 1);
        String primary = argument(statuses, "VALIDSIG", 10);
        String user = rest(statuses, "GOODSIG");
        String key = fingerprint + " (" + user + ")";
        if (signer == null) {
            return SignatureVerdict.good(signature, SignatureFormat.GPG, State.VALID, key, null);
        }
        if (isFingerprint(signer, fingerprint) || isFingerprint(signer, primary)) {
            return SignatureVerdict.good(signature, SignatureFormat.GPG, State.TRUSTED, key, user);
        }
        List<GpgKeyring.UserId> meant = new GpgKeyring(program)
                .userIds(primary, manifest).stream()
                        .filter(userId -> userId.means(signer))
                        .toList();
        for (GpgKeyring.UserId userId : meant) {
            if (userId.valid()) {
                return SignatureVerdict.good(signature, SignatureFormat.GPG, State.TRUSTED, key, userId.text());
            }
        }
        boolean named = !meant.isEmpty();
        return SignatureVerdict.of(
                signature,
                SignatureFormat.GPG,
                State.OTHER_SIGNER,
                key,
                named
                        ? "its key says that it belongs to " + signer + ", which gpg's keyring does not vouch for"
                        : "it is not by " + signer + ", but by " + key,
                named
                        ? "ask them for their fingerprint, and name it: --signer " + primary
                        : "--signer takes a whole fingerprint, or an address that gpg's keyring vouches for");
    }

    private static String problem(List<String> names, Answer answer) {
        if (names.contains("BADSIG")) {
            return "it is not over this manifest: the manifest was changed, or the signature is another bundle's";
        }
        if (names.contains("EXPSIG") || names.contains("EXPKEYSIG")) {
            return "it or its key expired";
        }
        if (names.contains("REVKEYSIG")) {
            return "its key was revoked";
        }
        return names.contains("NODATA")
                ? "it is no signature of OpenPGP"
                : "gpg does not vouch for it: " + answer.errorText();
    }

    private static SignatureVerdict wrong(Path signature, @Nullable String key, String problem) {
        return SignatureVerdict.of(signature, SignatureFormat.GPG, State.WRONG, key, problem, AGAIN);
    }

    private static boolean isFingerprint(String signer, String fingerprint) {
        String digits = signer.replaceAll("^0[xX]|\\s", "").toUpperCase(Locale.ROOT);
        return digits.length() >= FINGERPRINT_DIGITS && digits.equals(fingerprint);
    }

    private static List<List<String>> statuses(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(STATUS) && line.length() > STATUS.length())
                .map(line -> List.of(line.substring(STATUS.length()).split(" ")))
                .filter(status -> !status.isEmpty())
                .toList();
    }

    private static String argument(List<List<String>> statuses, String name, int index) {
        return statuses.stream()
                .filter(status -> status.get(0).equals(name) && status.size() > index)
                .map(status -> status.get(index))
                .findFirst()
                .orElse("");
    }

    private static String rest(List<List<String>> statuses, String name) {
        return statuses.stream()
                .filter(status -> status.get(0).equals(name) && status.size() > 2)
                .map(status -> String.join(" ", status.subList(2, status.size())))
                .findFirst()
                .orElse("");
    }
}
