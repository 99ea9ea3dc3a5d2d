package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.UserHome;
import io.github.gradlock.harness.signature.BundleSignature;
import io.github.gradlock.harness.signature.SignatureFormat;
import io.github.gradlock.protocol.BundleCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code gradlock bundle sign}: a person vouches for a bundle. */
@Command(
        name = "sign",
        description = "Signs a bundle with the keys that a person has: by ssh-keygen, or by gpg.",
        footer = {
            "",
            "The signature is a file beside the bundle, BUNDLE.sig (ssh) or BUNDLE.asc (gpg). It is over the manifest, which",
            "vouches for every other file, so that it holds however the bundle is packed. gradlock reads no private key: the",
            "programs do, and ask for passphrases. The bundle is verified before.",
            "",
            "Examples:",
            "  gradlock bundle sign laptop.glb                                   with the key that ssh would take",
            "  gradlock bundle sign laptop.glb --key ~/.ssh/id_ed25519.pub       whose private half an agent has",
            "  gradlock bundle sign laptop.glb --with gpg --key ada@example.org"
        })
final class BundleSignCommand extends GradlockCommand {
    @Parameters(paramLabel = "BUNDLE", description = "A bundle with a manifest, packed or not.")
    Path path = Path.of("");

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "For ssh the file of a key, for gpg the name of one (default: the usual one).")
    @Nullable
    String key;

    @Option(names = "--with", paramLabel = "PROGRAM", description = "ssh (default) or gpg.", defaultValue = "ssh")
    String with = "ssh";

    @Option(names = "--replace", description = "Replace a signature that is there.")
    boolean replace;

    @Override
    ExitStatus run(Console console) throws IOException, InterruptedException {
        SignatureFormat format = format();
        OpenBundles.requireThere(path);
        BundleSignature signature = BundleSignature.of(path);
        Path there = signature.files().get(format);
        if (there != null && !replace) {
            throw GradlockException.badInput(
                    there.toString(), "a signature is there already", "--replace replaces it; move it to keep both");
        }
        requireWhole(console);
        Path file = signature.sign(format, key, UserHome.ofThisUser(), line -> console.remark(line));
        console.print("signed  " + file);
        if (console.isJson()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("bundle", path.toString());
            document.put("signature", file.toString());
            document.put("format", format.word());
            console.document(JsonText.of(document));
        }
        return ExitStatus.REPRODUCIBLE;
    }

    private SignatureFormat format() {
        for (SignatureFormat format : SignatureFormat.values()) {
            if (format.word().equals(with)) {
                return format;
            }
        }
        throw GradlockException.badInput(null, "--with does not know \"" + with + "\"", "it is ssh or gpg");
    }

    /** Nobody should vouch for what is damaged. */
    private void requireWhole(Console console) throws IOException {
        BundleCheck check;
        try (ByteProgress progress = new ByteProgress(console, "verifying " + path)) {
            check = BundleCheck.of(path, progress);
        }
        if (!check.isWhole()) {
            BundleCheck.Fault first = check.faults().get(0);
            throw GradlockException.badInput(
                    first.location(),
                    first.message(),
                    "nothing was signed; gradlock bundle verify tells all that is wrong");
        }
        if (!check.vouched()) {
            throw GradlockException.badInput(
                    path.toString(),
                    "no manifest.json, which a signature is over",
                    Files.isDirectory(path)
                            ? "a run has to come to its end to write one"
                            : "sign the file by itself, with ssh-keygen -Y sign or gpg");
        }
    }
}
