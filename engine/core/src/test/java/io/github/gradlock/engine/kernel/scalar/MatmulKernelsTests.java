package io.github.gradlock.engine.kernel.scalar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.contract.Samples;
import io.github.gradlock.engine.tensor.DType;
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

    @Test
    void wrongShapesAreNamed() {
        Kernels kernels = new ScalarKernels(1);
        Tensor a = Tensors.zeros(DType.FLOAT32, 3, 4);
        Tensor b = Tensors.zeros(DType.FLOAT32, 5, 6);
        Tensor out = Tensors.zeros(DType.FLOAT32, 3, 6);
        String message = assertThrows(IllegalArgumentException.class, () -> kernels.matmul(a, b, out))
                .getMessage();
        assertEquals("shape mismatch in matmul: lhs [3, 4], rhs [5, 6], out [3, 6]", message);
    }
}
