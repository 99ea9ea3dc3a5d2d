package io.github.gradlock.harness.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.cause.Behaviour;
import io.github.gradlock.harness.cause.Diagnostician;
import io.github.gradlock.harness.cause.FactorEffect;
import io.github.gradlock.harness.cause.FactorEffect.Effect;
import io.github.gradlock.harness.cause.Facts;
import io.github.gradlock.harness.diff.CaseResult;
import io.github.gradlock.harness.diff.Policy;
import io.github.gradlock.harness.diff.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseExplanationTests {
    private static final List<List<String>> STEADY = List.of(List.of("x", "x"), List.of("x", "x"));
    private static final List<List<String>> VARYING = List.of(List.of("x", "y"), List.of("x", "x"));

    @ParameterizedTest
    @CsvSource({
        "threads, AS_OTHER, false, true",
        "threads, APART, false, true",
        "threads, MOVED, false, false",
        "threads, NONE, false, false",
        "alone, AS_OTHER, false, false",
        "threads, AS_OTHER, true, false"
    })
    void aFactorMakesItIfSteadySidesMeetWithIt(String factor, Effect effect, boolean varies, boolean made) {
        List<Behaviour> behaviours = List.of(Behaviour.of("a", STEADY), Behaviour.of("b", varies ? VARYING : STEADY));
        assertEquals(made, explanation(behaviours, factor, effect).isMadeByAFactor());
    }

    /** A variable of the program's own: what it switches nobody knows here, and that it makes the difference is known. */
    @Test
    void aFactorOfUnknownMeaningIsSaid() {
        List<Behaviour> behaviours = List.of(Behaviour.of("a", STEADY), Behaviour.of("b", STEADY));
        CaseExplanation explanation = explanation(behaviours, "MODE", Effect.AS_OTHER);
        assertEquals(List.of("with MODE=2 a gives the other side's bits"), explanation.unnamedFactors());
        List<String> lines = ExplanationText.of(explanation, 0);
        assertTrue(
                lines.contains("  with MODE=2 a gives the other side's bits; what reads that is not known here"),
                lines::toString);
        assertEquals(List.of(), explanation(behaviours, "MODE", Effect.MOVED).unnamedFactors());
    }

    private static CaseExplanation explanation(List<Behaviour> behaviours, String factor, Effect effect) {
        List<FactorEffect> effects = List.of(new FactorEffect(factor, factor + "=2", "a", effect));
        CaseResult result =
                new CaseResult("case", Verdict.DIVERGENT, Policy.BITWISE, 2, List.of(), List.of(), List.of(), 0);
        Facts facts = new Facts(result, null, List.of(), behaviours, effects, List.of(), List.of());
        return new CaseExplanation(
                "case",
                "a",
                "b",
                null,
                null,
                List.of(),
                null,
                Verdict.DIVERGENT,
                behaviours,
                effects,
                Diagnostician.diagnose(facts));
    }
}
