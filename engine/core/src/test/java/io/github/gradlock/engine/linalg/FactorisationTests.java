package io.github.gradlock.engine.linalg;

import static io.github.gradlock.engine.linalg.Residuals.assertClose;
import static io.github.gradlock.engine.linalg.Residuals.assertOrthonormal;
import static io.github.gradlock.engine.linalg.Residuals.random;
import static io.github.gradlock.engine.linalg.Residuals.t;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.autograd.Autograd;
import io.github.gradlock.engine.autograd.GradOptions;
import io.github.gradlock.engine.linalg.Linalg.QrMode;
import io.github.gradlock.engine.op.Joins;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class FactorisationTests {
    @Test
    void choleskyReadsOneTriangle() {
        Tensor x = random(1, 2, 5, 5);
        Tensor a = x.matmul(t(x)).add(Tensors.eye(5, DType.FLOAT64));
        Tensor l = Linalg.cholesky(a, false);
        assertClose(a, l.matmul(t(l)), 1e-14);
        double[] poisoned = {4, Double.NaN, 2, 5};
        assertArrayEquals(
                new double[] {2, 0, 1, 2},
                Linalg.cholesky(Tensors.of(poisoned, 2, 2), false).toDoubleArray());
        Tensor upper = Linalg.cholesky(t(Tensors.of(poisoned, 2, 2)), true);
        assertArrayEquals(new double[] {2, 1, 0, 2}, upper.toDoubleArray());
    }

    @Test
    void qrHasTheSignsOfLapack() {
        for (int[] size : new int[][] {{5, 3}, {3, 5}, {4, 4}, {3, 0}, {0, 3}}) {
            Tensor a = random(2, 2, size[0], size[1]);
            for (QrMode mode : List.of(QrMode.REDUCED, QrMode.COMPLETE)) {
                Linalg.Qr qr = Linalg.qr(a, mode);
                assertClose(a, qr.q().matmul(qr.r()), 1e-14);
                assertOrthonormal(qr.q(), 1e-14);
            }
        }
        // A positive column turns negative, and one with zeros below is left alone.
        Linalg.Qr qr = Linalg.qr(Tensors.of(new double[] {3, 1, 4, 2}, 2, 2), QrMode.REDUCED);
        assertClose(Tensors.of(new double[] {-5, -2.2, 0, 0.4}, 2, 2), qr.r(), 1e-15);
        Linalg.Qr triangle = Linalg.qr(Tensors.of(new double[] {-1, 2, 0, 3}, 2, 2), QrMode.REDUCED);
        assertArrayEquals(new double[] {-1, 2, 0, 3}, triangle.r().toDoubleArray());
        assertEquals(0, Linalg.qr(qr.r(), QrMode.R).q().numel());
    }

    @Test
    void extremeColumnsNeitherOverflowNorVanish() {
        for (double size : new double[] {1e300, 1e-300}) {
            Tensor a = random(3, 3, 3).mul(size);
            Tensor r = Linalg.qr(a, QrMode.REDUCED).r();
            assertClose(Linalg.qr(a.mul(1 / size), QrMode.REDUCED).r(), r.mul(1 / size), 1e-14);
            Tensor s = Linalg.svdvals(a);
            assertClose(Linalg.svdvals(a.mul(1 / size)), s.mul(1 / size), 1e-14);
        }
    }

    @Test
    void luTakesTheFirstGreatestPivot() {
        Linalg.Lu lu = Linalg.luFactor(Tensors.of(new double[] {1, 2, -2, 3, 2, 1}, 3, 2));
        assertArrayEquals(new long[] {2, 3}, lu.pivots().toLongArray());
        assertArrayEquals(new long[] {1, 2, 0}, lu.order().toLongArray());
        assertArrayEquals(new double[] {-2, 3, -1, 4, -0.5, 0.875}, lu.lu().toDoubleArray());
    }

    @Test
    void solutionsSolve() {
        Tensor a = random(4, 3, 1, 6, 6);
        Tensor b = random(5, 2, 6, 4);
        assertClose(b.expand(3, 2, 6, 4), a.matmul(Linalg.solve(a, b)), 1e-12);
        assertClose(t(b).expand(3, 2, 4, 6), Linalg.solve(a, t(b), false).matmul(a), 1e-12);
        assertClose(Tensors.eye(6, DType.FLOAT64).expand(3, 1, 6, 6), a.matmul(Linalg.inv(a)), 1e-12);
        Tensor vectors = random(6, 3, 1, 6);
        assertClose(vectors, a.matmul(Linalg.solve(a, vectors).unsqueeze(-1)).squeeze(-1), 1e-12);
        assertClose(Linalg.inv(a), Linalg.matrixPower(a, -1), 0);
        Tensor square = a.select(0, 0).select(0, 0);
        assertClose(
                Linalg.solve(square, random(6, 6, 2)), Linalg.luSolve(Linalg.luFactor(square), random(6, 6, 2)), 1e-12);
    }

    @Test
    void emptyMatricesHaveTheirValues() {
        Tensor none = Tensors.zeros(DType.FLOAT64, 3, 0, 0);
        assertArrayEquals(new double[] {1, 1, 1}, Linalg.det(none).toDoubleArray());
        assertArrayEquals(
                new double[] {0, 0, 0}, Linalg.slogdet(none).logAbsDet().toDoubleArray());
        assertEquals(0, Linalg.inv(Tensors.zeros(DType.FLOAT64, 0, 2, 2)).numel());
        Tensor full = Linalg.svd(Tensors.zeros(DType.FLOAT64, 2, 0), true).u();
        assertArrayEquals(new double[] {1, 0, 0, 1}, full.toDoubleArray());
        assertEquals(0, Linalg.eigh(none, false).values().numel());
        assertEquals(0, Linalg.matrixExp(none).numel());
        assertEquals(0, Linalg.pinv(Tensors.zeros(DType.FLOAT64, 2, 0)).numel());
        assertEquals(
                0, Linalg.matrixRank(Tensors.zeros(DType.FLOAT64, 2, 0), 0, 0).item());
    }

    @Test
    void aSingularMatrixHasADeterminantAndItsDerivative() {
        Tensor a = Tensors.of(new double[] {1, 2, 3, 2, 4, 6, 1, 0, 1}, 3, 3).requiresGrad_();
        Tensor det = Linalg.det(a);
        assertEquals(0, det.item(), 1e-15);
        Tensor cofactors = Tensors.of(new double[] {4, 4, -4, -2, -2, 2, 0, 0, 0}, 3, 3);
        assertClose(cofactors, Autograd.grad(det, List.of(a)).get(0), 1e-14);
        Tensor rankOne = Tensors.ones(DType.FLOAT64, 3, 3).requiresGrad_();
        assertClose(
                Tensors.zeros(DType.FLOAT64, 3, 3),
                Autograd.grad(Linalg.det(rankOne), List.of(rankOne)).get(0),
                1e-14);
        assertEquals(
                Double.NEGATIVE_INFINITY,
                Linalg.logdet(Tensors.zeros(DType.FLOAT64, 2, 2)).item());
    }

    /** Differentiates det twice, as cofactors, and by the formula for regular matrices. */
    @Test
    void theSecondDerivativeOfTheDeterminant() {
        Tensor a = random(8, 5, 5).requiresGrad_();
        Tensor v = random(9, 5, 5);
        Tensor first = Autograd.grad(
                        List.of(Linalg.det(a)),
                        List.of(a),
                        List.of(Tensors.scalar(1.0)),
                        GradOptions.DEFAULT.creatingGraph())
                .get(0);
        Tensor second = Autograd.grad(first.mul(v).sum(), List.of(a)).get(0);
        Tensor inverse = t(Linalg.inv(a.detach()));
        Tensor slope =
                inverse.mul(v).sum().mul(inverse).sub(inverse.matmul(t(v)).matmul(inverse));
        assertClose(Linalg.det(a.detach()).mul(slope), second, 1e-13);
    }

    @Test
    void exponentials() {
        Tensor turn = Tensors.of(new double[] {0, -1, 1, 0, 0, -40, 40, 0}, 2, 2, 2);
        double[] expected = new double[8];
        for (int i = 0; i < 2; i++) {
            double angle = i == 0 ? 1 : 40;
            expected[4 * i] = StrictMath.cos(angle);
            expected[4 * i + 1] = -StrictMath.sin(angle);
            expected[4 * i + 2] = StrictMath.sin(angle);
            expected[4 * i + 3] = StrictMath.cos(angle);
        }
        assertClose(Tensors.of(expected, 2, 2, 2), Linalg.matrixExp(turn), 2e-14);
        assertTrue(Double.isNaN(Linalg.matrixExp(Tensors.of(new double[] {Double.POSITIVE_INFINITY}, 1, 1))
                .item()));
    }

    /** In each of these the other matrix of the batch takes more steps, other pivots, or other branches. */
    @Test
    void aMatrixDoesNotFeelTheRestOfItsBatch() {
        Tensor easy = Tensors.of(new double[] {2, 0, 0, -0.0, 1, 0.5, 0, 0.5, 3}, 1, 3, 3);
        Tensor hard = random(7, 1, 3, 3);
        Tensor both = Joins.cat(List.of(easy, hard.matmul(t(hard)), Tensors.zeros(DType.FLOAT64, 1, 3, 3)), 0);
        List<UnaryOperator<Tensor>> functions = List.of(
                x -> Linalg.luFactor(x).lu(),
                x -> Linalg.qr(x, QrMode.REDUCED).q(),
                x -> Linalg.eigh(x, false).vectors(),
                x -> Linalg.eigh(x, false).values(),
                x -> Linalg.svd(x, true).u(),
                x -> Linalg.svd(x, true).vt(),
                Linalg::det,
                Linalg::pinv,
                x -> Linalg.matrixExp(x.mul(x.add(4))),
                x -> {
                    Tensor leaf = x.detach().copy().requiresGrad_();
                    return Autograd.grad(Linalg.det(leaf).sum(), List.of(leaf)).get(0);
                });
        for (UnaryOperator<Tensor> function : functions) {
            Tensor together = function.apply(both);
            for (int i = 0; i < 3; i++) {
                assertArrayEquals(
                        bits(function.apply(both.narrow(0, i, 1))), bits(together.narrow(0, i, 1)), "matrix " + i);
            }
        }
    }

    private static long[] bits(Tensor x) {
        double[] values = x.detach().toDoubleArray();
        long[] bits = new long[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Double.doubleToRawLongBits(values[i]);
        }
        return bits;
    }
}
