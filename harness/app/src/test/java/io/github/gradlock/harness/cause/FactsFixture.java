package io.github.gradlock.harness.cause;

import io.github.gradlock.harness.diff.CaseResult;
import io.github.gradlock.harness.diff.Policy;
import io.github.gradlock.harness.diff.Verdict;
import io.github.gradlock.protocol.ElementType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Makes facts of few words. */
final class FactsFixture {
    /** Two processes of three executions with one result. */
    static final List<List<String>> STEADY = List.of(List.of("x", "x", "x"), List.of("x", "x", "x"));

    private FactsFixture() {}

    static Values f64(double... numbers) {
        return values(ElementType.F64, List.of((long) numbers.length), numbers);
    }

    static Values f32(double... numbers) {
        return values(ElementType.F32, List.of((long) numbers.length), numbers);
    }

    static Values values(ElementType type, List<Long> shape, double... numbers) {
        double[] exact = Arrays.stream(numbers)
                .map(number -> type == ElementType.F32 ? (float) number : number)
                .toArray();
        return new Values(type, shape, new long[0], new double[0]).with(exact);
    }

    static Operation operation(String op, List<Values> inputs, Values left, Values right) {
        return operation(op, Map.of(), inputs, left, right);
    }

    static Operation operation(
            String op, Map<String, String> attributes, List<Values> inputs, Values left, Values right) {
        return new Operation(3, 3, op, "forward", attributes, inputs, inputs, List.of(left), List.of(right), null, -1);
    }

    /** Both sides steady, no factor tried. */
    static Facts between(Operation operation) {
        return facts(List.of(operation), List.of(Behaviour.of("a", STEADY), Behaviour.of("b", STEADY)), List.of());
    }

    static Facts facts(List<Operation> operations, List<Behaviour> behaviours, List<FactorEffect> effects) {
        CaseResult result =
                new CaseResult("case", Verdict.DIVERGENT, Policy.BITWISE, 2, List.of(), List.of(), List.of(), 0);
        return new Facts(result, null, operations, behaviours, effects, List.of(), List.of());
    }

    static Cause first(Facts facts) {
        return Diagnostician.diagnose(facts).suspects().get(0).cause();
    }
}
