package io.github.gradlock.engine.kernel.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.Providers;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Numerics {@code fast} compute the same functions with other bits, and are never chosen by themselves. */
class FastKernelsTests {
    /** Units in the last place. */
    private static final int CLOSE = 5;

    private static final int COUNT = 20_003;
    private static final int RUNS = 100;

    private final Kernels fast = new FastKernels(2, 0);
    private final Kernels strict = Providers.reference(1);

    @Test
    void nobodyIsGivenThemUnasked() {
        assertTrue(Providers.installed().stream()
                .anyMatch(provider -> provider.name().equals("fast")));
        assertTrue(Providers.active().isStrict());
        assertFalse(new FastProvider().isStrict());
    }

    @ParameterizedTest
    @EnumSource(names = {"EXP", "SIGMOID", "TANH", "ERF", "LOG", "RSQRT"})
    void functionsAreCloseAndOthers(UnaryFunction function) {
        SplittableRandom random = new SplittableRandom(3);
        float[] values = new float[COUNT];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(0.01, 8);
        }
        float[] special = {Float.NaN, Float.POSITIVE_INFINITY, 0, 1, 100};
        System.arraycopy(special, 0, values, 100, special.length);
        Tensor x = Tensors.of(values, values.length);
        float[] there = applied(strict, function, x);
        // Before a loop is compiled the JVM computes with Math, whose results, rounded, are the strict ones.
        boolean isOther =
                function == UnaryFunction.SIGMOID || function == UnaryFunction.ERF || function == UnaryFunction.RSQRT;
        for (int run = 0; run < RUNS; run++) {
            float[] here = applied(fast, function, x);
            int others = 0;
            for (int i = 0; i < here.length; i++) {
                float unit = Math.ulp(there[i]);
                boolean isClose = Float.compare(here[i], there[i]) == 0 || Math.abs(here[i] - there[i]) <= CLOSE * unit;
                if (!isClose) {
                    fail(function + " of " + values[i] + " is " + there[i] + ", not " + here[i]);
                }
                others += Float.floatToRawIntBits(here[i]) == Float.floatToRawIntBits(there[i]) ? 0 : 1;
            }
            assertTrue(others > 0 || !isOther, "nothing is different, so that nothing could be found");
        }
    }

    private static float[] applied(Kernels kernels, UnaryFunction function, Tensor x) {
        Tensor out = Tensors.zeros(x.shape(), DType.FLOAT32);
        kernels.unary(function, x, out);
        return out.toFloatArray();
    }

    @Test
    void sumsOfAllLayoutsAreThoseOfTheElements() {
        for (int[] sizes : new int[][] {{1, 100_003}, {7, 131}, {200, 300}, {3, 1}}) {
            float[] values = new float[sizes[0] * sizes[1]];
            // Sums of whole numbers are exact in every order.
            for (int i = 0; i < values.length; i++) {
                values[i] = i % 17 - 5;
            }
            Tensor x = Tensors.of(values, sizes);
            for (Tensor each : new Tensor[] {x, x.alias(x.layout().transpose(0, 1))}) {
                Tensor runs = Tensors.zeros(Shape.of(each.size(0)), DType.FLOAT32);
                Tensor expected = Tensors.zeros(Shape.of(each.size(0)), DType.FLOAT32);
                fast.reduce(ReduceFunction.SUM, each, runs);
                strict.reduce(ReduceFunction.SUM, each, expected);
                assertEquals(
                        Arrays.toString(expected.toFloatArray()),
                        Arrays.toString(runs.toFloatArray()),
                        each.toString());
            }
        }
    }

    @Test
    void sumsHaveAnotherOrder() {
        SplittableRandom random = new SplittableRandom(4);
        float[] values = new float[COUNT];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        Tensor x = Tensors.of(values, values.length);
        Tensor here = Tensors.zeros(Shape.SCALAR, DType.FLOAT32);
        Tensor there = Tensors.zeros(Shape.SCALAR, DType.FLOAT32);
        fast.reduce(ReduceFunction.SUM, x, here);
        strict.reduce(ReduceFunction.SUM, x, there);
        assertEquals(there.item(), here.item(), 1e-3 * there.item());
        assertNotEquals(there.item(), here.item());
    }
}
