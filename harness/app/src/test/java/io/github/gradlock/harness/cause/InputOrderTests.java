package io.github.gradlock.harness.cause;

import static io.github.gradlock.harness.cause.FactsFixture.STEADY;
import static io.github.gradlock.harness.cause.FactsFixture.f64;
import static io.github.gradlock.harness.cause.FactsFixture.facts;
import static io.github.gradlock.harness.cause.FactsFixture.first;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Inputs of a case that are the same numbers in another order. */
class InputOrderTests {
    private final Operation samples = input(f64(1, 2, 3, 4, 5, 6), f64(5, 6, 1, 2, 3, 4));

    @Test
    void classesOfSamplesAreFewNumbersAndInAnotherOrderToo() {
        Operation labels = input(f64(0, 0, 1), f64(1, 0, 0));
        assertEquals(Cause.DATA_ORDER, first(steady(samples, labels)));
        assertNotEquals(Cause.DATA_ORDER, first(steady(samples, input(f64(0, 0, 1), f64(1, 0, 1)))));
        assertNotEquals(Cause.DATA_ORDER, first(steady(labels)), "two numbers would fit anything");
    }

    @Test
    void ordersThatComeOneAfterTheOtherAreThoseOfASeed() {
        List<List<String>> byIteration =
                List.of(List.of("x", "y", "z"), List.of("x", "y", "z"), List.of("x", "y", "z"));
        assertEquals(
                Cause.DATA_ORDER, first(facts(List.of(samples), List.of(Behaviour.of("a", byIteration)), List.of())));
    }

    private static Facts steady(Operation... operations) {
        return facts(List.of(operations), List.of(Behaviour.of("a", STEADY), Behaviour.of("b", STEADY)), List.of());
    }

    private static Operation input(Values left, Values right) {
        return new Operation(
                1, 1, "input", "forward", Map.of(), List.of(), List.of(), List.of(left), List.of(right), null, -1);
    }
}
