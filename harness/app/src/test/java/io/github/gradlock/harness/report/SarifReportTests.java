package io.github.gradlock.harness.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.gradlock.harness.BundleFixture;
import io.github.gradlock.harness.diff.Policies;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SarifReportTests {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void isValid() throws IOException {
        assertEquals(List.of(), errors(ReportFixture.passing().sarif()));
        assertEquals(List.of(), errors(ReportFixture.failing().sarif()));
        String broken = ReportFixture.failing().sarif().replace("\"level\" : \"error\"", "\"level\" : \"fatal\"");
        assertFalse(errors(broken).isEmpty(), "the schema must refuse what it does not know");
    }

    @Test
    void hasAResultForEachCaseThatIsNotReproducible() throws IOException {
        JsonNode run = run(ReportFixture.failing());
        JsonNode results = run.get("results");
        assertEquals(3, results.size());
        JsonNode softmax = results.get(1);
        assertEquals("gradlock/divergent", softmax.get("ruleId").asText());
        assertEquals("error", softmax.get("level").asText());
        assertTrue(softmax.at("/message/text").asText().contains("first divergence: step 2 of 2, exp (forward)"));
        assertEquals(
                "environments/temurin-21/environment.yml",
                softmax.at("/locations/0/physicalLocation/artifactLocation/uri").asText());
        assertEquals(
                "softmax",
                softmax.at("/locations/0/logicalLocations/0/fullyQualifiedName").asText());
        JsonNode rule =
                run.at("/tool/driver/rules").get(softmax.get("ruleIndex").asInt());
        assertEquals("gradlock/divergent", rule.get("id").asText());
        assertEquals(1, run.at("/invocations/0/exitCode").asInt());
    }

    @Test
    void anEnvironmentThatDidNotEndIsNoSuccess() throws IOException {
        assertTrue(run(ReportFixture.passing())
                .at("/invocations/0/executionSuccessful")
                .asBoolean());
        Report report = ReportFixture.report(
                Policies.BITWISE,
                List.of(ReportFixture.failed("c", "no answer within 10 min")),
                new BundleFixture("a")
                        .with("exp", BundleFixture.floats("grad", 1))
                        .partial());
        assertEquals(List.of(), errors(report.sarif()));
        JsonNode invocation = run(report).at("/invocations/0");
        assertFalse(invocation.get("executionSuccessful").asBoolean());
        assertEquals(
                "c failed: no answer within 10 min",
                invocation.at("/toolExecutionNotifications/0/message/text").asText());
        assertEquals(2, invocation.get("toolExecutionNotifications").size());
    }

    @Test
    void tellsCasesOfOneFileApart() throws IOException {
        JsonNode results = run(ReportSample.ofStrangers(2, 40)).get("results");
        Set<String> fingerprints = new HashSet<>();
        results.forEach(result -> fingerprints.add(
                result.at("/partialFingerprints/primaryLocationLineHash").asText()));
        assertEquals(40, fingerprints.size());
    }

    @Test
    void namesFromBundlesAreNeitherLinksNorPathsNorPlaceholders() throws IOException {
        String hostile = "[click](https://example.org) {0} " + "x".repeat(2_000);
        Report report = ReportFixture.report(
                Policies.BITWISE,
                List.of(),
                new BundleFixture("a").with(hostile, BundleFixture.floats("grad", 1)),
                new BundleFixture("../../etc/b").with(hostile, BundleFixture.floats("grad", 2)));
        assertEquals(List.of(), errors(report.sarif()));
        JsonNode result = run(report).get("results").get(0);
        String message = result.at("/message/text").asText();
        assertFalse(message.contains("]("), message);
        assertFalse(message.replace("{{", "").contains("{"), message);
        assertTrue(message.length() <= SarifReport.MESSAGE + 20, message);
        assertEquals(
                "environments/matrix.yml",
                result.at("/locations/0/physicalLocation/artifactLocation/uri").asText());
    }

    private static JsonNode run(Report report) throws IOException {
        return JSON.readTree(report.sarif()).get("runs").get(0);
    }

    private static List<String> errors(String document) throws IOException {
        try (InputStream stream = SarifReportTests.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            String text = new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(text, InputFormat.JSON);
            return schema.validate(document, InputFormat.JSON).stream()
                    .map(Object::toString)
                    .toList();
        }
    }
}
