package io.github.gradlock.harness.contents;

import io.github.gradlock.harness.contents.BundleContents.Case;
import io.github.gradlock.harness.contents.BundleContents.Tensor;
import io.github.gradlock.harness.diff.ElementSummary;
import io.github.gradlock.harness.diff.Scalar;
import io.github.gradlock.harness.report.Figures;
import io.github.gradlock.protocol.Manifest;
import io.github.gradlock.protocol.PackedBundle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a bundle holds, for programs; the schema is {@code bundle-show.schema.json}. */
public final class ContentsJson {
    private ContentsJson() {}

    /** Returns what it is. */
    public static Map<String, @Nullable Object> of(BundleContents contents) throws IOException {
        Manifest manifest = contents.bundle().manifest();
        Manifest.Identity identity = manifest.identity();
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("bundle", contents.bundle().path().toString());
        document.put("form", Figures.words(contents.form()));
        document.put("name", identity.displayName());
        document.put("environment", identity.environment());
        document.put("variant", identity.variant());
        document.put("specHash", identity.specHash());
        document.put("lockHash", identity.lockHash());
        document.put("imageDigest", identity.imageDigest());
        document.put("suite", manifest.suite());
        document.put("suiteHash", manifest.suiteHash());
        document.put("iterations", manifest.iterations());
        document.put("restarts", manifest.restarts());
        document.put("start", manifest.start());
        document.put("end", manifest.end());
        document.put("complete", manifest.complete());
        document.put("counts", counts(manifest.counts()));
        document.put(
                "resultsDigest",
                contents.bundle().isHashed() ? contents.bundle().resultsDigest() : null);
        document.put("files", files(contents, manifest));
        document.put("provenance", manifest.provenance());
        return document;
    }

    private static Map<String, Object> counts(Manifest.Counts counts) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("cases", counts.cases());
        fields.put("passed", counts.passed());
        fields.put("failed", counts.failed());
        fields.put("skipped", counts.skipped());
        fields.put("varying", counts.varying());
        return fields;
    }

    private static List<Map<String, @Nullable Object>> files(BundleContents contents, Manifest manifest) {
        List<Map<String, @Nullable Object>> files = new ArrayList<>();
        for (PackedBundle.Content file : contents.files()) {
            Manifest.Content vouched = manifest.files().get(file.name());
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            fields.put("name", file.name());
            fields.put("bytes", file.bytes());
            fields.put("packedBytes", file.packed());
            fields.put("sha256", vouched == null ? null : vouched.sha256());
            files.add(fields);
        }
        return files;
    }

    /** Returns a case with its tensors. */
    public static Map<String, @Nullable Object> of(Case one) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("case", one.record().id());
        fields.put("status", Figures.words(one.record().status()));
        fields.put("reason", one.record().reason());
        fields.put("repetitions", one.record().repetitions().size());
        fields.put("tensors", one.tensors().stream().map(ContentsJson::tensor).toList());
        return fields;
    }

    private static Map<String, @Nullable Object> tensor(Tensor tensor) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("name", tensor.info().name());
        fields.put("dtype", tensor.info().type().name());
        fields.put("shape", tensor.info().shape());
        fields.put("sha256", tensor.info().knownSha256());
        ElementSummary elements = tensor.elements();
        if (elements != null) {
            fields.put("elements", elements.count());
            fields.put("min", scalar(elements.least()));
            fields.put("max", scalar(elements.greatest()));
            fields.put("nans", elements.nans());
            fields.put("infinities", elements.infinities());
            fields.put(
                    "first", elements.first().stream().map(ContentsJson::scalar).toList());
        }
        return fields;
    }

    /** JSON has no NaN, and its numbers lose digits in some readers. */
    private static @Nullable Map<String, String> scalar(@Nullable Scalar scalar) {
        return scalar == null ? null : Map.of("decimal", scalar.decimal(), "hex", scalar.hex());
    }
}
