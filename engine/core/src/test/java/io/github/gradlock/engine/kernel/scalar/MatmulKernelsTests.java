package io.github.gradlock.engine.kernel.scalar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradlock.engine.kernel.FoldedMatrix;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.contract.Samples;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Layout;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Products against the textbook triple loop of {@link Math#fma}. */
class MatmulKernelsTests {
    @Test
    void everyElementIsOneChainOfFusedMultiplyAdds() {
        for (int threads : Samples.THREADS) {
            Kernels kernels = new ScalarKernels(threads);
            for (int[] s : Samples.PRODUCTS) {
                for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64, DType.INT64)) {
                    for (boolean special : new boolean[] {false, true}) {
                        for (Tensor a : Samples.layouts(Shape.of(s[0], s[1], s[2]), dtype, 101, special)) {
                            for (Tensor b : Samples.layouts(Shape.of(s[0], s[2], s[3]), dtype, 102, special)) {
                                check(kernels, a, b);
                            }
                        }
                    }
                }
            }
        }
    }

    private static void check(Kernels kernels, Tensor a, Tensor b) {
        int m = a.size(-2);
        int k = a.size(-1);
        int n = b.size(-1);
        Tensor out = Samples.target(Shape.of(a.size(0), m, n), a.dtype());
        kernels.matmul(a, b, out);
        double[] x = Samples.values(a);
        double[] y = Samples.values(b);
        long[] xs = Samples.bits(a);
        long[] ys = Samples.bits(b);
        long[] expected = new long[out.numel()];
        for (int i = 0; i < expected.length; i++) {
            int row = i / n;
            int column = i % n;
            int matrix = row / m * k * n;
            float narrow = 0;
            double wide = 0;
            long whole = 0;
            for (int l = 0; l < k; l++) {
                narrow = Math.fma((float) x[row * k + l], (float) y[matrix + l * n + column], narrow);
                wide = Math.fma(x[row * k + l], y[matrix + l * n + column], wide);
                whole += xs[row * k + l] * ys[matrix + l * n + column];
            }
            expected[i] = switch (a.dtype()) {
                case FLOAT32 -> Float.floatToIntBits(narrow);
                case FLOAT64 -> Double.doubleToLongBits(wide);
                default -> whole;
            };
        }
        assertArrayEquals(expected, Samples.bits(out), () -> a.layout() + " times " + b.layout());
    }

    /** Of whatever is shown as a matrix, a product is that of copies; and one that goes on is the whole chain. */
    @Test
    void foldedMatricesAreMultipliedAsTheirCopies() {
        Kernels kernels = new ScalarKernels(2);
        Tensor x = Samples.random(Shape.of(3, 8, 9), DType.FLOAT32, 103, false);
        Layout windows = x.layout().unfold(1, 3, 2, 1).unfold(2, 2, 1, 1);
        int rank = windows.shape().rank();
        for (Tensor shown : List.of(
                x.alias(windows),
                x.alias(windows.permute(4, 0, 3, 1, 2)),
                x.alias(windows.flip(2)),
                x.alias(x.layout().narrow(1, 2, 1).expand(Shape.of(3, 4, 9))))) {
            for (int rowAxes = 1; rowAxes < Math.min(rank, shown.rank()); rowAxes++) {
                checkFolded(kernels, new FoldedMatrix(shown, rowAxes));
            }
        }
    }

    private static void checkFolded(Kernels kernels, FoldedMatrix b) {
        int k = b.rows();
        int n = b.columns();
        Tensor a = Samples.random(Shape.of(6, k), DType.FLOAT32, 104, false);
        Tensor copy = Tensors.zeros(DType.FLOAT32, k, n);
        kernels.copy(
                b.tensor(), copy.alias(b.tensor().shape(), b.tensor().shape().contiguousStrides(), 0));
        Tensor expected = Tensors.zeros(DType.FLOAT32, 6, n);
        kernels.matmul(a, copy, expected);
        Tensor out = Tensors.zeros(DType.FLOAT32, 6, n);
        kernels.matmulFolded(new FoldedMatrix(a, 1), b, new FoldedMatrix(out, 1), false);
        assertArrayEquals(Samples.bits(expected), Samples.bits(out), b::toString);
        Tensor turned = Tensors.zeros(DType.FLOAT32, n, 6);
        kernels.matmulFolded(b.transpose(), new FoldedMatrix(a, 1).transpose(), new FoldedMatrix(turned, 1), false);
        assertArrayEquals(
                Samples.bits(expected),
                Samples.bits(turned.alias(turned.layout().transpose(0, 1))),
                b::toString);
        Tensor parts = Tensors.zeros(DType.FLOAT32, 6, n);
        FoldedMatrix whole = new FoldedMatrix(parts, 1);
        int first = (k + 2) / 3;
        for (int from : new int[] {0, first}) {
            int count = from == 0 ? first : k - first;
            kernels.matmulFolded(
                    new FoldedMatrix(a.alias(a.layout().narrow(1, from, count)), 1),
                    new FoldedMatrix(copy.alias(copy.layout().narrow(0, from, count)), 1),
                    whole,
                    from > 0);
        }
        assertArrayEquals(Samples.bits(expected), Samples.bits(parts), b::toString);
    }

    @Test
    void wrongShapesAreNamed() {
        Kernels kernels = new ScalarKernels(1);
        Tensor a = Tensors.zeros(DType.FLOAT32, 3, 4);
        Tensor b = Tensors.zeros(DType.FLOAT32, 5, 6);
        Tensor out = Tensors.zeros(DType.FLOAT32, 3, 6);
        String message = assertThrows(IllegalArgumentException.class, () -> kernels.matmul(a, b, out))
                .getMessage();
        assertEquals("shape mismatch in matmul: lhs [3, 4], rhs [5, 6], out [3, 6]", message);
        Tensor batch = Tensors.zeros(DType.FLOAT32, 2, 3, 4);
        message = assertThrows(IllegalArgumentException.class, () -> kernels.matmul(batch, b, out))
                .getMessage();
        assertEquals("shape mismatch in matmul: lhs [2, 3, 4], rhs [5, 6], out [3, 6]", message);
        FoldedMatrix folded = new FoldedMatrix(batch, 2);
        FoldedMatrix result = new FoldedMatrix(out, 1);
        message = assertThrows(
                        IllegalArgumentException.class,
                        () -> kernels.matmulFolded(folded, new FoldedMatrix(b, 1), result, false))
                .getMessage();
        assertEquals("shape mismatch in matmul: lhs [2, 3, 4] as [6, 4], rhs [5, 6], out [3, 6]", message);
    }
}
