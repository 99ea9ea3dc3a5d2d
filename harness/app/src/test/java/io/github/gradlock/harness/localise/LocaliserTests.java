package io.github.gradlock.harness.localise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.protocol.TraceStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocaliserTests {
    @Test
    void namesTheFirstOperationThatMakesADifference() {
        List<TraceStep> left = trace(0, "mul:1,2:A", "exp:3:B", "sum:4:C", "log:3:D");
        List<TraceStep> right = trace(100, "mul:1,2:A", "exp:3:X", "sum:4:Y", "log:3:Z");
        Localisation found = Localiser.find(left, right).orElseThrow();
        assertEquals(2, found.origins().size());
        assertEquals(
                "step 2 of 4, exp (forward): its inputs are the same bits, its outputs are not"
                        + " (the first of 2 such operations)",
                found.text());
        assertEquals(List.of(), found.structure());
    }

    @Test
    void doesNotBlameOperationsWhoseInputsDiffer() {
        Localisation found = Localiser.find(
                        trace(0, "mul:1,2:A", "exp:3:B", "sum:4:C"), trace(0, "mul:1,2:A", "exp:3:X", "sum:4:Y"))
                .orElseThrow();
        assertEquals(1, found.origins().size());
    }

    @Test
    void saysWhereAnInputWasNotTraced() {
        Localisation found =
                Localiser.find(trace(0, "exp:1:A"), trace(0, "exp:1:B")).orElseThrow();
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
                Localiser.find(left, right).orElseThrow().text());
    }

    @Test
    void otherOperationsAreAFindingOfTheirOwn() {
        assertEquals(
                "the operations differ: step 2, exp (forward) → F32 [4], is in the first only"
                        + " (the first of 2 such places)",
                Localiser.find(trace(0, "mul:1,2:A", "exp:3:B"), trace(0, "mul:1,2:A", "exp2:3:B"))
                        .orElseThrow()
                        .text());
        assertEquals(
                "the operations differ: step 2, exp (forward) → F32 [4], is in the first only",
                Localiser.find(trace(0, "mul:1,2:A", "exp:3:B"), trace(0, "mul:1,2:A"))
                        .orElseThrow()
                        .text());
        assertEquals(
                "the operations differ: step 3, add (forward) → F32 [4], takes its inputs in another order",
                Localiser.find(
                                trace(0, "mul:1,2:A", "exp:3:B", "add:3,4:C"),
                                trace(0, "mul:1,2:A", "exp:3:B", "add:4,3:C"))
                        .orElseThrow()
                        .text());
        assertEquals(
                "the operations differ: step 3, add (forward) → F32 [4], takes its inputs from other steps",
                Localiser.find(
                                trace(0, "mul:1,2:A", "exp:3:B", "add:3,4:C"),
                                trace(0, "mul:1,2:A", "exp:3:B", "add:3,3:C"))
                        .orElseThrow()
                        .text());
    }

    /** What one trace has more does not end the search. */
    @Test
    void findsOriginsAfterAStructuralDifference() {
        Localisation found = Localiser.find(
                        trace(0, "mul:1,2:A", "exp:3:B", "log:4:C"),
                        trace(0, "mul:1,2:A", "neg:3:N", "exp:3:B", "log:5:D"))
                .orElseThrow();
        assertEquals(1, found.origins().size());
        assertEquals("log", found.origins().get(0).op());
        assertEquals(2, found.origins().get(0).leftPosition());
        assertEquals(3, found.origins().get(0).rightPosition());
        assertEquals(List.of(StructuralDifference.Kind.ADDED), kinds(found));
    }

    @Test
    void anOperationWithOtherAttributesHasChanged() {
        TraceStep one = new TraceStep("case", 0, "forward", "sum", Map.of("axis", "0"), List.of(), List.of());
        TraceStep other = new TraceStep("case", 0, "forward", "sum", Map.of("axis", "1"), List.of(), List.of());
        Localisation found = Localiser.find(List.of(one), List.of(other)).orElseThrow();
        assertEquals(List.of(StructuralDifference.Kind.CHANGED), kinds(found));
        assertEquals(List.of(new AlignedStep(0, 0, AlignedStep.State.STRUCTURE)), found.steps());
    }

    private static List<StructuralDifference.Kind> kinds(Localisation found) {
        return found.structure().stream().map(StructuralDifference::kind).toList();
    }

    @Test
    void leadsFromTheOriginToTheGradient() {
        List<TraceStep> a = trace(0, "exp:1:A", "log:2:B", "neg:4:C", "mul:3,5:D", "sum:6:E", "abs:1:F");
        List<TraceStep> b = trace(0, "exp:1:A", "log:2:X", "neg:4:Y", "mul:3,5:Z", "sum:6:V", "abs:1:W");
        Localisation found = Localiser.find(a, b).orElseThrow();
        assertEquals(2, found.origins().size(), "log and abs");
        assertEquals(
                List.of(1, 2, 3, 4),
                found.pathTo("E", "V").stream().map(AlignedStep::left).toList());
        assertEquals(
                List.of(5),
                found.pathTo("F", "W").stream().map(AlignedStep::left).toList());
        assertEquals(List.of(), found.pathTo("E", "W"), "no step gave these two");
        assertEquals(List.of(), found.pathTo("A", "A"), "it does not differ");
    }

    @Test
    void whatIsOverwrittenIsNoOrigin() {
        List<TraceStep> a = trace(0, "uniform:1:A", "copy:3,2:B", "sigmoid:4:C", "sum:5:D");
        List<TraceStep> b = trace(0, "uniform:1:V", "copy:3,2:B", "sigmoid:4:X", "sum:5:Y");
        Localisation all = Localiser.find(a, b).orElseThrow();
        assertEquals(List.of("uniform", "sigmoid"), ops(all));
        assertEquals(List.of("sigmoid"), ops(all.seenIn(List.of(new String[] {"D", "Y"}, new String[] {"C", "X"}))));
        assertEquals(List.of("uniform", "sigmoid"), ops(all.seenIn(List.<String[]>of(new String[] {"E", "F"}))));
        assertEquals(List.of("uniform", "sigmoid"), ops(all.seenIn(List.of())));
        assertEquals(List.of("uniform"), ops(all.seenIn(List.<String[]>of(new String[] {"A", "V"}))));
        assertEquals(
                List.of("sigmoid"),
                all.seenIn(List.<String[]>of(new String[] {"A", "V"})).unseen().stream()
                        .map(Origin::op)
                        .toList());
        Localisation twice = Localiser.find(trace(0, "exp:1:A", "exp:1:A"), trace(0, "exp:1:V", "exp:1:V"))
                .orElseThrow();
        assertEquals(
                List.of("exp", "exp"),
                ops(twice.seenIn(List.<String[]>of(new String[] {"A", "V"}))),
                "either may have been recorded");
    }

    private static List<String> ops(Localisation found) {
        return found.origins().stream().map(Origin::op).toList();
    }

    @Test
    void anInputOfTheCaseIsNotBlamedAsAnOperation() {
        TraceStep.Output one = new TraceStep.Output(1, ElementType.F32, List.of(4L), "A");
        TraceStep.Output other = new TraceStep.Output(1, ElementType.F32, List.of(4L), "B");
        Localisation found = Localiser.find(
                        List.of(new TraceStep("case", 0, "forward", "input", Map.of(), List.of(), List.of(one))),
                        List.of(new TraceStep("case", 0, "forward", "input", Map.of(), List.of(), List.of(other))))
                .orElseThrow();
        assertEquals("step 1 of 1, an input of the case (forward): it is other bits already", found.text());
    }

    @Test
    void findsNothingWithoutTracesOrWithoutDifference() {
        List<TraceStep> some = trace(0, "mul:1,2:A");
        assertEquals(Optional.empty(), Localiser.find(List.of(), some));
        assertEquals(Optional.empty(), Localiser.find(some, List.of()));
        assertEquals(Optional.empty(), Localiser.find(some, trace(50, "mul:1,2:A")));
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
