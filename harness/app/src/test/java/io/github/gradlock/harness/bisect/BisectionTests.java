package io.github.gradlock.harness.bisect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.bisect.BisectionResult.Finding;
import io.github.gradlock.harness.bisect.BisectionResult.Power;
import io.github.gradlock.harness.bisect.Search.Cause;
import io.github.gradlock.harness.report.JsonSchemaCheck;
import io.github.gradlock.harness.runtime.TinySuite;
import io.github.gradlock.harness.spec.Repetitions;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The way of a bisection, with a suite that is a function of the factors. */
class BisectionTests {
    private static final Repetitions OFTEN = new Repetitions(2, 2);

    private final EnvironmentPair pair = EnvironmentPair.of(
            TinySuite.host(Duration.ofMinutes(1), Map.of("jit", "c1", "kernels", "scalar", "libm", "intrinsic")),
            TinySuite.host(
                    Duration.ofMinutes(2),
                    Map.of("jit", "c2", "kernels", "vector", "libm", "java", "avx", "0", "threads", "2")));
    private final List<String> said = new ArrayList<>();
    private final List<List<String>> selections = new ArrayList<>();
    private final List<Repetitions> repetitions = new ArrayList<>();

    /** By case: what one execution gives in a mixture, by the names of the factors that are from the second environment. */
    private final Map<String, BiFunction<Set<String>, Integer, String>> suite = new TreeMap<>();

    @Test
    void searchesByTheFirstCaseAndChecksTheOthers() throws Exception {
        suite.put("a", (factors, execution) -> "always");
        suite.put("b", (factors, execution) -> factors.contains("libm") ? "java" : "intrinsic");
        suite.put("c", (factors, execution) -> factors.contains("libm") ? "java" : "intrinsic");
        suite.put("d", (factors, execution) -> factors.contains("threads") ? "2" : "1");

        BisectionResult result = bisect(null);

        Finding finding = found(result);
        assertEquals("b", finding.lead());
        assertEquals(List.of(List.of("libm")), causes(finding));
        assertEquals(List.of("b", "c", "d"), finding.searched());
        assertEquals(List.of("b", "c"), finding.explained());
        assertTrue(finding.sameAsOther());
        assertEquals(Outcome.SAME, finding.rest());
        assertEquals(4, result.cases());
        assertEquals(List.of(), selections.get(0), "first the whole suite");
        assertEquals(List.of("b", "c", "d"), selections.get(2), "then what differs");
        assertEquals(Set.of(OFTEN), Set.copyOf(repetitions));
        List<String> text = new BisectionText(pair, " --suite faults").result(result);
        assertEquals("Found: libm=java makes b differ.", text.get(0));
        assertTrue(
                text.contains("  explains 2 of 3 cases; for the rest: gradlock bisect --suite faults '"
                        + pair.a().displayName() + "' '" + pair.b().displayName() + "' --case 'd'"),
                text::toString);
        JsonNode document = document(result);
        assertEquals("found", document.get("verdict").asText());
        assertEquals("libm", document.at("/finding/causes/0/factors/0").asText());
    }

    @Test
    void aPairThatWorksTogetherIsMinimalFromBothEnds() throws Exception {
        suite.put("b", (factors, execution) -> factors.containsAll(Set.of("avx", "threads")) ? "x" : "y");

        BisectionResult result = bisect("b");

        assertEquals(List.of(List.of("avx", "threads")), causes(found(result)));
        List<String> text = new BisectionText(pair, " --suite faults").result(result);
        assertEquals("Found: avx=0 with threads=2 together make b differ.", text.get(0));
        assertTrue(text.get(1).startsWith("  minimal: "), text::toString);
        assertTrue(text.get(2).startsWith("  confirmed from both ends: "), text::toString);
        assertEquals(Set.of(List.of("b")), Set.copyOf(selections));
        document(result);
    }

    @Test
    void aFlakyDifferenceIsRunAsOftenAsItsPowerAsksFor() throws Exception {
        Random random = new Random(3);
        suite.put("b", (factors, execution) -> factors.contains("threads") && random.nextInt(10) < 3 ? "x" : "y");

        BisectionResult result = bisect("b");

        assertEquals(List.of(List.of("threads")), causes(found(result)));
        Power power = Objects.requireNonNull(result.power());
        assertEquals(10, power.processes());
        assertTrue(power.showing() > 1 && power.showing() < 10, power::toString);
        double missed = Math.pow(1 - power.showing() / 11.0, power.needed());
        assertTrue(missed <= 0.01 / 5, power::toString);
        assertTrue(missed > 0.001 / 5, "and no more often than that: " + power);
        assertEquals(power.needed(), result.repetitions().restarts());
        assertEquals(2, result.repetitions().iterations());
        assertTrue(said.stream().anyMatch(line -> line.contains("each trial is " + power.needed() + " processes")));
        document(result);
    }

    @Test
    void startsFromTheEndThatAgreesWithItself() throws Exception {
        suite.put("b", (factors, execution) -> factors.contains("kernels") ? "right" : "wrong " + execution);

        BisectionResult result = bisect(null);

        assertTrue(result.reversed());
        assertEquals(List.of(List.of("kernels")), causes(found(result)));
        assertEquals(
                "Found: kernels=scalar makes b differ.",
                new BisectionText(pair, " --suite faults").result(result).get(0));
        assertEquals(pair.b().displayName(), document(result).get("reference").asText());
    }

    @Test
    void whatVariesInBothEndsCannotBeConfirmed() {
        Random random = new Random(1);
        suite.put("b", (factors, execution) -> Long.toHexString(random.nextLong()));

        GradlockException problem = assertThrows(GradlockException.class, () -> bisect(null));

        assertEquals(ExitStatus.INCOMPLETE, problem.status());
        assertTrue(String.valueOf(problem.getMessage()).startsWith("nothing could be confirmed: b varies within both"));
    }

    @Test
    void endsThatAgreeAreNothingToBisect() throws Exception {
        suite.put("b", (factors, execution) -> "same");

        BisectionResult result = bisect(null);

        assertNull(result.finding());
        assertEquals(List.of(), result.trials());
        assertEquals(4, document(result).get("exit").asInt());
        assertTrue(
                new BisectionText(pair, " --suite faults").result(result).get(0).startsWith("The ends agree: "));
    }

    @Test
    void whatDiffersOnlyAmongTheOthersIsSearchedForWithAllOfThem() throws Exception {
        suite.put("a", (factors, execution) -> "always");
        suite.put("b", (factors, execution) -> factors.contains("libm") && isWholeSuite() ? "x" : "y");

        Finding finding = found(bisect(null));

        assertEquals(List.of(List.of("libm")), causes(finding));
        assertEquals(List.of(), selections.get(selections.size() - 1));
    }

    @Test
    void whatShowsLessOftenThanInTheOtherEndIsSaid() throws Exception {
        suite.put(
                "b",
                (factors, execution) ->
                        factors.size() == 5 || factors.contains("avx") && execution % 2 == 0 ? "x" : "y");

        BisectionResult result = bisect("b");

        assertFalse(found(result).always());
        assertNull(result.power());
        assertTrue(new BisectionText(pair, " --suite faults")
                .result(result).stream().anyMatch(line -> line.contains("more --restarts")));
        document(result);
    }

    @Test
    void anEndThatCannotRunEndsIt() {
        GradlockException problem = assertThrows(
                GradlockException.class,
                () -> bisect((fromB, selects, often) -> Observation.failed("no such JDK"), null));

        assertEquals(ExitStatus.INCOMPLETE, problem.status());
        assertTrue(String.valueOf(problem.getMessage()).endsWith("could not be run: no such JDK"));
        assertTrue(problem.hint().contains("gradlock run --suite faults '"), problem::hint);
    }

    @Test
    void aMixtureThatCannotRunIsUnresolvedAndSaid() throws Exception {
        suite.put("b", (factors, execution) -> factors.contains("libm") ? "x" : "y");
        BisectionResult result = bisect(
                (fromB, selects, often) ->
                        names(fromB).contains("libm") != names(fromB).contains("kernels")
                                ? Observation.failed("the JVM refuses")
                                : observe(fromB, selects, often),
                "b");

        Cause<Factor> cause = found(result).causes().get(0);
        assertEquals(Set.of("kernels", "libm"), names(cause.factors()));
        assertEquals(Set.of("kernels", "libm"), names(cause.untested()));
        assertTrue(result.trials().stream().anyMatch(trial -> "the JVM refuses".equals(trial.reason())));
        document(result);
    }

    @Test
    void aMixtureInWhichTheCaseFailsSaysNothingOfItsBits() throws Exception {
        suite.put(
                "b",
                (factors, execution) -> factors.contains("libm")
                        ? "x"
                        : factors.contains("avx") && factors.size() < 4 ? "failed" : "y");

        BisectionResult result = bisect("b");

        assertEquals(List.of(List.of("libm")), causes(found(result)));
        assertTrue(
                result.trials().stream()
                        .filter(trial -> trial.outcome() == Outcome.UNRESOLVED)
                        .allMatch(trial -> "the case failed".equals(trial.reason())),
                result::toString);
        document(result);
    }

    @Test
    void whatMakesACaseFailIsFoundWhereThatIsTheDifference() throws Exception {
        suite.put("b", (factors, execution) -> factors.contains("avx") ? "failed" : "y");

        BisectionResult result = bisect("b");

        assertEquals(List.of(List.of("avx")), causes(found(result)));
        assertFalse(found(result).sameAsOther(), "a failure has no bits");
    }

    @Test
    void bitsLeadTheSearchBeforeFailures() throws Exception {
        suite.put("a", (factors, execution) -> factors.contains("avx") ? "failed" : "y");
        suite.put("b", (factors, execution) -> factors.contains("libm") ? "x" : "y");

        assertEquals("b", found(bisect(null)).lead());
    }

    @Test
    void whatFailsInBothEndsIsNoAgreement() {
        suite.put("a", (factors, execution) -> "failed");
        suite.put("b", (factors, execution) -> "same");

        GradlockException problem = assertThrows(GradlockException.class, () -> bisect(null));

        assertEquals(ExitStatus.INCOMPLETE, problem.status());
        assertEquals(
                "nothing could be confirmed: a has no bits in either environment (the case failed); 1 of 2 cases are the"
                        + " same bits in both",
                problem.getMessage());
    }

    @Test
    void whatVariesOverTheSameValuesInBothEndsIsNoAgreement() {
        suite.put("b", (factors, execution) -> execution % 2 == 0 ? "x" : "y");

        GradlockException problem = assertThrows(GradlockException.class, () -> bisect(null));

        assertTrue(String.valueOf(problem.getMessage()).startsWith("nothing could be confirmed: b varies within both"));
    }

    @Test
    void withoutFactorsNothingIsSaidToAgree() throws Exception {
        JsonNode document = document(null);
        assertEquals("no factors", document.get("verdict").asText());
        assertEquals(4, document.get("exit").asInt());
    }

    private boolean isWholeSuite() {
        return selections.get(selections.size() - 1).isEmpty();
    }

    private BisectionResult bisect(@Nullable String pattern) throws Exception {
        return bisect(this::observe, pattern);
    }

    private BisectionResult bisect(Experiment experiment, @Nullable String pattern) throws Exception {
        return new Bisection(
                        pair,
                        experiment,
                        pattern == null ? List.of() : List.of(pattern),
                        OFTEN,
                        0.99,
                        " --suite faults",
                        new BisectionListener() {
                            @Override
                            public void starts(String what, String bound) {}

                            @Override
                            public void ended(TrialRecord trial) {
                                assertFalse(BisectionText.trial(trial).isBlank());
                            }

                            @Override
                            public void remark(String text) {
                                said.add(text);
                            }
                        })
                .run();
    }

    private Observation observe(List<Factor> fromB, List<String> selects, Repetitions often) {
        selections.add(selects);
        repetitions.add(often);
        SortedMap<String, List<List<String>>> cases = new TreeMap<>();
        int execution = 0;
        for (Map.Entry<String, BiFunction<Set<String>, Integer, String>> entry : suite.entrySet()) {
            if (selects.isEmpty() || selects.contains(entry.getKey())) {
                List<List<String>> processes = new ArrayList<>();
                for (int restart = 0; restart < often.restarts(); restart++) {
                    // What happens in one process happens in all its executions.
                    String value = entry.getValue().apply(names(fromB), execution++);
                    processes.add(List.of(value, value));
                }
                cases.put(entry.getKey(), processes);
            }
        }
        return new Observation(cases, null, null, false);
    }

    private static Finding found(BisectionResult result) {
        Finding finding = result.finding();
        assertNotNull(finding);
        return finding;
    }

    private static List<List<String>> causes(Finding finding) {
        return finding.causes().stream()
                .map(cause -> cause.factors().stream().map(Factor::name).toList())
                .toList();
    }

    private static Set<String> names(List<Factor> factors) {
        Set<String> names = new TreeSet<>();
        factors.forEach(factor -> names.add(factor.name()));
        return names;
    }

    private JsonNode document(@Nullable BisectionResult result) throws Exception {
        JsonNode document = new ObjectMapper().valueToTree(new BisectionJson(pair).of("tiny", result));
        try (InputStream stream = Bisection.class.getResourceAsStream("bisect.schema.json")) {
            JsonNode schema = new ObjectMapper().readTree(Objects.requireNonNull(stream));
            assertEquals(List.of(), JsonSchemaCheck.errors(schema, document));
        }
        return document;
    }
}
