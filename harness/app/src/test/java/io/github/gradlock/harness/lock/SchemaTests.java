package io.github.gradlock.harness.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.MatrixSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The project's own environments, held against the readers, the schemas and each other. */
class SchemaTests {
    private static final Path DIRECTORY = Path.of("../../environments");
    private static final String SPEC = "/io/github/gradlock/harness/spec/environment.schema.json";
    private static final String MATRIX = "/io/github/gradlock/harness/spec/matrix.schema.json";
    private static final String LOCK = "/io/github/gradlock/harness/lock/environment-lock.schema.json";

    private final Environments environments = new Environments(DIRECTORY);

    @Test
    void theProjectsFilesAreValid() throws IOException {
        assertTrue(environments.names().size() >= 9, environments.names().toString());
        for (String name : environments.names()) {
            EnvironmentSpec spec = environments.spec(name);
            assertEquals(List.of(), errors(SPEC, Files.readString(spec.file())), name);
            if (Files.exists(LockFile.of(spec))) {
                assertEquals(List.of(), errors(LOCK, Files.readString(LockFile.of(spec))), name);
            }
        }
        assertEquals(List.of(), errors(MATRIX, Files.readString(DIRECTORY.resolve(MatrixSpec.FILE_NAME))));
    }

    @Test
    void theProjectsLocksHoldAndAreWrittenAsGradlockWrites() throws IOException {
        int locks = 0;
        for (String name : environments.names()) {
            EnvironmentSpec spec = environments.spec(name);
            // Those with a GPU are locked on a machine that has one.
            if (LockUpdate.isNeeded(spec) && spec.gpu() != EnvironmentSpec.Gpu.REQUIRED) {
                EnvironmentLock lock = LockFile.find(spec).orElseThrow();
                assertEquals(Optional.empty(), LockReview.staleness(spec, lock), name);
                assertEquals(LockText.withChecksum(lock), Files.readString(LockFile.of(spec)), name);
                locks++;
            }
        }
        assertEquals(8, locks);
    }

    @Test
    void theMatrixNamesWhatThereIs() {
        MatrixSpec matrix = environments.matrix();
        for (MatrixSpec.Suite suite : matrix.suites().values()) {
            for (MatrixSpec.Row row : suite.environments()) {
                String folder = row.pattern().replaceFirst("\\*$|\\[.*", "");
                assertTrue(environments.names().contains(folder), row.toString());
            }
        }
    }

    @Test
    void theSchemasCanFail() throws IOException {
        String spec = "channels: [host]\ngradlock: {variants: [{jit: c1}]}\n";
        assertEquals(List.of(), errors(SPEC, spec));
        assertFalse(errors(SPEC, spec.replace("channels", "chanels")).isEmpty());
        assertFalse(errors(SPEC, spec.replace("jit: c1", "jit: c3")).isEmpty());
        String lock = Files.readString(DIRECTORY.resolve("debian-17/environment.lock.yml"));
        assertFalse(
                errors(LOCK, lock.replaceAll("(index|manifest)-digest: .*", "")).isEmpty());
        assertFalse(errors(LOCK, lock.replace("size: ", "size: -")).isEmpty());
        assertFalse(errors(MATRIX, "suites: {a: {environments: []}}").isEmpty());
    }

    private static List<String> errors(String resource, String yaml) throws IOException {
        try (InputStream in = Objects.requireNonNull(SchemaTests.class.getResourceAsStream(resource), resource)) {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
            Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
            String json = new ObjectMapper().writeValueAsString(document);
            return schema.validate(json, InputFormat.JSON).stream()
                    .map(Object::toString)
                    .toList();
        }
    }
}
