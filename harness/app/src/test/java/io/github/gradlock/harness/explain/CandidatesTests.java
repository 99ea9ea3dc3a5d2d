package io.github.gradlock.harness.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.gradlock.harness.BundleFixture;
import io.github.gradlock.harness.diff.CaseResult;
import io.github.gradlock.harness.diff.Comparison;
import io.github.gradlock.harness.diff.Policies;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.protocol.TraceStep;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CandidatesTests {
    @Test
    void structuralDifferencesOfOtherOperationsHaveOtherExplanations() throws Exception {
        Comparison comparison = Comparison.of(
                List.of(
                        bundle("a", 1)
                                .trace("c", step("c", "exp", 1))
                                .trace("d", step("d", "exp", 1))
                                .trace("e", step("e", "log", 1)),
                        bundle("b", 2)
                                .trace("c", step("c", "exp", 2))
                                .trace("d", step("d", "exp", 2))
                                .trace("e", step("e", "log", 2))),
                Policies.BITWISE);

        assertEquals(
                List.of(List.of("c", "d"), List.of("e")),
                Candidates.groups(comparison).stream()
                        .map(group -> group.stream().map(CaseResult::id).toList())
                        .toList());
    }

    @Test
    void saysWhereThereAreNoTraces() throws Exception {
        assertFalse(Candidates.areTraced(Comparison.of(List.of(bundle("a", 1), bundle("b", 1)), Policies.BITWISE)));
    }

    private static BundleFixture bundle(String name, float value) {
        var tensor = BundleFixture.floats("x", value);
        return new BundleFixture(name).with("c", tensor).with("d", tensor).with("e", tensor);
    }

    /** The attribute makes it another operation on each side. */
    private static TraceStep step(String caseId, String op, int axis) {
        TraceStep.Output output = new TraceStep.Output(1, ElementType.F32, List.of(1L), "00");
        return new TraceStep(
                caseId, 0, "forward", op, Map.of("axis", String.valueOf(axis)), List.of(), List.of(output));
    }
}
