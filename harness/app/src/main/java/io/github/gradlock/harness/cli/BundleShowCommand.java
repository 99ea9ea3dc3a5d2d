package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.contents.BundleContents;
import io.github.gradlock.harness.contents.ContentsJson;
import io.github.gradlock.harness.contents.ContentsText;
import io.github.gradlock.harness.signature.BundleSignature;
import io.github.gradlock.protocol.Bundle;
import io.github.gradlock.protocol.Bundles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code gradlock bundle show}: what a bundle is and holds. */
@Command(
        name = "show",
        description = "Shows what a bundle is: environment, suite, counts, digest, files, provenance; and its cases.",
        footer = {
            "",
            "A bundle is a file NAME.glb, the folder it was made of, a lone values.safetensors, or the folder that a killed",
            "run left. What is shown was not verified but for what had to be read: gradlock bundle verify holds all of it",
            "against its checksums.",
            "",
            "Examples:",
            "  gradlock bundle show laptop.glb",
            "  gradlock bundle show laptop.glb --case 'softmax*' --values"
        })
final class BundleShowCommand extends GradlockCommand {
    @Parameters(paramLabel = "BUNDLE", description = "A result bundle.")
    Path path = Path.of("");

    @Option(
            names = "--case",
            paramLabel = "PATTERN",
            description =
                    "Show these cases with their tensors; * stands for any characters, ? for one; may be given again.")
    List<String> cases = List.of();

    @Option(
            names = "--values",
            description =
                    "With --case: least and greatest element, NaN, infinities, and the first elements with their bits.")
    boolean values;

    @Override
    ExitStatus run(Console console) throws IOException {
        if (values && cases.isEmpty()) {
            throw GradlockException.badInput(
                    null, "--values shows elements of cases, and no --case was given", "all of them: --case '*'");
        }
        OpenBundles.requireThere(path);
        try (Bundle bundle = Bundles.open(path)) {
            BundleContents contents = BundleContents.of(bundle);
            List<String> signatures = BundleSignature.of(path).files().values().stream()
                    .map(Path::toString)
                    .toList();
            if (console.isJson()) {
                document(console, contents, signatures);
            } else if (!cases.isEmpty()) {
                CaseSelection selection = new CaseSelection(cases);
                selection.require(contents.cases(
                        selection.wanted(), values, one -> ContentsText.of(one).forEach(console::print)));
            } else {
                ContentsText.of(contents).forEach(console::print);
                signatures.forEach(
                        file -> console.print("  signature  " + file + "  not checked here: gradlock bundle verify"));
            }
        }
        return ExitStatus.REPRODUCIBLE;
    }

    private void document(Console console, BundleContents contents, List<String> signatures) throws IOException {
        Map<String, @Nullable Object> document = ContentsJson.of(contents);
        document.put("signatures", signatures);
        if (!cases.isEmpty()) {
            List<Map<String, @Nullable Object>> rows = new ArrayList<>();
            CaseSelection selection = new CaseSelection(cases);
            selection.require(contents.cases(selection.wanted(), values, one -> rows.add(ContentsJson.of(one))));
            document.put("cases", rows);
        }
        console.document(JsonText.of(document));
    }
}
