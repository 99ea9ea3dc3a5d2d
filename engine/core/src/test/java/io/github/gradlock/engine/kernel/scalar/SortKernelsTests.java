package io.github.gradlock.engine.kernel.scalar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.contract.Samples;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sorting against the JDK's stable sort of objects, with the order written out plainly. */
class SortKernelsTests {
    private static final List<Shape> SHAPES = List.of(
            Shape.SCALAR,
            Shape.of(1),
            Shape.of(0),
            Shape.of(3, 0),
            Shape.of(0, 3),
            Shape.of(97),
            Shape.of(256),
            Shape.of(5, 3, 7),
            Shape.of(1000, 9));

    @Test
    void argSortIsStableInBothDirections() {
        for (int threads : Samples.THREADS) {
            Kernels kernels = new ScalarKernels(threads);
            for (DType dtype : DType.values()) {
                for (Shape shape : SHAPES) {
                    for (Tensor x : Samples.layouts(shape, dtype, 141, true)) {
                        check(kernels, false, x);
                        check(kernels, true, x);
                    }
                }
            }
        }
    }

    private static void check(Kernels kernels, boolean descending, Tensor x) {
        Tensor out = Samples.target(x.shape(), DType.INT64);
        kernels.argSort(descending, x, out);
        double[] values = Samples.values(x);
        long[] bits = Samples.bits(x);
        int length = x.rank() == 0 ? 1 : x.size(-1);
        long[] expected = new long[values.length];
        for (int start = 0; start < values.length; start += length) {
            int first = start;
            Comparator<Integer> order = (i, j) -> x.dtype() == DType.INT64
                    ? Long.compare(bits[first + i], bits[first + j])
                    : compare(values[first + i], values[first + j]);
            Comparator<Integer> directed = descending ? (i, j) -> order.compare(j, i) : order;
            long[] sorted = IntStream.range(0, length)
                    .boxed()
                    .sorted(directed)
                    .mapToLong(i -> i)
                    .toArray();
            System.arraycopy(sorted, 0, expected, start, length);
        }
        assertArrayEquals(expected, Samples.bits(out), () -> "descending " + descending + ", " + x.layout());
    }

    /** A NaN equals a NaN and is greater than all; signed zeros are equal. */
    private static int compare(double a, double b) {
        return a == b ? 0 : Double.compare(a, b);
    }

    @Test
    void aNaNIsGreatestAndZerosAreEqual() {
        Tensor x = Tensors.of(new double[] {Double.NaN, 0.0, -0.0, -1, Double.POSITIVE_INFINITY, Double.NaN});
        Tensor out = Tensors.zeros(DType.INT64, 6);
        Kernels kernels = new ScalarKernels(1);
        kernels.argSort(false, x, out);
        assertArrayEquals(new long[] {3, 1, 2, 4, 0, 5}, out.toLongArray());
        kernels.argSort(true, x, out);
        assertArrayEquals(new long[] {0, 5, 4, 1, 2, 3}, out.toLongArray());
        assertThrows(IllegalArgumentException.class, () -> kernels.argSort(false, x, Tensors.zeros(DType.INT64, 5)));
    }
}
