package io.github.gradlock.harness.cause;

import static io.github.gradlock.harness.cause.FactsFixture.between;
import static io.github.gradlock.harness.cause.FactsFixture.f32;
import static io.github.gradlock.harness.cause.FactsFixture.f64;
import static io.github.gradlock.harness.cause.FactsFixture.first;
import static io.github.gradlock.harness.cause.FactsFixture.operation;
import static io.github.gradlock.harness.cause.FactsFixture.values;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.protocol.ElementType;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What elements that are wrong tell of the cause, where operations are known or have a shape that tells. */
class WrongElementsTests {
    private static final double INFINITE = Double.NEGATIVE_INFINITY;

    private final double[] x = new SplittableRandom(17).doubles(64, 0.5, 2).toArray();

    @Test
    void aMaskThatHandsOnTooMuchIsAMistake() {
        Values scores = f32(1.25, 0.7, -0.3, 2.5, 0.1, 0.9);
        Values right = f32(1.25, 0.7, INFINITE, INFINITE, INFINITE, INFINITE);
        Values wrong = f32(1.25, 0.7, -0.3, 2.5, 0.1, INFINITE);
        assertEquals(Cause.BUG, first(between(operation("masked_fill", List.of(scores), right, wrong))));
    }

    @Test
    void sumsThatKeepTheirLastTermAreWrittenOver() {
        Values index = new Values(
                ElementType.I64, List.of(6L), new long[] {0, 1, 2, 0, 1, 2}, new double[] {0, 1, 2, 0, 1, 2});
        Values rows = f64(1, 2, 4, 8, 16, 32);
        Operation scatter = operation("index_add", List.of(rows, index), f64(9, 18, 36), f64(8, 16, 32));
        Suspect suspect = Diagnostician.diagnose(between(scatter)).suspects().get(0);
        assertEquals(Cause.BUG, suspect.cause());
        assertTrue(suspect.evidence().get(0).text().contains("keeps the last term"), suspect::toString);
    }

    @Test
    void distancesWithinOneTensorLackACoordinate() {
        Values points = values(ElementType.F64, List.of(3L, 3L), 0, 0, 0, 3, 4, 12, 1, 2, 2);
        double[] right = new double[9];
        double[] wrong = new double[9];
        for (int i = 0; i < 9; i++) {
            for (int d = 0; d < 3; d++) {
                double difference = points.numbers()[i / 3 * 3 + d] - points.numbers()[i % 3 * 3 + d];
                right[i] += difference * difference;
                wrong[i] += d < 2 ? difference * difference : 0;
            }
        }
        List<Long> shape = List.of(3L, 3L);
        for (boolean root : new boolean[] {false, true}) {
            double[] good = root ? Arrays.stream(right).map(Math::sqrt).toArray() : right;
            double[] bad = root ? Arrays.stream(wrong).map(Math::sqrt).toArray() : wrong;
            Operation cdist = operation(
                    "cdist",
                    List.of(points),
                    values(ElementType.F64, shape, good),
                    values(ElementType.F64, shape, bad));
            assertEquals(Cause.BUG, first(between(cdist)));
        }
    }

    @Test
    void imagesThatAreWrongAtEveryEdgeAreNot() {
        List<Long> shape = List.of(1L, 8L, 8L);
        double[] other = new double[64];
        Arrays.setAll(other, i -> i % 8 == 0 || i % 8 == 7 || i < 8 || i >= 56 ? x[i] * (1.5 + x[63 - i]) : x[i]);
        Operation pool = operation(
                "pool", List.of(f64(x[0])), values(ElementType.F64, shape, x), values(ElementType.F64, shape, other));
        assertEquals(Cause.BUG, first(between(pool)));
    }

    @Test
    void whatIsInterpolatedWithShortWeightsIsOffByTheirRounding() {
        double[] exact = new double[32];
        double[] shorter = new double[32];
        for (int i = 0; i < 32; i++) {
            double weight = x[2 * i] / 3;
            double one = x[i] - 1.2;
            double two = x[i + 20] - 1.2;
            exact[i] = weight * one + (1 - weight) * two;
            shorter[i] = Arithmetic.BINARY16.round(weight) * one + Arithmetic.BINARY16.round(1 - weight) * two;
        }
        Operation sampler = operation("sampler", List.of(f32(x)), f32(exact), f32(shorter));
        assertEquals(Cause.REDUCED_PRECISION, first(between(sampler)));
    }
}
