package io.github.gradlock.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The manifest as {@code manifest.json}, the schema of which is {@code manifest.schema.json}. */
final class ManifestJson {
    private ManifestJson() {}

    static String write(Manifest manifest) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("format-version", Manifest.FORMAT_VERSION);
        fields.put("environment", identity(manifest.identity()));
        Map<String, Object> suite = new LinkedHashMap<>();
        suite.put("name", manifest.suite());
        suite.put("sha256", manifest.suiteHash());
        fields.put("suite", suite);
        fields.put("iterations", manifest.iterations());
        fields.put("restarts", manifest.restarts());
        fields.put("start", manifest.start());
        fields.put("end", manifest.end());
        fields.put("complete", manifest.complete());
        if (manifest.part() != null) {
            fields.put("part", part(manifest.part()));
        }
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("cases", manifest.counts().cases());
        counts.put("passed", manifest.counts().passed());
        counts.put("failed", manifest.counts().failed());
        counts.put("skipped", manifest.counts().skipped());
        counts.put("varying", manifest.counts().varying());
        fields.put("counts", counts);
        fields.put("results-digest", manifest.resultsDigest());
        fields.put("files", files(manifest.files()));
        fields.put("provenance", manifest.provenance());
        return Json.document(fields);
    }

    private static Map<String, Object> identity(Manifest.Identity identity) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", identity.environment());
        fields.put("variant", identity.variant());
        put(fields, "spec-hash", identity.specHash());
        put(fields, "lock-hash", identity.lockHash());
        put(fields, "image-digest", identity.imageDigest());
        return fields;
    }

    private static void put(Map<String, Object> fields, String name, @Nullable String value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    static Manifest read(JsonValue document) throws BundleException {
        JsonFields fields = new JsonFields(document);
        JsonValue version = fields.required("format-version");
        if (version.count() != Manifest.FORMAT_VERSION) {
            throw version.fault(
                    "format version " + version.count() + "; this gradlock reads " + Manifest.FORMAT_VERSION,
                    "use the gradlock that wrote the bundle, or a newer one");
        }
        Manifest.Identity identity = identity(fields.required("environment"));
        JsonFields suite = new JsonFields(fields.required("suite"));
        String suiteName = suite.required("name").text();
        String suiteHash = suite.required("sha256").text();
        suite.finish();
        Manifest manifest = new Manifest(
                identity,
                TraceJson.texts(fields.required("provenance")),
                suiteName,
                suiteHash,
                fields.required("iterations").smallCount(),
                fields.required("restarts").smallCount(),
                fields.required("start").text(),
                fields.required("end").text(),
                files(fields.required("files")),
                fields.required("results-digest").sha256(),
                fields.required("complete").truth(),
                counts(fields.required("counts")),
                part(fields.optional("part")));
        fields.finish();
        return manifest;
    }

    private static Map<String, Object> part(Manifest.Part part) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("shard", part.shard().toString());
        fields.put("tags", part.tags());
        fields.put("selects", part.selects());
        return fields;
    }

    private static Manifest.@Nullable Part part(@Nullable JsonValue json) throws BundleException {
        if (json == null) {
            return null;
        }
        JsonFields fields = new JsonFields(json);
        JsonValue shard = fields.required("shard");
        List<String> tags = texts(fields.required("tags"));
        List<String> selects = texts(fields.required("selects"));
        fields.finish();
        try {
            return new Manifest.Part(Shard.parse(shard.text()), tags, selects);
        } catch (IllegalArgumentException none) {
            throw shard.fault(String.valueOf(none.getMessage()), "a shard is written \"3/10\"");
        }
    }

    private static List<String> texts(JsonValue json) throws BundleException {
        List<String> texts = new ArrayList<>();
        for (JsonValue item : json.items()) {
            texts.add(item.text());
        }
        return texts;
    }

    private static Manifest.Identity identity(JsonValue json) throws BundleException {
        JsonFields fields = new JsonFields(json);
        Manifest.Identity identity = new Manifest.Identity(
                fields.required("name").text(),
                TraceJson.texts(fields.required("variant")),
                fields.optionalText("spec-hash"),
                fields.optionalText("lock-hash"),
                fields.optionalText("image-digest"));
        fields.finish();
        return identity;
    }

    private static Manifest.Counts counts(JsonValue json) throws BundleException {
        JsonFields fields = new JsonFields(json);
        Manifest.Counts counts = new Manifest.Counts(
                fields.required("cases").smallCount(),
                fields.required("passed").smallCount(),
                fields.required("failed").smallCount(),
                fields.required("skipped").smallCount(),
                fields.required("varying").smallCount());
        fields.finish();
        return counts;
    }

    private static Map<String, Object> files(Map<String, Manifest.Content> files) {
        Map<String, Object> fields = new LinkedHashMap<>();
        files.forEach((name, content) -> {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("bytes", content.bytes());
            entry.put("sha256", content.sha256());
            fields.put(name, entry);
        });
        return fields;
    }

    private static Map<String, Manifest.Content> files(JsonValue json) throws BundleException {
        Map<String, Manifest.Content> files = new LinkedHashMap<>();
        for (Map.Entry<String, JsonValue> file : json.fields().entrySet()) {
            JsonFields fields = new JsonFields(file.getValue());
            files.put(
                    file.getKey(),
                    new Manifest.Content(
                            fields.required("bytes").count(),
                            fields.required("sha256").sha256()));
            fields.finish();
        }
        return files;
    }
}
