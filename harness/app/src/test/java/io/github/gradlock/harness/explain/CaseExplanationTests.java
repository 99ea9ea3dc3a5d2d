package io.github.gradlock.harness.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradlock.harness.cause.Behaviour;
import io.github.gradlock.harness.cause.Diagnosis;
import io.github.gradlock.harness.cause.FactorEffect;
import io.github.gradlock.harness.cause.FactorEffect.Effect;
import io.github.gradlock.harness.diff.Verdict;
import java.util.List;
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
        CaseExplanation explanation = new CaseExplanation(
                "case",
                "a",
                "b",
                null,
                null,
                List.of(),
                null,
                Verdict.DIVERGENT,
                behaviours,
                List.of(new FactorEffect(factor, factor + "=2", "a", effect)),
                new Diagnosis(List.of()));
        assertEquals(made, explanation.isMadeByAFactor());
    }
}
