package io.github.gradlock.engine.tensor;

import io.github.gradlock.engine.op.MatrixProducts;

/** Products of matrices and vectors, as methods of a tensor. */
public sealed interface MatrixMethods permits Tensor {
    /** Multiplies by the rules of {@code torch.matmul}. */
    default Tensor matmul(Tensor other) {
        return MatrixProducts.matmul((Tensor) this, other);
    }

    /** Multiplies batches of matrices. */
    default Tensor bmm(Tensor other) {
        return MatrixProducts.bmm((Tensor) this, other);
    }

    /** Multiplies every element of a vector with every one of another. */
    default Tensor outer(Tensor other) {
        return MatrixProducts.outer((Tensor) this, other);
    }
}
