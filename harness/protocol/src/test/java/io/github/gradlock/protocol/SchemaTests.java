package io.github.gradlock.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is valid by the schemas that others read the files with. */
class SchemaTests {
    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsValid() throws IOException {
        Path bundle = Sessions.bundle(folder, false);
        assertEquals(List.of(), errors("manifest", Files.readString(bundle.resolve("manifest.json"))));
        for (String line : Files.readAllLines(bundle.resolve("cases.jsonl"))) {
            assertEquals(List.of(), errors("case", line));
        }
        List<String> steps = Files.readAllLines(bundle.resolve("trace.jsonl"));
        assertEquals(2, steps.size());
        for (String line : steps) {
            assertEquals(List.of(), errors("trace", line));
        }
    }

    @Test
    void theManifestOfAShardIsValid() throws IOException {
        Path shard = folder.resolve("shard.glb");
        Manifest.Part part = new Manifest.Part(new Shard(3, 10), List.of("smoke"), List.of("*softmax*"));
        BundleWriter.join(
                List.of(), Sessions.IDENTITY, "gradients", Sessions.SUITE_HASH, part, id -> true, shard, false);
        String manifest = Files.readString(shard.resolve("manifest.json"));
        assertEquals(List.of(), errors("manifest", manifest));
        assertFalse(errors("manifest", manifest.replace("3/10", "3 of 10")).isEmpty());
        try (Bundle bundle = Bundles.open(shard)) {
            assertEquals(part, bundle.manifest().part());
        }
    }

    @Test
    void theSchemasCanFail() throws IOException {
        Path bundle = Sessions.bundle(folder, false);
        String manifest = Files.readString(bundle.resolve("manifest.json"));
        assertFalse(errors("manifest", manifest.replace("\"complete\"", "\"whole\""))
                .isEmpty());
        assertFalse(
                errors("manifest", manifest.replace("\"bytes\"", "\"size\"")).isEmpty());
        String line = Files.readAllLines(bundle.resolve("cases.jsonl")).get(2);
        assertFalse(errors("case", line.replace("F32", "F33")).isEmpty());
        assertFalse(errors("case", line.replace("\"g\"", "\"a/b\"")).isEmpty());
        String step = Files.readAllLines(bundle.resolve("trace.jsonl")).get(0);
        assertFalse(errors("trace", step.replace("forward", "sideways")).isEmpty());
    }

    private static List<String> errors(String name, String json) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(SchemaTests.class.getResourceAsStream(name + ".schema.json"), name)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(text, InputFormat.JSON);
            return schema.validate(json, InputFormat.JSON).stream()
                    .map(Object::toString)
                    .toList();
        }
    }
}
