package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.signature.SignatureCopies;
import io.github.gradlock.protocol.PackedBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The command {@code gradlock bundle unpack}: a bundle as a folder. */
@Command(
        name = "unpack",
        description = "Makes a folder of a packed bundle, for other programs. All of it is hashed before.",
        footer = {
            "",
            "gradlock itself reads packed bundles as they are. NumPy and PyTorch read values.safetensors in the folder.",
            "",
            "Examples:",
            "  gradlock bundle unpack laptop.glb                       writes the folder laptop",
            "  gradlock bundle unpack laptop.glb --output results/laptop"
        })
final class BundleUnpackCommand extends GradlockCommand {
    @Parameters(paramLabel = "BUNDLE", description = "A packed bundle.")
    Path path = Path.of("");

    @Mixin
    BundleTarget target = new BundleTarget();

    @Override
    ExitStatus run(Console console) throws IOException {
        OpenBundles.requireThere(path);
        if (Files.isDirectory(path)) {
            throw GradlockException.badInput(
                    path.toString(), "is a folder already", "name a packed bundle: laptop.glb");
        }
        String name = String.valueOf(path.getFileName());
        Path place = target.place(name.endsWith(".glb") ? name.substring(0, name.length() - 4) : name);
        if (Files.exists(place) && !Files.isDirectory(place)) {
            throw GradlockException.badInput(
                    place.toString(), "is a file, and a folder is to be written", "name another place: --output");
        }
        SignatureCopies signatures = target.signatures(path, place);
        try (ByteProgress progress = new ByteProgress(console, "unpacking " + path)) {
            PackedBundle.unpack(path, place, progress);
        }
        console.print("unpacked  " + place);
        BundleTarget.takeSignatures(console, signatures, path, place);
        if (console.isJson()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("bundle", place.toString());
            console.document(JsonText.of(document));
        }
        return ExitStatus.REPRODUCIBLE;
    }
}
