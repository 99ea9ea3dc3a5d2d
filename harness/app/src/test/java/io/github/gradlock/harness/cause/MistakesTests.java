package io.github.gradlock.harness.cause;

import static io.github.gradlock.harness.cause.FactsFixture.f64;
import static io.github.gradlock.harness.cause.FactsFixture.operation;
import static io.github.gradlock.harness.cause.FactsFixture.values;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.protocol.ElementType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MistakesTests {
    private final double[] x = new SplittableRandom(3).doubles(24, 0.1, 2).toArray();
    private final double[] y = new SplittableRandom(4).doubles(24, 0.1, 2).toArray();
    private final double[] z = new SplittableRandom(5).doubles(24, 0.1, 2).toArray();

    @Test
    void knowsALostSign() {
        assertFound("sign", List.of(), f64(x), f64(map(i -> i < 4 ? -x[i] : x[i])));
    }

    @Test
    void knowsAShiftAlongADimension() {
        Values matrix = values(ElementType.F64, List.of(4L, 6L), x);
        double[] shifted = map(i -> i % 6 == 0 ? 0 : x[i - 1]);
        assertFound(
                "shifted by one along dimension 1",
                List.of(),
                matrix,
                values(ElementType.F64, List.of(4L, 6L), shifted));
    }

    @Test
    void knowsWhatIsLeftOut() {
        assertFound("2 of 24 elements are left out", List.of(), f64(x), f64(map(i -> i > 21 ? 0 : x[i])));
        assertFound(
                "lacks a term, input 1 times input 2",
                List.of(f64(x), f64(y)),
                f64(map(i -> z[i] - x[i] * y[i] / 2)),
                f64(z));
        assertFound("lacks a factor, input 2", List.of(f64(z), f64(y)), f64(x), f64(map(i -> x[i] * y[i])));
    }

    @Test
    void knowsElementsOfOtherPlaces() {
        double[] turned = map(i -> i < 5 ? x[4 - i] : x[i]);
        assertFound("in other places", List.of(), f64(x), f64(turned));
    }

    @Test
    void knowsAnotherDerivativeAtZero() {
        double[] input = map(i -> i % 5 == 0 ? 0 : x[i]);
        double[] other = map(i -> i % 5 == 0 ? y[i] : z[i]);
        assertFound("where an input is zero", List.of(f64(input)), f64(z), f64(other));
    }

    @Test
    void knowsAFactorThatIsASize() {
        assertFound("2, as if something was done twice", List.of(), f64(x), f64(map(i -> 2 * x[i])));
        assertFound("(24/23)", List.of(), f64(x), f64(map(i -> x[i] * 24 / 23)));
        assertEquals(Optional.empty(), find(List.of(), f64(x), f64(map(i -> x[i] * 1.0625))), "of no size");
    }

    @Test
    void knowsATermOfEachRow() {
        Values matrix = values(ElementType.F64, List.of(4L, 6L), x);
        Values ofRows = values(ElementType.F64, List.of(4L, 6L), map(i -> x[i] + y[i / 6]));
        Values ofColumns = values(ElementType.F64, List.of(4L, 6L), map(i -> x[i] + y[i % 6]));
        assertFound("the same along dimension 1", List.of(), matrix, ofRows);
        assertFound("the same along dimension 0", List.of(), matrix, ofColumns);
        assertEquals(Optional.empty(), find(List.of(), matrix, values(ElementType.F64, List.of(4L, 6L), y)));
        double[] shifted = Arrays.stream(x).map(v -> (float) v + 0.3f).toArray();
        Values single = values(ElementType.F32, List.of(4L, 6L), x);
        assertEquals(
                Optional.empty(),
                find(List.of(), single, values(ElementType.F32, List.of(4L, 6L), shifted)),
                "the same number everywhere is no row's");
    }

    @Test
    void knowsOtherConstants() {
        double[] slopes = map(i -> x[i] > 1 ? 0.9 : -0.1);
        assertFound("2 other numbers", List.of(), f64(slopes), f64(map(i -> x[i] > 1 ? 0.2 : -0.85)));
        assertEquals(Optional.empty(), find(List.of(), f64(slopes), f64(map(i -> x[i] > 1.2 ? 0.2 : -0.85))));
        assertFound("2, as if something was done twice", List.of(), f64(slopes), f64(map(i -> 2 * slopes[i])));
    }

    @Test
    void knowsABranchThatLacksAFactor() {
        assertFound("times a constant", List.of(), f64(x), f64(map(i -> i < 7 ? 0.3 * x[i] : x[i])));
    }

    @Test
    void knowsInputsThatWereReadOtherwise() {
        Values matrix = values(ElementType.F64, List.of(4L, 4L), Arrays.copyOf(x, 16));
        Values row = f64(Arrays.copyOf(y, 4));
        double[] ofRows = Arrays.copyOf(map(i -> x[i] - y[i % 4]), 16);
        double[] ofColumns = Arrays.copyOf(map(i -> x[i] - y[i / 4 % 4]), 16);
        Values good = values(ElementType.F64, List.of(4L, 4L), ofRows);
        Values bad = values(ElementType.F64, List.of(4L, 4L), ofColumns);
        Optional<String> found =
                new Mistakes(Deviation.of(operation("sub", List.of(matrix, row), good, bad), good, bad)).find();
        assertEquals(Optional.of("one side takes input 2 along another dimension"), found);
        Values quotient = f64(map(i -> x[i] / y[i]));
        Values inverse = f64(map(i -> y[i] / x[i]));
        found = new Mistakes(
                        Deviation.of(operation("div", List.of(f64(x), f64(y)), quotient, inverse), quotient, inverse))
                .find();
        assertEquals(Optional.of("one side has its inputs the other way round"), found);
    }

    @Test
    void seesNoMistakeInNoise() {
        Values noisy = f64(map(i -> x[i] * (1 + 1e-6 * (y[i] - 1))));
        assertEquals(Optional.empty(), find(List.of(f64(y), f64(z)), f64(x), noisy));
    }

    private static Optional<String> find(List<Values> inputs, Values good, Values bad) {
        return new Mistakes(Deviation.of(operation("mystery", inputs, good, bad), good, bad)).find();
    }

    private static void assertFound(String what, List<Values> inputs, Values good, Values bad) {
        Optional<String> found = find(inputs, good, bad);
        assertTrue(found.orElse("nothing").contains(what), () -> what + " was meant, found: " + found);
    }

    private double[] map(java.util.function.IntToDoubleFunction function) {
        double[] numbers = new double[x.length];
        Arrays.setAll(numbers, function);
        return numbers;
    }
}
