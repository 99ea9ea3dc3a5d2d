package io.github.gradlock.harness.explain;

import static io.github.gradlock.harness.BundleFixture.floats;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.BundleFixture;
import io.github.gradlock.harness.BundleFixture.Value;
import io.github.gradlock.harness.cause.FactorEffect;
import io.github.gradlock.harness.cause.FactorEffect.Effect;
import io.github.gradlock.harness.diff.CaseResult;
import io.github.gradlock.harness.diff.Comparison;
import io.github.gradlock.harness.diff.Policies;
import io.github.gradlock.harness.explain.Experiments.Changed;
import io.github.gradlock.harness.explain.Explainer.Another;
import io.github.gradlock.harness.explain.Explainer.GatheredRuns;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.protocol.ObservedTensor;
import io.github.gradlock.protocol.TraceStep;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What runs say about a case, and what they do not. */
class CaseExaminerTests {
    private static final Value ONE = floats("grad", 1, 2);
    private static final Value OTHER = floats("grad", 1, 3);

    private final BundleFixture left = new BundleFixture("a").with("case", ONE).with("before", ONE);
    private final BundleFixture right =
            new BundleFixture("b").with("case", OTHER).with("before", ONE);
    private final Side leftSide = new Side("a", left, null);
    private final Side rightSide = new Side("b", right, null);
    private final GatheredRuns runs = new GatheredRuns();

    @Test
    void theOnlyFactorIsItWhereTheSidesDifferAgain() throws IOException {
        runs.differing = Map.of("avx", "avx=0");
        runs.leftBase = often("a", ONE, ONE);
        runs.rightBase = often("b", OTHER, OTHER);
        assertEquals(List.of(new FactorEffect("avx", "avx=0", "a", Effect.AS_OTHER)), effects());
    }

    @Test
    void whereNothingIsRunBundlesOfOneEnvironmentShowTheOnlyFactor() throws IOException {
        left.variant("host", Map.of("avx", "1", "jit", "int")).again("case", 1, 0, ONE);
        right.variant("host", Map.of("avx", "0", "jit", "int")).again("case", 1, 0, OTHER);
        assertEquals(List.of(new FactorEffect("avx", "avx=0", "a", Effect.APART)), effects());
        right.provenance("cpu.model", "another");
        assertEquals(List.of(), effects(), "the machine may be it");
    }

    @Test
    void whereNothingIsRunOneProcessShowsNothingOfProcesses() throws IOException {
        left.variant("host", Map.of("avx", "1"));
        right.variant("host", Map.of()).again("case", 1, 0, OTHER);
        left.again("case", 0, 1, ONE);
        assertEquals(List.of(), effects());
        left.again("case", 1, 0, ONE);
        assertEquals(List.of(new FactorEffect("avx", "no avx", "a", Effect.APART)), effects());
        right.again("case", 0, 2, ONE);
        assertEquals(List.of(), effects(), "it varies");
    }

    @Test
    void theOnlyFactorIsNotItWhereASideVaries() throws IOException {
        runs.differing = Map.of("avx", "avx=0");
        runs.leftBase = often("a", ONE, OTHER);
        runs.rightBase = often("b", OTHER, OTHER);
        assertEquals(List.of(), effects());
    }

    @Test
    void whatDiffersAmongOthersAndNotAloneDependsOnThem() throws IOException {
        runs.differing = Map.of("avx", "avx=0");
        runs.leftBase = often("a", ONE, ONE);
        runs.rightBase = often("b", ONE, ONE);
        List<FactorEffect> effects = effects();
        assertEquals(1, effects.size(), effects::toString);
        assertEquals(FactorEffect.ALONE, effects.get(0).factor());
        assertEquals("run by itself", effects.get(0).text());
    }

    @Test
    void whatDoesNotDifferAgainInACompanyAsLargeSaysNothing() throws IOException {
        runs.leftBase = often("a", ONE, ONE).with("before", ONE);
        runs.rightBase = often("b", ONE, ONE).with("before", ONE);
        assertEquals(List.of(), effects());
    }

    @Test
    void anotherExecutionIsComparedWithThoseOfItsSide() throws IOException {
        runs.leftBase = often("a", ONE, ONE);
        runs.rightBase = often("b", OTHER, OTHER);
        runs.others.put("case", new Another(rightSide, often("b", ONE, ONE)));
        CaseExplanation explanation = explain();
        assertEquals("b", explanation.left());
        assertEquals("b, another execution", explanation.right());
    }

    @Test
    void aTransplantConfirmsInBothDirectionsAndIfTheOperationRepeatsItself() throws IOException {
        assertTrue(transplanted("other", "own", "own", "other").confirmed());
        assertFalse(transplanted("own", "own", "own", "other").confirmed(), "right gives left's bits");
        assertFalse(transplanted("other", "third", "own", "other").confirmed(), "left does not repeat itself");
    }

    /** Each side executes its operation on inputs that are the same bits. */
    private CaseExplanation.Transplant transplanted(String rightGave, String leftGave, String ofLeft, String ofRight)
            throws IOException {
        Value own = floats("x", 1);
        Map<String, Value> values = Map.of("own", own, "other", floats("x", 2), "third", floats("x", 3));
        left.trace("case", step(value(values, ofLeft)));
        right.trace("case", step(value(values, ofRight)));
        runs.rightReplayed = new BundleFixture("b").with("case", replayed(value(values, rightGave)));
        runs.leftReplayed = new BundleFixture("a").with("case", replayed(value(values, leftGave)));
        CaseExplanation explanation = explain();
        return java.util.Objects.requireNonNull(explanation.transplant());
    }

    private static Value value(Map<String, Value> values, String name) {
        return java.util.Objects.requireNonNull(values.get(name));
    }

    private static TraceStep step(Value output) {
        TraceStep.Output traced =
                new TraceStep.Output(2, ElementType.F32, List.of(1L), BundleFixture.sha256(output.bytes()));
        return new TraceStep("case", 0, "forward", "exp", Map.of(), List.of(1L), List.of(traced));
    }

    private static Value replayed(Value output) {
        return new Value(ObservedTensor.REPLAYED + "0.0", output.type(), output.shape(), output.bytes());
    }

    @Test
    void whatNoLongerVariesCountsIfThatIsHardlyByChance() throws IOException {
        runs.leftBase = flipping(4);
        runs.leftChanges.add(new Changed("jit", "jit=int", steady(5)));
        assertEquals(List.of(new FactorEffect("jit", "jit=int", "a", Effect.STEADY)), effects());
        runs.leftChanges.clear();
        runs.leftChanges.add(new Changed("jit", "jit=int", steady(1)));
        assertEquals(List.of(), effects(), "one process of six may show nothing");
    }

    /** In every process a first execution unlike the two after it. */
    private static BundleFixture flipping(int processes) {
        BundleFixture bundle =
                new BundleFixture("a").with("case", ONE).iterations(3).restarts(processes);
        for (int process = 0; process < processes; process++) {
            for (int iteration = process == 0 ? 1 : 0; iteration < 3; iteration++) {
                bundle.again("case", process, iteration, iteration == 0 ? ONE : OTHER);
            }
        }
        return bundle;
    }

    private static BundleFixture steady(int processes) {
        BundleFixture bundle = new BundleFixture("a").with("case", ONE).restarts(processes);
        for (int process = 1; process < processes; process++) {
            bundle.again("case", process, 0, ONE);
        }
        return bundle;
    }

    /** Two executions in one process. */
    private static BundleFixture often(String name, Value first, Value second) {
        return new BundleFixture(name)
                .with("case", first)
                .again("case", 0, 1, second)
                .iterations(2);
    }

    private List<FactorEffect> effects() throws IOException {
        return explain().effects();
    }

    private CaseExplanation explain() throws IOException {
        CaseResult result = Comparison.of(List.of(left, right), Policies.parse(List.of())).cases().stream()
                .filter(one -> one.id().equals("case"))
                .findFirst()
                .orElseThrow();
        return new CaseExaminer(leftSide, rightSide, result, runs).examine();
    }
}
