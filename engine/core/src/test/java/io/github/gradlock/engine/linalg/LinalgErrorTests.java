package io.github.gradlock.engine.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.linalg.Linalg.QrMode;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class LinalgErrorTests {
    private static final Tensor INDEFINITE = Tensors.of(new double[] {1, 2, 2, 1}, 2, 2);
    private static final Tensor SINGULAR = Tensors.of(new double[] {1, 2, 2, 4}, 2, 2);

    private static void assertRefused(String message, Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }

    private static Tensor shaped(int... sizes) {
        return Tensors.zeros(DType.FLOAT64, sizes);
    }

    @Test
    void matricesThatCannotBeFactored() {
        String order =
                "The factorization could not be completed because the input is not positive-definite (the leading"
                        + " minor of order 2 is not positive-definite).";
        assertRefused("linalg.cholesky: " + order, () -> Linalg.cholesky(INDEFINITE, false));
        Tensor batch = Tensors.of(new double[] {1, 0, 0, 1, 1, 2, 2, 1}, 2, 2, 2);
        assertRefused("linalg.cholesky: (Batch element 1): " + order, () -> Linalg.cholesky(batch, true));
        assertRefused(
                "linalg.inv: The diagonal element 2 is zero, the inversion could not be completed because the input matrix"
                        + " is singular.",
                () -> Linalg.inv(SINGULAR));
        assertRefused(
                "linalg.solve: The solver failed because the input matrix is singular.",
                () -> Linalg.solve(SINGULAR, Tensors.of(new double[] {1, 2})));
        assertThrows(LinalgException.class, () -> Linalg.matrixPower(SINGULAR, -1));
    }

    @Test
    void valuesThatAreNotFinite() {
        Tensor nan = Tensors.of(new double[] {1, Double.NaN, Double.NaN, 1}, 2, 2);
        String message = "The algorithm failed to converge because the input matrix contained non-finite values.";
        assertRefused("linalg.svd: " + message, () -> Linalg.svd(nan, false));
        assertRefused("linalg.eigh: " + message, () -> Linalg.eigh(nan, false));
        assertRefused("linalg.svd: (Batch element 0): " + message, () -> Linalg.svdvals(nan.unsqueeze(0)));
    }

    @Test
    void shapesAndDtypes() {
        assertRefused(
                "linalg.inv: the input must be batches of square matrices, but they are 2 by 3 matrices: shape [2, 3]",
                () -> Linalg.inv(shaped(2, 3)));
        assertRefused(
                "linalg.det: the input tensor must have at least 2 dimensions, got shape [3]",
                () -> Linalg.det(shaped(3)));
        assertRefused(
                "linalg.qr: expected a floating point tensor as input, got int64",
                () -> Linalg.qr(Tensors.zeros(DType.INT64, 2, 2), QrMode.REDUCED));
        assertRefused(
                "shape mismatch in linalg.solve: lhs [2, 2], rhs [3, 1]",
                () -> Linalg.solve(shaped(2, 2), shaped(3, 1)));
        assertRefused(
                "dtype mismatch in linalg.solve: lhs float64, rhs float32; convert one: x.to(DType.FLOAT64)",
                () -> Linalg.solve(shaped(2, 2), Tensors.zeros(DType.FLOAT32, 2, 1)));
        assertRefused(
                "shape mismatch in linalg.multi_dot: lhs [2, 3], rhs [4, 2]",
                () -> Linalg.multiDot(List.of(shaped(2, 3), shaped(4, 2))));
        assertRefused(
                "linalg.cross: inputs dimension 0 must have length 3, got shapes [2] and [2]",
                () -> Linalg.cross(shaped(2), shaped(2), 0));
        assertRefused(
                "linalg.matrix_norm: order 3.0 is not supported for matrices of shape [2, 2]; of matrices it is one of 1, -1,"
                        + " 2, -2, inf, -inf, fro, nuc",
                () -> Linalg.matrixNorm(shaped(2, 2), 3, false, 0, 1));
        assertRefused(
                "linalg.norm: if dim is not specified but ord is, the input must be 1- or 2-dimensional, got shape [1, 1, 1]",
                () -> Linalg.norm(shaped(1, 1, 1), 2, false));
    }

    @Test
    void qrSaysWhenItHasNoDerivative() {
        Tensor a = Residuals.random(1, 3, 2).requiresGrad_();
        Tensor complete = Linalg.qr(a, QrMode.COMPLETE).q().sum();
        Tensor r = Linalg.qr(a, QrMode.R).r().sum();
        assertTrue(String.valueOf(assertThrows(IllegalStateException.class, complete::backward)
                        .getMessage())
                .contains("more rows than columns"));
        assertTrue(String.valueOf(
                        assertThrows(IllegalStateException.class, r::backward).getMessage())
                .contains("mode=R"));
    }
}
