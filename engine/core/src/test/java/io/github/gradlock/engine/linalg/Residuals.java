package io.github.gradlock.engine.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.kernel.Providers;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;

/** Matrices to try, and how far two of them lie apart. */
final class Residuals {
    private Residuals() {}

    /** Returns elements between -1 and 1: the same for the same seed. */
    static Tensor random(long seed, int... sizes) {
        Tensor x = Tensors.zeros(DType.FLOAT64, sizes);
        Providers.kernels().uniform(seed, 0, x);
        return x.mul(2).sub(1);
    }

    static Tensor t(Tensor x) {
        return x.transpose(-1, -2);
    }

    static void assertClose(Tensor expected, Tensor actual, double tolerance) {
        assertEquals(expected.shape(), actual.shape());
        assertEquals(expected.dtype(), actual.dtype());
        if (expected.numel() > 0) {
            double apart = expected.sub(actual).abs().max().item();
            assertTrue(apart <= tolerance, () -> apart + " apart: " + expected + " and " + actual);
        }
    }

    /** Holds columns to be orthonormal. */
    static void assertOrthonormal(Tensor q, double tolerance) {
        Tensor product = t(q).matmul(q);
        assertClose(Tensors.eye(q.size(-1), q.dtype()).expand(product.shape().sizes()), product, tolerance);
    }
}
