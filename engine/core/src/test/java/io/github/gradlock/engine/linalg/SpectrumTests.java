package io.github.gradlock.engine.linalg;

import static io.github.gradlock.engine.linalg.Residuals.assertClose;
import static io.github.gradlock.engine.linalg.Residuals.assertOrthonormal;
import static io.github.gradlock.engine.linalg.Residuals.random;
import static io.github.gradlock.engine.linalg.Residuals.t;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.autograd.Autograd;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpectrumTests {
    @Test
    void eigenvectorsDiagonalise() {
        for (int n : new int[] {1, 2, 3, 8, 17}) {
            Tensor x = random(n, 2, n, n);
            Tensor a = x.add(t(x));
            Linalg.Eigh found = Linalg.eigh(a, false);
            Tensor v = found.vectors();
            assertOrthonormal(v, 1e-14);
            assertClose(a.matmul(v), v.mul(found.values().unsqueeze(-2)), 2e-14 * n);
            double[] values = found.values().toDoubleArray();
            for (int i = 1; i < n; i++) {
                assertTrue(values[i - 1] <= values[i]);
            }
        }
    }

    @Test
    void oneTriangleIsRead() {
        Tensor a = Tensors.of(new double[] {2, 9, 1, 2}, 2, 2);
        assertClose(Tensors.of(new double[] {1, 3}), Linalg.eigvalsh(a, false), 1e-15);
        assertClose(Tensors.of(new double[] {-7, 11}), Linalg.eigvalsh(a, true), 1e-14);
    }

    /** The least eigenvalue of this Hilbert matrix, 10^10 times below the greatest, from 60-digit arithmetic. */
    @Test
    void smallEigenvaluesOfAPositiveMatrixAreAccurate() {
        int n = 8;
        double[] hilbert = new double[n * n];
        for (int i = 0; i < hilbert.length; i++) {
            hilbert[i] = 840.0 * 429 / (i % n + i / n + 1);
        }
        Tensor a = Tensors.of(hilbert, n, n);
        double least = Linalg.eigvalsh(a, false).select(0, 0).item();
        double expected = HILBERT_8;
        assertEquals(1, least / expected, 1e-7);
        assertEquals(1, Linalg.svdvals(a).select(0, n - 1).item() / expected, 1e-7);
    }

    private static final double HILBERT_8 = 4.0055418192197335e-5;

    @Test
    void singularVectorsFactor() {
        for (int[] size : new int[][] {{1, 1}, {5, 3}, {3, 5}, {6, 6}, {9, 2}}) {
            Tensor a = random(11, 2, size[0], size[1]);
            for (boolean full : new boolean[] {false, true}) {
                Linalg.Svd svd = Linalg.svd(a, full);
                assertOrthonormal(svd.u(), 1e-14);
                assertOrthonormal(t(svd.vt()), 1e-14);
                int k = Math.min(size[0], size[1]);
                Tensor u = svd.u().narrow(-1, 0, k).mul(svd.s().unsqueeze(-2));
                assertClose(a, u.matmul(svd.vt().narrow(-2, 0, k)), 1e-14);
            }
        }
    }

    @Test
    void aDeficientMatrixHasOrthonormalVectorsToo() {
        Tensor zero = Tensors.zeros(DType.FLOAT64, 3, 2);
        assertArrayEquals(
                new double[] {1, 0, 0, 1, 0, 0}, Linalg.svd(zero, false).u().toDoubleArray());
        Tensor one = random(12, 6, 2).matmul(random(13, 2, 5));
        Linalg.Svd svd = Linalg.svd(one, true);
        assertOrthonormal(svd.u(), 1e-14);
        assertOrthonormal(t(svd.vt()), 1e-14);
        assertEquals(2, Linalg.matrixRank(one, 0, Linalg.defaultTolerance(one)).item());
        Tensor p = Linalg.pinv(one);
        assertClose(one, one.matmul(p).matmul(one), 1e-13);
        assertClose(p, p.matmul(one).matmul(p), 1e-13);
    }

    /** Of rank 11, and so small that squares of its noise would be lost. */
    @Test
    void subnormalMatricesHaveOrthonormalVectors() {
        double[] values = new double[400];
        for (int i = 0; i < values.length; i++) {
            values[i] = ((i / 20 * 7 + i % 20 * 13) % 11 - 5) * Double.MIN_VALUE;
        }
        Tensor a = Tensors.of(values, 20, 20);
        assertOrthonormal(Linalg.svd(a, true).u(), 1e-14);
        assertOrthonormal(Linalg.eigh(a, false).vectors(), 1e-14);
    }

    /** Columns of sizes from 1 to 10^-63: each singular value is that of its column but for a factor near 1. */
    @Test
    void gradedSingularValuesAreAccurate() {
        Tensor sizes = Tensors.of(new double[] {1, 0x1p-70, 0x1p-140, 0x1p-210});
        Tensor q = Linalg.qr(random(14, 4, 4), Linalg.QrMode.REDUCED).q();
        assertClose(Tensors.ones(DType.FLOAT64, 4), Linalg.svdvals(q.mul(sizes)).div(sizes), 1e-14);
    }

    @Test
    void equalSingularValuesHaveADerivativeOfTheirSum() {
        Tensor a = Tensors.eye(3, DType.FLOAT64).requiresGrad_();
        Tensor grad = Autograd.grad(Linalg.matrixNorm(a, "nuc", false, 0, 1), List.of(a))
                .get(0);
        assertClose(Tensors.eye(3, DType.FLOAT64), grad, 1e-15);
        Tensor trace =
                Autograd.grad(Linalg.eigvalsh(a, false).sum(), List.of(a)).get(0);
        assertClose(Tensors.eye(3, DType.FLOAT64), trace, 1e-15);
        Tensor zero = Tensors.zeros(DType.FLOAT64, 2, 2).requiresGrad_();
        Tensor flat = Autograd.grad(Linalg.matrixNorm(zero, "nuc", false, 0, 1), List.of(zero))
                .get(0);
        assertClose(Tensors.eye(2, DType.FLOAT64), flat, 0);
    }

    @Test
    void binary32IsRoundedOnce() {
        Tensor x = random(15, 4, 3).to(DType.FLOAT32);
        Linalg.Svd narrow = Linalg.svd(x, false);
        Linalg.Svd wide = Linalg.svd(x.to(DType.FLOAT64), false);
        assertArrayEquals(wide.s().to(DType.FLOAT32).toFloatArray(), narrow.s().toFloatArray());
        assertArrayEquals(wide.u().to(DType.FLOAT32).toFloatArray(), narrow.u().toFloatArray());
        assertEquals(
                DType.FLOAT32, Linalg.eigh(x.narrow(0, 0, 3), false).vectors().dtype());
        assertEquals(DType.FLOAT32, Linalg.inv(x.narrow(0, 0, 3)).dtype());
    }
}
