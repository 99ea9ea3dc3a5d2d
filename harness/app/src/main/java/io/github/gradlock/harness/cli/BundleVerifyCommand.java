package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.signature.BundleSignature;
import io.github.gradlock.harness.signature.SignatureFormat;
import io.github.gradlock.harness.signature.SignatureVerdict;
import io.github.gradlock.protocol.BundleCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code gradlock bundle verify}: is a bundle what was written, and by whom? */
@Command(
        name = "verify",
        description = "Holds all of a bundle against its checksums, and its signature against its manifest.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:every file and tensor is what the manifest and the cases say, and a signature that is there is good",
            "2:something is not (each fault is told with its place), or it is not signed by the signer asked for",
            "3:nothing vouches for it (a lone safetensors, a killed run), or a signature could not be checked"
        },
        footer = {
            "",
            "Without --signer a signature shows that the manifest was not changed since, and names its key. With it, who made the",
            "signature is decided by ssh-keygen from FILE (see ALLOWED SIGNERS in its manual), or by gpg from its keyring.",
            "",
            "Examples:",
            "  gradlock bundle verify laptop.glb server.glb",
            "  gradlock bundle verify laptop.glb --signer ada@example.org --allowed-signers signers.txt",
            "  gradlock bundle verify laptop.glb --signer 78ECF7FA0F842C2E91A8B491A6DA6FB30415F9EE     of gpg"
        })
final class BundleVerifyCommand extends GradlockCommand {
    @Parameters(arity = "1..*", paramLabel = "BUNDLE", description = "Result bundles.")
    List<Path> paths = List.of();

    @Option(
            names = "--signer",
            paramLabel = "ID",
            description =
                    "Who is to have signed: a name in the file of --allowed-signers, or a fingerprint (40 digits) or a"
                            + " trusted address of gpg's.")
    @Nullable
    String signer;

    @Option(
            names = "--allowed-signers",
            paramLabel = "FILE",
            description = "Who has which key of OpenSSH: lines like ada@example.org ssh-ed25519 AAAA…")
    @Nullable
    Path allowedSigners;

    @Override
    ExitStatus run(Console console) throws IOException, InterruptedException {
        requireUsable();
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        ExitStatus status = ExitStatus.REPRODUCIBLE;
        for (Path path : paths) {
            VerifiedBundle verified = verified(console, path);
            verified.lines(console);
            rows.add(verified.row());
            ExitStatus one = verified.status();
            status = one == ExitStatus.BAD_INPUT || status == ExitStatus.BAD_INPUT
                    ? ExitStatus.BAD_INPUT
                    : one == ExitStatus.INCOMPLETE ? one : status;
        }
        if (console.isJson()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("exit", status.code());
            document.put("bundles", rows);
            console.document(JsonText.of(document));
        }
        return status;
    }

    private VerifiedBundle verified(Console console, Path path) throws IOException, InterruptedException {
        BundleCheck check;
        try (ByteProgress progress = new ByteProgress(console, "verifying " + path)) {
            check = BundleCheck.of(path, progress);
        }
        boolean signed = check.vouched() && check.manifest() != null;
        List<SignatureVerdict> signatures =
                signed ? BundleSignature.of(path).verify(signer, allowedSigners) : List.of();
        return new VerifiedBundle(check, signatures, signer);
    }

    private void requireUsable() {
        for (Path path : paths) {
            OpenBundles.requireThere(path);
        }
        if (signer != null && signer.isBlank()) {
            throw GradlockException.badInput(null, "--signer names nobody", "--signer ada@example.org");
        }
        if (allowedSigners != null && !Files.isReadable(allowedSigners)) {
            throw GradlockException.badInput(
                    allowedSigners.toString(),
                    "there is no such file that can be read",
                    "it has a line for each key: ada@example.org ssh-ed25519 AAAA…");
        }
        if (allowedSigners != null && signer == null) {
            throw GradlockException.badInput(
                    null,
                    "--allowed-signers says who has which key, and no --signer was asked for",
                    "--signer ada@example.org");
        }
        for (Path path : paths) {
            if (signer != null
                    && allowedSigners == null
                    && BundleSignature.of(path).files().containsKey(SignatureFormat.SSH)) {
                throw GradlockException.badInput(
                        SignatureFormat.SSH.beside(path).toString(),
                        "whose keys of OpenSSH count is not said",
                        "--allowed-signers FILE, with a line for each key: " + signer + " ssh-ed25519 AAAA…");
            }
        }
    }
}
