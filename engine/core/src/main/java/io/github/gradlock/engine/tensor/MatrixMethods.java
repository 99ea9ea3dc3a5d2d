package io.github.gradlock.engine.tensor;

import io.github.gradlock.engine.linalg.Linalg;
import io.github.gradlock.engine.op.MatrixProducts;

/** Products and functions of matrices and vectors, as methods of a tensor. */
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

    /** Takes the determinants of square matrices. */
    default Tensor det() {
        return Linalg.det((Tensor) this);
    }

    /** Takes the logarithms of the determinants of square matrices. */
    default Tensor logdet() {
        return Linalg.logdet((Tensor) this);
    }

    /** Inverts square matrices. */
    default Tensor inverse() {
        return Linalg.inv((Tensor) this);
    }

    /** Takes the pseudo-inverses of matrices. */
    default Tensor pinverse() {
        return Linalg.pinv((Tensor) this);
    }

    /** Raises square matrices to an integer power. */
    default Tensor matrixPower(int n) {
        return Linalg.matrixPower((Tensor) this, n);
    }

    /** Takes the exponentials of square matrices. */
    default Tensor matrixExp() {
        return Linalg.matrixExp((Tensor) this);
    }

    /** Multiplies three-dimensional vectors along a dimension. */
    default Tensor cross(Tensor other, int dim) {
        return Linalg.cross((Tensor) this, other, dim);
    }

    /** Takes the Kronecker product. */
    default Tensor kron(Tensor other) {
        return Linalg.kron((Tensor) this, other);
    }
}
