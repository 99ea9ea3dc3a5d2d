package io.github.gradlock.engine.linalg;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Promotion;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;

/** What matrix functions ask of their arguments, in PyTorch's words. */
final class Checks {
    private Checks() {}

    /** Refuses what is not a batch of matrices of a floating dtype. */
    static Tensor matrix(String op, Tensor a) {
        if (a.rank() < 2) {
            throw new IllegalArgumentException(
                    op + ": the input tensor must have at least 2 dimensions, got shape " + a.shape());
        }
        if (!a.dtype().isFloating()) {
            throw new IllegalArgumentException(op + ": expected a floating point tensor as input, got " + a.dtype());
        }
        return a;
    }

    /** Refuses what is not a batch of square matrices. */
    static Tensor square(String op, Tensor a) {
        matrix(op, a);
        if (a.size(-1) != a.size(-2)) {
            throw new IllegalArgumentException(op + ": the input must be batches of square matrices, but they are "
                    + a.size(-2) + " by " + a.size(-1) + " matrices: shape " + a.shape());
        }
        return a;
    }

    static void sameDtype(String op, Tensor a, Tensor b) {
        if (a.dtype() != b.dtype()) {
            throw dtypes(op, a.dtype(), b.dtype());
        }
    }

    private static IllegalArgumentException dtypes(String op, DType a, DType b) {
        return new IllegalArgumentException("dtype mismatch in " + op + ": lhs " + a + ", rhs " + b
                + "; convert one: x.to(DType." + Promotion.promote(a, b).name() + ")");
    }

    static IllegalArgumentException shapes(String op, Tensor a, Tensor b) {
        return new IllegalArgumentException("shape mismatch in " + op + ": lhs " + a.shape() + ", rhs " + b.shape());
    }

    /** Returns what the leading dimensions of two batches of matrices are broadcast to. */
    static Shape commonBatch(String op, Tensor a, Tensor b) {
        try {
            return Shape.broadcast(Forward.batch(a), Forward.batch(b));
        } catch (IllegalArgumentException e) {
            throw shapes(op, a, b);
        }
    }
}
