package io.github.gradlock.engine.tensor;

import io.github.gradlock.engine.linalg.Linalg;

/** Functions of matrices, as methods of a tensor; {@link Linalg} has the others. */
public sealed interface LinalgMethods permits Tensor {
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
