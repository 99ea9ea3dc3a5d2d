package io.github.gradlock.harness.localise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.protocol.TraceStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FirstDivergenceTests {
    @Test
    void namesTheFirstOperationThatMakesADifference() {
        List<TraceStep> left = trace(0, "mul:1,2:A", "exp:3:B", "sum:4:C", "log:3:D");
        List<TraceStep> right = trace(100, "mul:1,2:A", "exp:3:X", "sum:4:Y", "log:3:Z");
        Localisation found = FirstDivergence.find(left, right).orElseThrow();
        assertEquals(2, found.origins().size());
        assertEquals(
                "step 2 of 4, exp (forward): its inputs are the same bits, its outputs are not"
                        + " (the first of 2 such operations)",
                found.text());
        assertNull(found.structure());
    }

    @Test
    void doesNotBlameOperationsWhoseInputsDiffer() {
        Localisation found = FirstDivergence.find(
                        trace(0, "mul:1,2:A", "exp:3:B", "sum:4:C"), trace(0, "mul:1,2:A", "exp:3:X", "sum:4:Y"))
                .orElseThrow();
        assertEquals(1, found.origins().size());
    }

    @Test
    void saysWhereAnInputWasNotTraced() {
        Localisation found =
                FirstDivergence.find(trace(0, "exp:1:A"), trace(0, "exp:1:B")).orElseThrow();
        assertEquals(
                "step 1 of 1, exp (forward): its inputs, as far as they were traced, are the same bits, its outputs are not",
                found.text());
    }

    @Test
    void findsOperationsOfTheBackwardPass() {
        List<TraceStep> left = new ArrayList<>(trace(0, "mul:1,2:A"));
        List<TraceStep> right = new ArrayList<>(trace(0, "mul:1,2:A"));
        left.add(step("backward", 0, 1, "mul:3:B"));
        right.add(step("backward", 0, 1, "mul:3:C"));
        assertEquals(
                "step 2 of 2, mul (backward): its inputs are the same bits, its outputs are not",
                FirstDivergence.find(left, right).orElseThrow().text());
    }

    @Test
    void otherOperationsAreAFindingOfTheirOwn() {
        assertEquals(
                "the operations differ: step 2 is exp (forward) → F32 [4] in the first and exp2 (forward) → F32 [4] in the second",
                FirstDivergence.find(trace(0, "mul:1,2:A", "exp:3:B"), trace(0, "mul:1,2:A", "exp2:3:B"))
                        .orElseThrow()
                        .text());
        assertEquals(
                "the operations differ: the traces have 2 and 1 steps",
                FirstDivergence.find(trace(0, "mul:1,2:A", "exp:3:B"), trace(0, "mul:1,2:A"))
                        .orElseThrow()
                        .text());
        assertEquals(
                "the operations differ: step 3, add (forward) → F32 [4], takes its inputs from other steps",
                FirstDivergence.find(
                                trace(0, "mul:1,2:A", "exp:3:B", "add:3,4:C"),
                                trace(0, "mul:1,2:A", "exp:3:B", "add:4,3:C"))
                        .orElseThrow()
                        .text());
    }

    @Test
    void findsNothingWithoutTracesOrWithoutDifference() {
        List<TraceStep> some = trace(0, "mul:1,2:A");
        assertEquals(Optional.empty(), FirstDivergence.find(List.of(), some));
        assertEquals(Optional.empty(), FirstDivergence.find(some, List.of()));
        assertEquals(Optional.empty(), FirstDivergence.find(some, trace(50, "mul:1,2:A")));
    }

    /** Steps written {@code op:inputs:hash}; leaves are 1 and 2, and the output of the n-th step is n + 2. */
    private static List<TraceStep> trace(int offset, String... steps) {
        List<TraceStep> trace = new ArrayList<>();
        for (String text : steps) {
            trace.add(step("forward", offset, trace.size(), text));
        }
        return trace;
    }

    private static TraceStep step(String phase, int offset, int number, String text) {
        String[] parts = text.split(":");
        List<Long> inputs = new ArrayList<>();
        for (String input : parts[1].split(",")) {
            inputs.add(offset + Long.parseLong(input));
        }
        TraceStep.Output output = new TraceStep.Output(offset + number + 3, ElementType.F32, List.of(4L), parts[2]);
        return new TraceStep("case", number, phase, parts[0], Map.of(), inputs, List.of(output));
    }
}
