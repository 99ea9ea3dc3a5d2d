package io.github.gradlock.harness.contents;

import io.github.gradlock.harness.ByteCount;
import io.github.gradlock.harness.PlainText;
import io.github.gradlock.harness.contents.BundleContents.Case;
import io.github.gradlock.harness.contents.BundleContents.Tensor;
import io.github.gradlock.harness.diff.ElementSummary;
import io.github.gradlock.harness.diff.Scalar;
import io.github.gradlock.harness.report.Figures;
import io.github.gradlock.protocol.Manifest;
import io.github.gradlock.protocol.PackedBundle;
import io.github.gradlock.protocol.Repetition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a bundle holds, for a person; a line each, with what comes from the bundle made harmless. */
public final class ContentsText {
    private final List<String> lines = new ArrayList<>();

    private ContentsText() {}

    /** Returns what it is: where it is from, what was run, its files, what the environment turned out to be. */
    public static List<String> of(BundleContents contents) throws IOException {
        ContentsText text = new ContentsText();
        Manifest manifest = contents.bundle().manifest();
        long bytes = contents.files().stream()
                .mapToLong(PackedBundle.Content::packed)
                .sum();
        text.line("%s  ·  %s, %s  ·  %s"
                .formatted(
                        contents.bundle().path(),
                        Figures.words(contents.form()),
                        ByteCount.text(bytes),
                        manifest.identity().displayName()));
        text.head(contents, manifest);
        text.files(contents, manifest);
        if (!manifest.provenance().isEmpty()) {
            text.line("  provenance");
            int width = width(manifest.provenance().keySet());
            manifest.provenance().forEach((key, value) -> text.line("    %s  %s".formatted(padded(key, width), value)));
        }
        return text.lines;
    }

    private void head(BundleContents contents, Manifest manifest) throws IOException {
        Manifest.Counts counts = manifest.counts();
        field(
                "results digest",
                contents.bundle().isHashed()
                        ? contents.bundle().resultsDigest()
                        : "not known: a safetensors file alone has none, and was not hashed");
        field(
                "cases",
                "%s: %s passed, %s failed, %s skipped, %s vary"
                        .formatted(
                                Figures.count(counts.cases()),
                                Figures.count(counts.passed()),
                                Figures.count(counts.failed()),
                                Figures.count(counts.skipped()),
                                Figures.count(counts.varying())));
        field(
                "run",
                Figures.count(manifest.iterations(), "iteration") + " × "
                        + Figures.count(manifest.restarts(), "restart")
                        + (manifest.start().isEmpty() ? "" : ", " + manifest.start() + " to " + manifest.end())
                        + (manifest.complete() ? "" : "; it did not come to its end"));
        field("suite", manifest.suite().isEmpty() ? null : manifest.suite() + "  " + manifest.suiteHash());
        field("spec", manifest.identity().specHash());
        field("lock", manifest.identity().lockHash());
        field("image", manifest.identity().imageDigest());
    }

    private void field(String name, @Nullable String value) {
        if (value != null) {
            line("  %s  %s".formatted(padded(name, "results digest".length()), value));
        }
    }

    private void files(BundleContents contents, Manifest manifest) {
        line("  files");
        int width =
                width(contents.files().stream().map(PackedBundle.Content::name).toList());
        for (PackedBundle.Content file : contents.files()) {
            Manifest.Content vouched = manifest.files().get(file.name());
            String packed = file.deflated() ? ", deflated to " + ByteCount.text(file.packed()) : "";
            boolean vouching =
                    file.name().equals("manifest.json") || manifest.files().isEmpty();
            line("    %s  %s%s"
                    .formatted(
                            padded(file.name(), width),
                            ByteCount.text(file.bytes()) + packed,
                            vouched != null
                                    ? "  sha256:" + vouched.sha256()
                                    : vouching ? "" : "  not of the bundle: the manifest does not name it"));
        }
    }

    /** Returns a case with its tensors. */
    public static List<String> of(Case one) {
        ContentsText text = new ContentsText();
        String reason = one.record().reason();
        List<Repetition> repetitions = one.record().repetitions();
        long unlike = repetitions.stream()
                .filter(each -> each.status() != one.record().status()
                        || !each.tensors().equals(one.record().tensors()))
                .count();
        text.line(one.record().id() + "  " + Figures.words(one.record().status())
                + (reason == null ? "" : ": " + reason)
                + (repetitions.isEmpty()
                        ? ""
                        : "  ·  " + Figures.count(repetitions.size(), "repetition") + ", "
                                + (unlike == 0 ? "all alike" : unlike + " unlike the first execution")));
        int names =
                width(one.tensors().stream().map(tensor -> tensor.info().name()).toList());
        int types = width(one.tensors().stream().map(ContentsText::type).toList());
        for (Tensor tensor : one.tensors()) {
            text.line("  %s  %s  %s"
                    .formatted(
                            padded(tensor.info().name(), names),
                            padded(type(tensor), types),
                            tensor.info().isHashed() ? "sha256:" + tensor.info().sha256() : "not hashed"));
            if (tensor.elements() != null) {
                text.elements(tensor.elements());
            }
        }
        return text.lines;
    }

    private static String type(Tensor tensor) {
        return tensor.info().type() + " " + tensor.info().shape();
    }

    private void elements(ElementSummary elements) {
        Scalar least = elements.least();
        Scalar greatest = elements.greatest();
        line("    " + Figures.count(elements.count(), "element")
                + (least == null || greatest == null ? "" : ", min " + least.decimal() + ", max " + greatest.decimal())
                + (elements.nans() == 0 ? "" : ", " + Figures.count(elements.nans()) + " NaN")
                + (elements.infinities() == 0 ? "" : ", " + Figures.count(elements.infinities()) + " infinite"));
        if (!elements.first().isEmpty()) {
            line("    "
                    + elements.first().stream()
                            .map(each -> each.decimal() + " " + each.hex())
                            .collect(Collectors.joining("  "))
                    + (elements.first().size() < elements.count() ? "  …" : ""));
        }
    }

    private void line(String text) {
        lines.add(PlainText.of(text));
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static int width(Iterable<String> texts) {
        int width = 0;
        for (String text : texts) {
            width = Math.max(width, Math.min(text.length(), 40));
        }
        return width;
    }
}
