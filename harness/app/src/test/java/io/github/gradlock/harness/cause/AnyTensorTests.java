package io.github.gradlock.harness.cause;

import static io.github.gradlock.harness.cause.FactsFixture.between;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.gradlock.harness.cause.Suspect.Standing;
import io.github.gradlock.protocol.ElementType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever an operation was captured with: no rule throws, hangs, or is sure of what a rounding may have made. */
class AnyTensorTests {
    private static final List<List<Long>> SHAPES = List.of(
            List.of(),
            List.of(0L),
            List.of(0L, 1L << 40),
            List.of(1L),
            List.of(5L),
            List.of(3L, 4L),
            List.of(3L, 3L),
            List.of(2L, 3L, 4L));

    private static final double[] SPECIAL = {
        0,
        -0.0,
        1,
        -1,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        1e-5,
        3,
        6e4,
        1e-7,
        1e-42,
        5e-324,
        1e38,
        1e308
    };

    private static final List<String> OPS = List.of(
            "add",
            "mul",
            "exp",
            "sum",
            "mean",
            "matmul",
            "softmax",
            "log_softmax_backward",
            "index_add",
            "conv1d",
            "conv2d",
            "convolution_backward",
            "conv_transpose2d",
            "linear",
            "norm",
            "layer_norm",
            "linalg_cholesky",
            "linalg_det",
            "linalg_inv",
            "max",
            "linalg_solve",
            "fft_fft",
            "dropout",
            "silu_backward",
            "addcmul",
            "where",
            "mystery");

    static Stream<ElementType> types() {
        return Stream.of(
                ElementType.F64, ElementType.F32, ElementType.F16, ElementType.BF16, ElementType.I64, ElementType.BOOL);
    }

    @ParameterizedTest
    @MethodSource("types")
    void noRuleThrowsOrHangs(ElementType type) {
        SplittableRandom random = new SplittableRandom(11);
        for (String op : OPS) {
            for (int round = 0; round < 30; round++) {
                List<Values> inputs = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    inputs.add(special(random.nextInt(5) == 0 ? ElementType.I64 : type, random));
                }
                Values left = special(type, random);
                Values right = special(type, left.shape(), random);
                Operation operation = new Operation(
                        3,
                        3,
                        op,
                        "forward",
                        Map.of("alpha", "1", "dim", "1"),
                        inputs,
                        inputs,
                        List.of(left),
                        List.of(right),
                        null,
                        0);
                assertTimeoutPreemptively(
                        Duration.ofSeconds(20), () -> Diagnostician.diagnose(between(operation)), operation::toString);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void nothingIsConfirmedByOneRounding(ElementType type) {
        SplittableRandom random = new SplittableRandom(12);
        for (String op : OPS) {
            for (int count : new int[] {1, 2, 3, 8, 40}) {
                Arithmetic arithmetic = Arithmetic.of(type);
                double[] x =
                        random.doubles(count, 0.5, 2).map(arithmetic::round).toArray();
                double[] y =
                        random.doubles(count, 0.5, 2).map(arithmetic::round).toArray();
                double[] left =
                        random.doubles(count, 0.5, 2).map(arithmetic::round).toArray();
                double[] right = DoubleStream.of(left)
                        .map(value -> value + (random.nextInt(-1, 2)) * arithmetic.unitInTheLastPlace(value))
                        .toArray();
                List<Long> shape = List.of((long) count);
                List<Values> inputs = List.of(FactsFixture.values(type, shape, x), FactsFixture.values(type, shape, y));
                Operation operation = FactsFixture.operation(
                        op, inputs, FactsFixture.values(type, shape, left), FactsFixture.values(type, shape, right));
                Diagnosis diagnosis = Diagnostician.diagnose(between(operation));
                assertFalse(
                        diagnosis.suspects().stream().anyMatch(one -> one.standing() == Standing.CONFIRMED),
                        () -> type + " " + op + " " + count + ": " + diagnosis);
            }
        }
    }

    private static Values special(ElementType type, SplittableRandom random) {
        return special(type, SHAPES.get(random.nextInt(SHAPES.size())), random);
    }

    private static Values special(ElementType type, List<Long> shape, SplittableRandom random) {
        int count = shape.contains(0L)
                ? 0
                : (int) shape.stream().mapToLong(size -> size).reduce(1, (a, b) -> a * b);
        double[] numbers = new double[count];
        long[] bits = new long[count];
        for (int i = 0; i < count; i++) {
            double number = SPECIAL[random.nextInt(SPECIAL.length)];
            numbers[i] = type.isFloating() ? Arithmetic.of(type).round(number) : random.nextInt(4);
            bits[i] = Double.doubleToLongBits(numbers[i]);
        }
        return new Values(type, shape, bits, numbers);
    }
}
