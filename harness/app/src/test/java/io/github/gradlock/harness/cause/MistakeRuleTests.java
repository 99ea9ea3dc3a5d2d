package io.github.gradlock.harness.cause;

import static io.github.gradlock.harness.cause.FactsFixture.STEADY;
import static io.github.gradlock.harness.cause.FactsFixture.f64;
import static io.github.gradlock.harness.cause.FactsFixture.facts;
import static io.github.gradlock.harness.cause.FactsFixture.operation;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class MistakeRuleTests {
    private static final Behaviour VARYING = Behaviour.of("a", List.of(List.of("x", "y", "z"), List.of("x", "u", "v")));

    @Test
    void whatVariesWhereNeitherSideIsRightIsOfWhatNobodyWrote() {
        Values x = f64(1, 2, 3, 4, 5, 6);
        Values left = f64(2, 4, 6, 8, 3.7, -1.1);
        Values right = f64(2, 4, 6, 8, 8.9, 0.3);
        assertEquals(true, isLeft(operation("add", List.of(x, x), left, right), VARYING));
        assertEquals(false, isLeft(operation("add", List.of(x, x), left, right), Behaviour.of("a", STEADY)));
        Values correct = f64(2, 4, 6, 8, 10, 12);
        assertEquals(false, isLeft(operation("add", List.of(x, x), correct, right), VARYING), "one is right");
        Values nowhere = f64(2.5, 4, 6.5, 8.5, 3.7, -1.1);
        assertEquals(false, isLeft(operation("add", List.of(x, x), nowhere, right), VARYING), "most are wrong");
    }

    private static boolean isLeft(Operation operation, Behaviour behaviour) {
        return Diagnostician.diagnose(facts(List.of(operation), List.of(behaviour), List.of())).suspects().stream()
                .filter(one -> one.cause() == Cause.STALE_MEMORY)
                .flatMap(one -> one.evidence().stream())
                .anyMatch(one -> one.text().endsWith("as of what nobody wrote"));
    }
}
