package io.github.gradlock.engine.kernel.scalar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.Numerics;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.kernel.contract.Samples;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reductions and scans against the contract written out plainly, level by level. */
class ReduceKernelsTests {
    private static final List<Shape> SHAPES = List.of(
            Shape.SCALAR,
            Shape.of(1),
            Shape.of(31),
            Shape.of(64),
            Shape.of(97),
            Shape.of(1025),
            Shape.of(5, 3, 7),
            Shape.of(70, 45),
            Shape.of(3, 2100),
            Shape.of(2100, 3),
            Shape.of(2, 9, 130, 3),
            Shape.of(7 * 1024 + 5),
            Shape.of(4, 0),
            Shape.of(0, 4),
            Shape.of(2, 0, 3));

    @Test
    void sumsAndProductsFollowTheContract() {
        for (int threads : Samples.THREADS) {
            Kernels kernels = new ScalarKernels(threads);
            for (ReduceFunction function : List.of(ReduceFunction.SUM, ReduceFunction.PROD)) {
                for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
                    for (Shape shape : SHAPES) {
                        for (boolean special : new boolean[] {false, true}) {
                            for (Tensor x : Samples.layouts(shape, dtype, 61, special)) {
                                check(kernels, function, x);
                            }
                        }
                    }
                }
            }
        }
    }

    private static void check(Kernels kernels, ReduceFunction function, Tensor x) {
        for (int kept = 0; kept <= x.rank(); kept++) {
            Shape shape = Shape.of(Arrays.copyOf(x.shape().sizes(), kept));
            Tensor out = Samples.target(shape, x.dtype());
            kernels.reduce(function, x, out);
            double[] values = Samples.values(x);
            long[] expected = new long[shape.numel()];
            int run = expected.length == 0 ? 0 : values.length / expected.length;
            for (int i = 0; i < expected.length; i++) {
                double[] elements = Arrays.copyOfRange(values, i * run, (i + 1) * run);
                expected[i] = Samples.rounded(contract(function, elements, x.dtype()), x.dtype());
            }
            assertArrayEquals(expected, Samples.bits(out), () -> function + " of " + x.layout() + " to " + shape);
        }
    }

    /** Rule 4 as it is written: all 64 lanes, every halving, and the tree of blocks level by level. */
    private static double contract(ReduceFunction function, double[] x, DType dtype) {
        double identity = function == ReduceFunction.SUM ? 0 : 1;
        List<Double> level = new ArrayList<>();
        for (int start = 0; start < x.length; start += Numerics.SUM_BLOCK) {
            double[] lanes = new double[64];
            Arrays.fill(lanes, identity);
            for (int i = start; i < Math.min(start + Numerics.SUM_BLOCK, x.length); i++) {
                int lane = (i - start) % 64;
                lanes[lane] = apply(function, lanes[lane], x[i], dtype);
            }
            for (int half = 32; half >= 1; half /= 2) {
                for (int j = 0; j < half; j++) {
                    lanes[j] = apply(function, lanes[j], lanes[j + half], dtype);
                }
            }
            level.add(lanes[0]);
        }
        while (level.size() > 1) {
            List<Double> next = new ArrayList<>();
            for (int i = 0; i + 1 < level.size(); i += 2) {
                next.add(apply(function, level.get(i), level.get(i + 1), dtype));
            }
            if (level.size() % 2 == 1) {
                next.add(level.get(level.size() - 1));
            }
            level = next;
        }
        return level.isEmpty() ? identity : level.get(0);
    }

    private static double apply(ReduceFunction function, double a, double b, DType dtype) {
        double exact = function == ReduceFunction.SUM ? a + b : a * b;
        return dtype == DType.FLOAT32 ? (float) exact : exact;
    }

    @Test
    void otherReductionsAreExact() {
        Kernels kernels = new ScalarKernels(3);
        for (DType dtype : DType.values()) {
            for (Shape shape : SHAPES) {
                for (Tensor x : Samples.layouts(shape, dtype, 71, true)) {
                    for (ReduceFunction function : ReduceFunction.values()) {
                        boolean logical = function == ReduceFunction.ANY || function == ReduceFunction.ALL;
                        boolean extreme = function == ReduceFunction.MAX || function == ReduceFunction.MIN;
                        if (!logical && (dtype == DType.BOOL || dtype.isFloating() && !extreme)) {
                            continue;
                        }
                        checkExact(kernels, function, x, logical ? DType.BOOL : dtype);
                    }
                }
            }
        }
    }

    private static void checkExact(Kernels kernels, ReduceFunction function, Tensor x, DType dtype) {
        for (int kept = 0; kept <= x.rank(); kept++) {
            Shape shape = Shape.of(Arrays.copyOf(x.shape().sizes(), kept));
            int run = shape.numel() == 0 ? 0 : x.numel() / shape.numel();
            Tensor out = Samples.target(shape, dtype);
            boolean extreme = function == ReduceFunction.MAX || function == ReduceFunction.MIN;
            if (extreme && run == 0 && shape.numel() > 0) {
                assertThrows(IllegalArgumentException.class, () -> kernels.reduce(function, x, out));
                continue;
            }
            kernels.reduce(function, x, out);
            long[] bits = Samples.bits(x);
            double[] values = Samples.values(x);
            long[] expected = new long[shape.numel()];
            for (int i = 0; i < expected.length; i++) {
                expected[i] = dtype.isFloating()
                        ? Samples.rounded(extreme(function, Arrays.copyOfRange(values, i * run, (i + 1) * run)), dtype)
                        : integer(function, Arrays.copyOfRange(bits, i * run, (i + 1) * run), x.dtype());
            }
            assertArrayEquals(expected, Samples.bits(out), () -> function + " of " + x.layout() + " to " + shape);
        }
    }

    private static double extreme(ReduceFunction function, double[] x) {
        double[] sorted = x.clone();
        Arrays.sort(sorted);
        // Sorting puts -0.0 before 0.0 and NaN last.
        double last = sorted[sorted.length - 1];
        return last != last || function == ReduceFunction.MAX ? last : sorted[0];
    }

    private static long integer(ReduceFunction function, long[] bits, DType from) {
        return switch (function) {
            case SUM -> Arrays.stream(bits).sum();
            case PROD -> Arrays.stream(bits).reduce(1, (a, b) -> a * b);
            case MAX -> Arrays.stream(bits).max().orElseThrow();
            case MIN -> Arrays.stream(bits).min().orElseThrow();
            case ANY -> Arrays.stream(bits).anyMatch(b -> !isZero(b, from)) ? 1 : 0;
            case ALL -> Arrays.stream(bits).noneMatch(b -> isZero(b, from)) ? 1 : 0;
        };
    }

    private static boolean isZero(long bits, DType dtype) {
        return switch (dtype) {
            case FLOAT32 -> Float.intBitsToFloat((int) bits) == 0;
            case FLOAT64 -> Double.longBitsToDouble(bits) == 0;
            default -> bits == 0;
        };
    }

    @Test
    void scansGoLeftToRight() {
        Kernels kernels = new ScalarKernels(2);
        for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
            for (Shape shape : SHAPES) {
                for (Tensor x : Samples.layouts(shape, dtype, 81, true)) {
                    for (ReduceFunction function :
                            List.of(ReduceFunction.SUM, ReduceFunction.PROD, ReduceFunction.MAX, ReduceFunction.MIN)) {
                        Tensor out = Samples.target(shape, dtype);
                        kernels.scan(function, x, out);
                        double[] values = Samples.values(x);
                        int length = shape.rank() == 0 ? 1 : shape.size(-1);
                        long[] expected = new long[values.length];
                        double running = 0;
                        for (int i = 0; i < values.length; i++) {
                            running = i % length == 0 ? values[i] : step(function, running, values[i], dtype);
                            expected[i] = Samples.rounded(running, dtype);
                        }
                        assertArrayEquals(expected, Samples.bits(out), () -> function + " along " + x.layout());
                    }
                }
            }
        }
        Tensor sums = Samples.target(Shape.of(3), DType.INT64);
        kernels.scan(ReduceFunction.SUM, Tensors.of(new long[] {Long.MAX_VALUE, 1, 1}), sums);
        assertArrayEquals(new long[] {Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1}, sums.toLongArray());
    }

    private static double step(ReduceFunction function, double a, double b, DType dtype) {
        return switch (function) {
            case MAX, MIN -> extreme(function, new double[] {a, b});
            default -> apply(function, a, b, dtype);
        };
    }

    @Test
    void argReduceTakesTheFirstAndNaNBeatsAll() {
        Kernels kernels = new ScalarKernels(3);
        for (DType dtype : DType.values()) {
            for (Shape shape : SHAPES) {
                if (shape.rank() == 0 || shape.size(-1) == 0) {
                    continue;
                }
                for (Tensor x : Samples.layouts(shape, dtype, 91, true)) {
                    for (ReduceFunction function : List.of(ReduceFunction.MAX, ReduceFunction.MIN)) {
                        checkArg(kernels, function, x);
                    }
                }
            }
        }
        Tensor out = Tensors.zeros(DType.INT64, 1);
        kernels.argReduce(ReduceFunction.MAX, Tensors.of(new float[] {-0f, 0f, Float.NaN, Float.NaN}, 1, 4), out);
        assertEquals(2, out.item());
        kernels.argReduce(ReduceFunction.MAX, Tensors.of(new float[] {-0f, 0f}, 1, 2), out);
        assertEquals(0, out.item());
        Tensor empty = Tensors.zeros(DType.FLOAT32, 1, 0);
        assertThrows(IllegalArgumentException.class, () -> kernels.argReduce(ReduceFunction.MAX, empty, out));
    }

    private static void checkArg(Kernels kernels, ReduceFunction function, Tensor x) {
        int length = x.size(-1);
        Shape shape = Shape.of(Arrays.copyOf(x.shape().sizes(), x.rank() - 1));
        Tensor out = Samples.target(shape, DType.INT64);
        kernels.argReduce(function, x, out);
        double[] values = Samples.values(x);
        long[] bits = Samples.bits(x);
        long[] expected = new long[shape.numel()];
        for (int i = 0; i < expected.length; i++) {
            int first = i * length;
            for (int j = first + 1; j < first + length; j++) {
                int best = first + (int) expected[i];
                int order =
                        x.dtype() == DType.INT64 ? Long.compare(bits[j], bits[best]) : order(values[j], values[best]);
                boolean nan = values[j] != values[j];
                boolean better = nan || values[best] != values[best]
                        ? nan && values[best] == values[best]
                        : function == ReduceFunction.MAX ? order > 0 : order < 0;
                expected[i] = better ? j - first : expected[i];
            }
        }
        assertArrayEquals(expected, Samples.bits(out), () -> function + " along " + x);
    }

    private static int order(double a, double b) {
        return a == b ? 0 : Double.compare(a, b);
    }
}
