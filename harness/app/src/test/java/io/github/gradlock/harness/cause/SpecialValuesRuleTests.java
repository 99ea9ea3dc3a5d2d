package io.github.gradlock.harness.cause;

import static io.github.gradlock.harness.cause.FactsFixture.between;
import static io.github.gradlock.harness.cause.FactsFixture.f32;
import static io.github.gradlock.harness.cause.FactsFixture.operation;
import static io.github.gradlock.harness.cause.FactsFixture.values;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradlock.protocol.ElementType;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpecialValuesRuleTests {
    private static final float INFINITE = Float.POSITIVE_INFINITY;

    @Test
    void whatIsTooLargeForBinary16MayHaveBeenComputedInIt() {
        assertEquals(true, overflows(operation("mul", List.of(f32(300), f32(300)), f32(90_000), f32(INFINITE))));
        assertEquals(false, overflows(operation("div", List.of(f32(3), f32(2)), f32(1.5), f32(INFINITE))));
    }

    @Test
    void partialSumsCountAsWellAsResults() {
        Values norm = values(ElementType.F32, List.of(), 300);
        Values infinite = values(ElementType.F32, List.of(), INFINITE);
        assertEquals(true, overflows(operation("norm", List.of(f32(300, 0)), norm, infinite)), "its square is not");
        Values small = values(ElementType.F32, List.of(), 5);
        assertEquals(false, overflows(operation("norm", List.of(f32(3, 4)), small, infinite)));
    }

    private static boolean overflows(Operation operation) {
        return Diagnostician.diagnose(between(operation)).suspects().stream()
                .filter(one -> one.cause() == Cause.REDUCED_PRECISION)
                .flatMap(one -> one.evidence().stream())
                .anyMatch(one -> one.text().endsWith("too large for binary16"));
    }
}
