package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.signature.BundleSignature;
import io.github.gradlock.harness.signature.SignatureCopies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where {@code gradlock bundle pack} and {@code unpack} write. */
final class BundleTarget {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "PLACE",
            description = "What is written (default: a name like the bundle's, in this folder).")
    @Nullable
    Path output;

    @Option(names = "--replace", description = "Replace what is there, and signatures beside it.")
    boolean replace;

    /**
     * Returns the place.
     *
     * @param name where none was given
     * @throws GradlockException if something is there that may not be replaced
     */
    Path place(String name) {
        Path place = output != null ? output : Path.of(name);
        if (place.toString().isBlank() || place.getFileName() == null) {
            throw GradlockException.badInput(null, "--output names nothing", "--output laptop.glb");
        }
        Path folder = place.toAbsolutePath().normalize().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw GradlockException.badInput(
                    place.toString(), "there is no folder " + folder, "make it, or write somewhere else");
        }
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS) && !replace) {
            throw GradlockException.badInput(
                    place.toString(), "is there already", "--replace replaces it; or name another place: --output");
        }
        return place;
    }

    /**
     * Reads the signatures that are to go along, before anything is written.
     *
     * @throws GradlockException if one is none, or is there already and may not be replaced
     */
    SignatureCopies signatures(Path from, Path to) throws IOException {
        return BundleSignature.of(from).copies(to, replace);
    }

    /** Takes signatures along: they are over the manifest, which stays what it is. */
    static void takeSignatures(Console console, SignatureCopies signatures, Path from, Path to) throws IOException {
        for (Path file : signatures.write()) {
            console.remark("the signature goes with it: " + file);
        }
        BundleSignature.of(to).files().forEach((format, file) -> {
            if (!Files.exists(format.beside(from))) {
                console.remark("warning: " + file + " was there before, and is not this bundle's");
            }
        });
    }
}
