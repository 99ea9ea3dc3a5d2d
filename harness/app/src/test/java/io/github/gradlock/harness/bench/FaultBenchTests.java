package io.github.gradlock.harness.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.bench.FaultBench.Part;
import io.github.gradlock.harness.localise.Localisation;
import io.github.gradlock.harness.localise.Localiser;
import io.github.gradlock.harness.report.JsonSchemaCheck;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.protocol.TraceStep;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FaultBenchTests {
    private static final PlantedFault FAULT = new PlantedFault(
            "aside/x", "aside", List.of("fma"), List.of("forward mul 1"), "sides", Setting.NONE, Setting.NONE);

    /** Against the table in Newcombe, Two-sided confidence intervals for the single proportion, 1998, method 3. */
    @Test
    void intervalsAreWilsons() {
        Share share = new Share(81, 263);
        assertEquals(0.2553, share.low(), 5e-5);
        assertEquals(0.3662, share.high(), 5e-5);
        assertEquals(0.1611, new Share(0, 20).high(), 5e-5);
        assertEquals(0, new Share(0, 20).low());
        assertTrue(new Share(43, 200).isConsistentWith(0.182));
        assertFalse(new Share(43, 200).isConsistentWith(0.1), "a fifth is not a tenth");
    }

    @Test
    void onlyThePerturbedOperationIsExact() {
        List<TraceStep> left = List.of(step("input", 0, "A"), step("exp", 1, "B"), step("exp", 2, "C"));
        Localisation second = Localiser.find(left, List.of(left.get(0), left.get(1), step("exp", 2, "D")))
                .orElseThrow();
        assertTrue(SweepBench.isPlanted("sweep/graph/02-exp-forward/1ulp/one", second));
        assertFalse(SweepBench.isPlanted("sweep/graph/01-exp-forward/1ulp/one", second));
        assertFalse(SweepBench.isPlanted("sweep/graph/02-exp-backward/1ulp/one", second));
        assertFalse(SweepBench.isPlanted("sweep/graph/02-log-forward/1ulp/one", second));
        assertFalse(SweepBench.isPlanted("clean/graph", second));
    }

    private static TraceStep step(String op, long id, String hash) {
        TraceStep.Output output = new TraceStep.Output(id, ElementType.F32, List.of(2L), hash);
        List<Long> inputs = op.equals("input") ? List.of() : List.of(0L);
        return new TraceStep("case", (int) id, "forward", op, Map.of(), inputs, List.of(output));
    }

    @Test
    void goalsThatAreMissedAreNamed() throws IOException {
        FaultBench.Result good = result(new Share(100, 100), new Share(0, 66), 1);
        assertEquals(List.of(), Goals.missed(good));
        assertEquals(0, document(good, true).get("exit").asInt());
        FaultBench.Result bad = result(new Share(99, 100), new Share(1, 66), 4);
        List<String> missed = Goals.missed(bad);
        assertEquals(4, missed.size(), missed::toString);
        assertTrue(
                missed.get(0).startsWith("trials of the sweep detected: at least 100 % are meant"), missed::toString);
        JsonNode document = document(bad, false);
        assertEquals(1, document.get("exit").asInt());
        assertEquals(0.99, document.at("/sweep/detected").asDouble());
        assertEquals(1, document.at("/clean/alarms").asInt());
        assertEquals(0, document.at("/causes/top3").asDouble());
        assertTrue(String.join("\n", BenchText.of(bad)).contains("aside/x: fma, named libm, fma"), missed::toString);
        assertEquals(
                List.of(),
                JsonSchemaCheck.errors(
                        schema(),
                        new ObjectMapper()
                                .valueToTree(
                                        BenchJson.of(new FaultBench.Result(null, null, List.of(), Map.of()), true))));
    }

    private static FaultBench.Result result(Share detected, Share alarms, int rank) {
        return new FaultBench.Result(
                new SweepBench.Result(detected, detected, detected, detected, detected),
                alarms,
                List.of(new RareBench.Result(0.1, 20, 0.878, new Share(176, 200))),
                Map.of(
                        Part.CAUSES,
                        List.of(new CauseResult(
                                FAULT,
                                true,
                                rank == 1,
                                rank,
                                List.of("libm", "fma"),
                                List.of("forward mul 1"),
                                null))));
    }

    private static JsonNode document(FaultBench.Result result, boolean goals) throws IOException {
        JsonNode document = new ObjectMapper().valueToTree(BenchJson.of(result, goals));
        assertEquals(List.of(), JsonSchemaCheck.errors(schema(), document));
        return document;
    }

    private static JsonNode schema() throws IOException {
        try (InputStream stream = FaultBench.class.getResourceAsStream("bench-faults.schema.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(stream));
        }
    }

    @Test
    void aShareOfCasesThatAreNotAllThereIsRefused() {
        assertEquals(412, Runs.complete("the sweep", 412, 412));
        GradlockException problem = assertThrows(GradlockException.class, () -> Runs.complete("the sweep", 412, 400));
        assertEquals("400 cases of the sweep were run, and the index promises 412", problem.getMessage());
    }

    @Test
    void anIndexThatIsNoneIsRefused() {
        for (String text : List.of("[]", "{\"format\": 2}", "{\"format\": 1}", "{", "{\"format\": 1, \"sweep\": {}}")) {
            GradlockException problem = assertThrows(
                    GradlockException.class,
                    () -> FaultIndex.parse(Path.of("suite.jar"), text.getBytes(StandardCharsets.UTF_8)));
            assertTrue(String.valueOf(problem.getMessage()).startsWith("not an index of faults: "), text);
        }
    }
}
