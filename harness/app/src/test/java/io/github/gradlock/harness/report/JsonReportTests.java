package io.github.gradlock.harness.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gradlock.harness.BundleFixture;
import io.github.gradlock.harness.diff.DetectionGoal;
import io.github.gradlock.harness.diff.Policies;
import io.github.gradlock.harness.run.EnvironmentResult;
import io.github.gradlock.harness.run.EnvironmentResult.Status;
import io.github.gradlock.protocol.CaseStatus;
import io.github.gradlock.protocol.ElementType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class JsonReportTests {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void saysWhatIsReproducible() throws IOException {
        JsonNode document = valid(ReportFixture.passing());
        assertEquals("reproducible", document.get("verdict").asText());
        assertEquals(0, document.get("exit").asInt());
        assertEquals(
                JSON.readTree(
                        "{\"total\":2,\"reproducible\":2,\"withinPolicy\":0,\"divergent\":0,\"nondeterministic\":0,\"incomplete\":0}"),
                document.get("cases"));
        assertEquals(
                JSON.readTree(
                        "{\"name\":\"cuda-12.8\",\"status\":\"not run\",\"cases\":0,\"resultsDigest\":null,\"seconds\":0.0,"
                                + "\"reason\":\"no NVIDIA driver here (gradlock doctor)\"}"),
                document.get("environments").get(2));
        assertEquals(0, document.get("differences").size());
        assertEquals(
                JSON.readTree("{\"case\":\"exp.grad\",\"verdict\":\"reproducible\",\"outcomes\":[],\"next\":null}"),
                document.get("results").get(0));
        assertEquals(2, document.get("results").size());
        assertEquals(4, document.get("executions").asInt());
        assertEquals(1, document.get("repetitions").asInt());
        assertTrue(document.get("upperBound").isNull(), "one execution in each proves nothing of repetitions");
    }

    @Test
    void saysWhatDiffers() throws IOException {
        JsonNode document = valid(ReportFixture.failing());
        assertEquals("different", document.get("verdict").asText());
        assertEquals(1, document.get("exit").asInt());
        JsonNode divergent = document.get("differences").get(0);
        assertEquals("softmax", divergent.get("case").asText());
        assertEquals("x.grad", divergent.get("tensor").asText());
        assertEquals(
                "[\"host-jdk17\",\"temurin-21\"]", divergent.get("environments").toString());
        assertEquals(2, divergent.get("mismatched").asLong());
        assertEquals(128, divergent.get("total").asLong());
        assertEquals(1, divergent.get("maxUlp").asLong());
        assertEquals(0x1p-26, divergent.get("maxAbs").asDouble());
        assertEquals("[0,5]", divergent.get("firstIndex").toString());
        assertEquals(
                "[[\"host-jdk17\",\"host-jdk25\"],[\"temurin-21\"]]",
                divergent.get("classes").toString());
        JsonNode metrics = divergent.get("metrics");
        assertEquals("F32", metrics.get("dtype").asText());
        assertEquals(2, metrics.get("beyondPolicy").asLong());
        assertEquals(
                "{\"p50\":0,\"p90\":1,\"p99\":1}", metrics.get("ulpPercentiles").toString());
        assertEquals("[1,1]", metrics.get("ulpHistogram").toString());
        assertEquals(1, metrics.get("signedZero").asLong());
        assertEquals(2, sum(metrics.get("map").get("counts")));
        assertTrue(metrics.get("significantBits").asDouble() >= 23, metrics.toString());
        assertTrue(metrics.get("normalisedError").asDouble() > 0, metrics.toString());
        JsonNode varying = document.get("differences").get(1);
        assertEquals("[\"host-jdk25\"]", varying.get("environments").toString());
        assertEquals(2, varying.get("distinct").asInt());
        assertEquals(1, varying.get("restart").asInt());
        assertEquals("per process", varying.get("pattern").get("kind").asText());
        assertEquals(
                "[\"per process\",\"per execution\"]",
                varying.get("pattern").get("possible").toString());
        assertEquals(1, varying.get("pattern").get("chance").asDouble());
        assertTrue(varying.get("stress").isNull());
        assertTrue(document.get("goal").isNull());
        assertEquals("case missing", document.get("findings").get(0).get("kind").asText());
    }

    @Test
    void saysWhatBecameOfEachCaseInEachEnvironment() throws IOException {
        JsonNode results = valid(ReportFixture.failing()).get("results");
        JsonNode softmax = results.get(0);
        assertEquals("softmax divergent", name(softmax));
        assertEquals(List.of("failed", "failed", "failed"), softmax.findValuesAsText("outcome"));
        String text = softmax.get("outcomes").get(1).get("text").toString();
        assertTrue(text.startsWith("[\"FAILED  softmax  ·  x.grad  ·  2 of 128 elements differ"), text);
        assertTrue(softmax.get("next").asText().startsWith("gradlock explain "), softmax.toString());
        JsonNode sum = results.get(1);
        assertEquals("sum nondeterministic", name(sum));
        assertEquals(
                List.of("passed", "passed", "failed"), sum.findValuesAsText("outcome"), "it fails where it varies");
        assertEquals("[]", sum.get("outcomes").get(0).get("text").toString());
        assertTrue(sum.get("next").isNull());
        JsonNode tanh = results.get(2);
        assertEquals("tanh incomplete", name(tanh));
        assertEquals(
                "temurin-21", tanh.get("outcomes").get(1).get("environment").asText());
        assertEquals(List.of("passed", "failed", "passed"), tanh.findValuesAsText("outcome"));
    }

    private static String name(JsonNode result) {
        return result.get("case").asText() + " " + result.get("verdict").asText();
    }

    private static long sum(JsonNode counts) {
        long sum = 0;
        for (JsonNode count : counts) {
            sum += count.asLong();
        }
        return sum;
    }

    @Test
    void saysWhatWasToBeSeenAndUnderWhichStressItWas() throws IOException {
        var one = BundleFixture.floats("grad", 1);
        var two = BundleFixture.floats("grad", 2);
        BundleFixture bundle = new BundleFixture("a")
                .restarts(2)
                .provenance("run.stress", "plain")
                .provenance("restart1.run.stress", "loaded")
                .with("exp", one)
                .again("exp", 1, 0, two)
                .with("log", one)
                .again("log", 1, 0, one);
        JsonNode document =
                valid(ReportFixture.report(Policies.BITWISE, List.of(), bundle).withGoal(new DetectionGoal(0.25, 0.9)));

        assertEquals(
                JSON.readTree("{\"share\":0.25,\"confidence\":0.9,\"processes\":9,\"ran\":2,\"seen\":0.375}"),
                document.get("goal"));
        assertEquals(
                JSON.readTree("{\"shownUnder\":[\"loaded\"],\"notUnder\":[\"plain\"]}"),
                document.get("differences").get(0).get("stress"));
    }

    @Test
    void everyVerdictHasItsWordAndExit() throws IOException {
        var one = BundleFixture.floats("grad", 1);
        var two = BundleFixture.floats("grad", 2);
        BundleFixture a = new BundleFixture("a").with("exp", one);
        assertVerdict(
                "within policy",
                0,
                ReportFixture.report(
                        Policies.parse(List.of("tolerance:atol=1")),
                        List.of(),
                        a,
                        new BundleFixture("b").with("exp", two)));
        assertVerdict(
                "incomplete",
                3,
                ReportFixture.report(
                        Policies.BITWISE, List.of(), a, new BundleFixture("b").with("exp", CaseStatus.FAILED, "why")));
        assertVerdict("nothing compared", 4, ReportFixture.report(Policies.BITWISE, List.of(), a));
        assertVerdict("nothing compared", 4, ReportFixture.report(Policies.BITWISE, List.of()));
        EnvironmentResult failed = new EnvironmentResult("c", Status.FAILED, 0, null, Double.NaN, "time-out", null);
        assertVerdict(
                "incomplete",
                3,
                ReportFixture.report(Policies.BITWISE, List.of(failed), a, new BundleFixture("b").with("exp", one)));
        assertVerdict("incomplete", 3, ReportFixture.report(Policies.BITWISE, List.of(failed)));
        assertVerdict(
                "different",
                1,
                ReportFixture.report(Policies.BITWISE, List.of(failed), a, new BundleFixture("b").with("exp", two)));
    }

    @Test
    void neverWritesWhatIsNotANumberAsANumber() throws IOException {
        long greatest = Double.doubleToRawLongBits(Double.MAX_VALUE);
        long nan = Double.doubleToRawLongBits(Double.NaN);
        JsonNode document = valid(ReportFixture.report(
                Policies.BITWISE,
                List.of(),
                new BundleFixture("a")
                        .with("overflow", BundleFixture.bits("grad", ElementType.F64, greatest))
                        .with("nan", BundleFixture.bits("grad", ElementType.F64, nan))
                        .with("int", BundleFixture.bits("grad", ElementType.I64, 5)),
                new BundleFixture("b")
                        .with("overflow", BundleFixture.bits("grad", ElementType.F64, greatest | Long.MIN_VALUE))
                        .with("nan", BundleFixture.bits("grad", ElementType.F64, 0))
                        .with("int", BundleFixture.bits("grad", ElementType.I64, 7))));
        JsonNode integer = document.get("differences").get(0);
        assertTrue(integer.get("maxUlp").isNull());
        assertEquals(2, integer.get("maxAbs").asDouble());
        JsonNode missing = document.get("differences").get(1);
        assertTrue(missing.get("maxUlp").isNull());
        assertTrue(missing.get("maxAbs").isNull());
        JsonNode overflow = document.get("differences").get(2);
        assertEquals("Infinity", overflow.get("maxAbs").asText());
        assertEquals("18437736874454810622", overflow.get("maxUlp").asText());
    }

    @Test
    void theSchemaRefusesWhatItDoesNotKnow() throws IOException {
        ObjectNode document = (ObjectNode) JSON.readTree(ReportFixture.passing().json());
        document.put("verdict", "fine");
        document.put("surprise", 1);
        document.remove("exit");
        assertEquals(3, JsonSchemaCheck.errors(schema(), document).size());
        assertFalse(JsonSchemaCheck.errors(schema(), JSON.readTree("[]")).isEmpty());
    }

    private static void assertVerdict(String verdict, int exit, Report report) throws IOException {
        JsonNode document = valid(report);
        assertEquals(verdict, document.get("verdict").asText());
        assertEquals(exit, document.get("exit").asInt());
    }

    private static JsonNode valid(Report report) throws IOException {
        JsonNode document = JSON.readTree(report.json());
        assertEquals(List.of(), JsonSchemaCheck.errors(schema(), document));
        return document;
    }

    private static JsonNode schema() throws IOException {
        try (InputStream stream = Report.class.getResourceAsStream("report.schema.json")) {
            return JSON.readTree(Objects.requireNonNull(stream));
        }
    }
}
