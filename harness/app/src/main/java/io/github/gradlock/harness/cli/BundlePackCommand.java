package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ByteCount;
import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.signature.SignatureCopies;
import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.Bundles;
import io.github.gradlock.protocol.PackedBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code gradlock bundle pack}: a bundle as one file. */
@Command(
        name = "pack",
        description = "Makes one file of a bundle, for its way to another machine. All of it is hashed before.",
        footer = {
            "",
            "gradlock run leaves folders. All commands read the file as they read the folder. Without --compress the same bundle",
            "makes the same bytes everywhere; with it a third of them, which depend on the JDK's zlib. What the bundle says is",
            "the same, so that signatures hold and digests are equal.",
            "",
            "Examples:",
            "  gradlock bundle pack target/gradlock/bundles/host.glb --output laptop.glb",
            "  gradlock bundle pack laptop.glb --compress --output small.glb"
        })
final class BundlePackCommand extends GradlockCommand {
    @Parameters(paramLabel = "BUNDLE", description = "A bundle's folder, or a file to be packed otherwise.")
    Path path = Path.of("");

    @Option(names = "--compress", description = "Deflate files of which that takes a quarter off.")
    boolean compress;

    @Mixin
    BundleTarget target = new BundleTarget();

    @Override
    ExitStatus run(Console console) throws IOException {
        OpenBundles.requireThere(path);
        Path place = target.place(name());
        if (Files.isDirectory(place)) {
            throw GradlockException.badInput(
                    place.toString(), "is a folder, and one file is to be written", "name it: --output laptop.glb");
        }
        SignatureCopies signatures = target.signatures(path, place);
        try (ByteProgress progress = new ByteProgress(console, "packing " + path)) {
            PackedBundle.pack(path, place, compress, progress);
        }
        long bytes = PackedBundle.contents(place).stream()
                .mapToLong(PackedBundle.Content::bytes)
                .sum();
        console.print("packed  " + place + "  " + ByteCount.text(Files.size(place)) + " of " + ByteCount.text(bytes));
        BundleTarget.takeSignatures(console, signatures, path, place);
        if (console.isJson()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("bundle", place.toString());
            document.put("bytes", Files.size(place));
            document.put("contentBytes", bytes);
            console.document(JsonText.of(document));
        }
        return ExitStatus.REPRODUCIBLE;
    }

    /** Returns a name like the environment's, made of letters that file systems take: it comes from a file of others. */
    String name() throws IOException {
        try (Bundle bundle = Bundles.open(path)) {
            String name = bundle.manifest().identity().displayName().replaceAll("[^A-Za-z0-9._=,\\[\\]+-]+", "-");
            String plain = name.replaceAll("^[.-]+", "");
            return (plain.isEmpty() ? "bundle" : plain.substring(0, Math.min(plain.length(), 100))) + ".glb";
        }
    }
}
