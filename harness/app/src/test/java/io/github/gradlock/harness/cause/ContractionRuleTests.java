package io.github.gradlock.harness.cause;

import static io.github.gradlock.harness.cause.FactsFixture.between;
import static io.github.gradlock.harness.cause.FactsFixture.f32;
import static io.github.gradlock.harness.cause.FactsFixture.f64;
import static io.github.gradlock.harness.cause.FactsFixture.operation;
import static io.github.gradlock.harness.cause.FactsFixture.values;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.cause.Suspect.Standing;
import io.github.gradlock.protocol.ElementType;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class ContractionRuleTests {
    private static final int COUNT = 64;

    private final double[] a = numbers(1);
    private final double[] b = numbers(2);

    @Test
    void findsAFactorThatTheTraceDoesNotSay() {
        float step = 0.7f;
        Values once = f32(map(i -> Math.fma(step, (float) b[i], (float) a[i])));
        Values twice = f32(map(i -> (float) a[i] + step * (float) b[i]));
        assertEquals(
                Standing.LIKELY,
                suspect(operation("add", List.of(f32(a), f32(b)), twice, once)).standing());
        double rate = 1 / 3.0;
        Values fused = f64(map(i -> Math.fma(-rate, b[i], a[i])));
        Values rounded = f64(map(i -> a[i] - rate * b[i]));
        Suspect likely = suspect(operation("sgd_step", List.of(f64(a), f64(b)), fused, rounded));
        assertEquals(Standing.LIKELY, likely.standing());
        assertTrue(likely.evidence().get(0).text().contains("0.333333333333"), likely.toString());
    }

    @Test
    void findsTheProductsOfADeterminant() {
        Values matrices = values(ElementType.F64, List.of(16L, 2L, 2L), a);
        Values twice = f64(determinants((i, j) -> a[i] * a[i + 3] - a[i + 1] * a[i + 2]));
        Values once = f64(determinants((i, j) -> Math.fma(a[i], a[i + 3], -(a[i + 1] * a[i + 2]))));
        assertConfirmed(operation("linalg_det", List.of(matrices), twice, once));
    }

    private interface Element {
        double at(int begin, int matrix);
    }

    private static double[] determinants(Element element) {
        double[] found = new double[16];
        Arrays.setAll(found, matrix -> element.at(4 * matrix, matrix));
        return found;
    }

    @Test
    void takesAFewRoundingsOfACompositionForPossible() {
        Values polynomial = f64(map(i -> a[i] * (1 + a[i] * (2 + a[i]))));
        Values other = f64(map(i -> Math.nextUp(polynomial.numbers()[i])));
        Suspect fma = suspect(operation("polynomial", List.of(f64(a)), polynomial, other));
        assertEquals(Standing.POSSIBLE, fma.standing());
    }

    @Test
    void aFewElementsConfirmNothing() {
        Values left = f32(0.3f);
        Values right = f32(Math.nextUp(0.3f));
        for (String op : List.of("add", "exp", "mean", "scale")) {
            Diagnosis diagnosis =
                    Diagnostician.diagnose(between(operation(op, List.of(f32(0.1), f32(0.2)), left, right)));
            assertTrue(
                    diagnosis.suspects().stream().noneMatch(one -> one.standing() == Standing.CONFIRMED),
                    () -> op + diagnosis);
        }
    }

    @Test
    void zerosOfUnlikeSignAreNotFused() {
        double[] zeros = new double[COUNT];
        double[] others = map(i -> i % 4 == 0 ? -0.0 : 0.0);
        Operation zero = operation("add", List.of(f64(zeros), f64(zeros)), f64(zeros), f64(others));
        Values matrix = values(ElementType.F64, List.of(4L, 16L), zeros);
        Values row = f64(new double[16]);
        Operation sums = operation("mv", List.of(matrix, row), f64(0, 0, 0, 0), f64(-0.0, -0.0, -0.0, -0.0));
        assertTrue(Diagnostician.diagnose(between(sums)).suspects().stream()
                .noneMatch(one -> one.standing() == Standing.CONFIRMED));
        assertTrue(Diagnostician.diagnose(between(zero)).suspects().stream()
                .noneMatch(one -> one.cause() == Cause.FMA && one.points() > 0));
    }

    private static double[] numbers(long seed) {
        return new SplittableRandom(seed).doubles(COUNT, 0.1, 2).toArray();
    }

    private static double[] map(IntToDoubleFunction function) {
        double[] numbers = new double[COUNT];
        Arrays.setAll(numbers, function);
        return numbers;
    }

    private static void assertConfirmed(Operation operation) {
        assertEquals(Standing.CONFIRMED, suspect(operation).standing());
    }

    private static Suspect suspect(Operation operation) {
        return Diagnostician.diagnose(between(operation)).suspects().stream()
                .filter(one -> one.cause() == Cause.FMA)
                .findFirst()
                .orElseThrow();
    }
}
