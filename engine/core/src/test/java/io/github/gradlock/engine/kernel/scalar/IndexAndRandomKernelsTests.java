package io.github.gradlock.engine.kernel.scalar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.ScatterFunction;
import io.github.gradlock.engine.kernel.contract.Samples;
import io.github.gradlock.engine.math.Philox;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IndexAndRandomKernelsTests {
    private static final Shape INDEXED = Shape.of(4, 6, 5);

    @Test
    void gatherReadsAlongAnAxis() {
        Kernels kernels = new ScalarKernels(3);
        for (int axis = 0; axis < 3; axis++) {
            for (Shape shape : new Shape[] {Shape.of(3, 4, 5), Shape.of(4, 6, 0), Shape.of(1, 2, 2)}) {
                Tensor index = indices(shape, INDEXED.size(axis));
                long[] chosen = index.toLongArray();
                for (DType dtype : DType.values()) {
                    for (Tensor x : Samples.layouts(INDEXED, dtype, 111, true)) {
                        Tensor out = Samples.target(shape, dtype);
                        kernels.gather(x, axis, index, out);
                        long[] bits = Samples.bits(x);
                        long[] expected = new long[shape.numel()];
                        for (int i = 0; i < expected.length; i++) {
                            expected[i] = bits[position(shape, i, axis, (int) chosen[i])];
                        }
                        assertArrayEquals(expected, Samples.bits(out));
                    }
                }
            }
        }
    }

    @Test
    void scatterAppliesTheSourcesInTheirOrder() {
        Shape shape = Shape.of(3, 6, 5);
        for (int threads : Samples.THREADS) {
            Kernels kernels = new ScalarKernels(threads);
            for (int axis = 0; axis < 3; axis++) {
                Tensor index = indices(shape, 2);
                for (ScatterFunction function : ScatterFunction.values()) {
                    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
                        for (Tensor x : Samples.layouts(shape, dtype, 121, true)) {
                            checkScatter(kernels, function, x, axis, index);
                        }
                    }
                }
            }
        }
    }

    private static void checkScatter(Kernels kernels, ScatterFunction function, Tensor x, int axis, Tensor index) {
        Tensor out = Samples.target(INDEXED, x.dtype());
        kernels.fill(0.125, out);
        kernels.scatter(function, x, axis, index, out);
        double[] expected = new double[INDEXED.numel()];
        Arrays.fill(expected, 0.125);
        double[] values = Samples.values(x);
        long[] chosen = index.toLongArray();
        for (int i = 0; i < values.length; i++) {
            int at = position(x.shape(), i, axis, (int) chosen[i]);
            double exact = meet(function, expected[at], values[i]);
            expected[at] = x.dtype() == DType.FLOAT32 ? (float) exact : exact;
        }
        long[] bits = new long[expected.length];
        Arrays.setAll(bits, i -> Samples.rounded(expected[i], x.dtype()));
        assertArrayEquals(bits, Samples.bits(out), () -> function + " of " + x.layout() + " along " + axis);
    }

    private static double meet(ScatterFunction function, double there, double source) {
        return switch (function) {
            case SET -> source;
            case ADD -> there + source;
            case MUL -> there * source;
            case MAX -> Math.max(there, source);
            case MIN -> Math.min(there, source);
        };
    }

    @Test
    void scatterOfIntegersWrapsAndOfBoolOverwritesOnly() {
        Kernels kernels = new ScalarKernels(1);
        Tensor index = Tensors.of(new long[] {1, 1, 0});
        Tensor longs = Tensors.of(new long[] {5, 7});
        kernels.scatter(ScatterFunction.ADD, Tensors.of(new long[] {Long.MAX_VALUE, 1, 1}), 0, index, longs);
        assertArrayEquals(new long[] {6, Long.MIN_VALUE + 7}, longs.toLongArray());
        kernels.scatter(ScatterFunction.MUL, Tensors.of(new long[] {0, 3, -2}), 0, index, longs);
        assertArrayEquals(new long[] {-12, 0}, longs.toLongArray());
        kernels.scatter(ScatterFunction.MAX, Tensors.of(new long[] {4, 3, -20}), 0, index, longs);
        kernels.scatter(ScatterFunction.MIN, Tensors.of(new long[] {9, 3, -20}), 0, index, longs);
        assertArrayEquals(new long[] {-20, 3}, longs.toLongArray());
        Tensor bools = Tensors.of(new boolean[] {false, false});
        Tensor truth = Tensors.of(new boolean[] {true, false, true});
        kernels.scatter(ScatterFunction.SET, truth, 0, index, bools);
        assertArrayEquals(new boolean[] {true, false}, bools.toBooleanArray());
        assertThrows(
                IllegalArgumentException.class, () -> kernels.scatter(ScatterFunction.ADD, truth, 0, index, bools));
    }

    @Test
    void threadsDoNotShowInScatter() {
        Shape shape = Shape.of(3000, 40);
        Tensor x = Samples.random(shape, DType.FLOAT64, 131, false);
        Tensor index = indices(shape, 7);
        Tensor first = Tensors.zeros(DType.FLOAT64, 7, 40);
        new ScalarKernels(1).scatter(ScatterFunction.ADD, x, 0, index, first);
        for (int threads : Samples.THREADS) {
            Tensor out = Tensors.zeros(DType.FLOAT64, 7, 40);
            new ScalarKernels(threads).scatter(ScatterFunction.ADD, x, 0, index, out);
            assertArrayEquals(Samples.bits(first), Samples.bits(out));
        }
    }

    @Test
    void indicesOutOfRangeAreNamed() {
        Kernels kernels = new ScalarKernels(1);
        Tensor x = Tensors.of(new float[] {1, 2, 3});
        Tensor out = Tensors.zeros(DType.FLOAT32, 1);
        String message = assertThrows(
                        IndexOutOfBoundsException.class, () -> kernels.gather(x, 0, Tensors.of(new long[] {3}), out))
                .getMessage();
        assertEquals("index out of range in gather: 3 along dimension 0 of size 3", message);
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> kernels.scatter(ScatterFunction.ADD, out, 0, Tensors.of(new long[] {-1}), x));
    }

    private static Tensor indices(Shape shape, int bound) {
        SplittableRandom random = new SplittableRandom(5);
        long[] values = new long[shape.numel()];
        Arrays.setAll(values, i -> random.nextInt(bound));
        return Tensors.of(values, shape.sizes());
    }

    /** Returns the row-major number in the indexed tensor of element i of the index. */
    private static int position(Shape shape, int i, int axis, int chosen) {
        int rest = i;
        int result = 0;
        int step = 1;
        for (int dim = shape.rank() - 1; dim >= 0; dim--) {
            int at = rest % shape.size(dim);
            rest /= shape.size(dim);
            result += (dim == axis ? chosen : at) * step;
            step *= INDEXED.size(dim);
        }
        return result;
    }

    @Test
    void aSampleDependsOnSeedStreamAndIndexAlone() {
        for (int threads : Samples.THREADS) {
            Kernels kernels = new ScalarKernels(threads);
            Tensor floats = Samples.target(Shape.of(3, 5001), DType.FLOAT32);
            Tensor doubles = Samples.target(Shape.of(3, 5001), DType.FLOAT64);
            kernels.uniform(0x1234_5678_9abc_def0L, -3, floats);
            kernels.uniform(0x1234_5678_9abc_def0L, -3, doubles);
            float[] narrow = floats.toFloatArray();
            double[] wide = doubles.toDoubleArray();
            int[] words = new int[4];
            for (int i = 0; i < narrow.length; i++) {
                Philox.block(i / 4, -3, 0x1234_5678_9abc_def0L, words);
                assertEquals(Integer.toUnsignedLong(words[i % 4]) / 256 / 0x1p24, narrow[i]);
                Philox.block(i / 2, -3, 0x1234_5678_9abc_def0L, words);
                long high = Integer.toUnsignedLong(words[i % 2 * 2]);
                long low = Integer.toUnsignedLong(words[i % 2 * 2 + 1]);
                assertEquals((high * 0x200000 + low / 0x800) / 0x1p53, wide[i]);
                assertTrue(narrow[i] >= 0 && narrow[i] < 1 && wide[i] >= 0 && wide[i] < 1);
            }
        }
    }
}
