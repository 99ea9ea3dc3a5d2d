package io.github.gradlock.harness.cause;

import static io.github.gradlock.harness.cause.FactsFixture.f64;
import static io.github.gradlock.harness.cause.FactsFixture.operation;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LeftoversTests {
    private final double[] right = new SplittableRandom(6).doubles(16, -1, 1).toArray();
    private final double[] earlier = new SplittableRandom(7).doubles(16, -1, 1).toArray();

    @Test
    void knowsAnotherTensorInThePlaceOfResultsOrAddedToThem() {
        assertFound("instead of its own", map(i -> i < 5 ? earlier[i] : right[i]), f64(earlier));
        assertFound("too much", map(i -> right[i] + earlier[i]), f64(earlier));
        assertEquals(Optional.empty(), find(map(i -> right[i] + 0.5 * earlier[i]), f64(earlier)));
    }

    @Test
    void knowsNumbersThatNothingComputed() {
        assertFound("far larger", map(i -> i == 7 ? 1e200 : right[i]));
        assertFound("one of a few numbers", map(i -> right[i] + (i % 2 == 0 ? 0.125 : 3)));
        assertFound("one stretch of memory", map(i -> i > 12 ? right[i] * earlier[i] : right[i]));
    }

    @Test
    void knowsWhatAllocatorsLeave() {
        double address = Double.longBitsToDouble(0x7f3a_12c4_5680L);
        double filled = Double.longBitsToDouble(0xcdcd_cdcd_cdcd_cdcdL);
        assertFound("2 elements of one side have the bits", map(i -> i > 13 ? address : right[i]));
        assertFound("3 elements of one side have the bits", map(i -> i > 12 ? filled : right[i]));
        assertEquals(Optional.empty(), find(map(i -> i == 13 ? 1 / 3.0 : i == 3 ? -0.7 : right[i])));
    }

    @Test
    void whatIsNoNumberIsNotFarLarger() {
        assertEquals(Optional.empty(), find(map(i -> i == 7 ? Double.NaN : right[i])));
    }

    @Test
    void seesNothingInNoise() {
        assertEquals(Optional.empty(), find(map(i -> right[i] * (1 + 1e-7 * earlier[i]))));
    }

    private void assertFound(String what, double[] bad, Values... traced) {
        Optional<String> found = find(bad, traced);
        assertTrue(found.orElse("nothing").contains(what), () -> what + " was meant, found: " + found);
    }

    private Optional<String> find(double[] bad, Values... traced) {
        Values good = f64(right);
        Operation operation = operation("mystery", List.of(), good, f64(bad));
        return new Leftovers(Deviation.of(operation, good, f64(bad)), List.of(traced))
                .find()
                .map(Leftovers.Found::text);
    }

    private double[] map(java.util.function.IntToDoubleFunction function) {
        double[] numbers = new double[right.length];
        Arrays.setAll(numbers, function);
        return numbers;
    }
}
