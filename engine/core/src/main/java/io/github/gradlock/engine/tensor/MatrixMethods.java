package io.github.gradlock.engine.tensor;

import io.github.gradlock.engine.op.Contractions;
import io.github.gradlock.engine.op.MatrixProducts;
import io.github.gradlock.engine.op.ScaledProducts;

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

    /** Multiplies two matrices, without broadcasting. */
    default Tensor mm(Tensor other) {
        return MatrixProducts.mm((Tensor) this, other);
    }

    /** Multiplies a matrix and a vector. */
    default Tensor mv(Tensor other) {
        return MatrixProducts.mv((Tensor) this, other);
    }

    /** Sums the products of two vectors. */
    default Tensor dot(Tensor other) {
        return MatrixProducts.dot((Tensor) this, other);
    }

    /** Sums the products over the last dimension of both. */
    default Tensor inner(Tensor other) {
        return Contractions.inner((Tensor) this, other);
    }

    /** Adds the product of two matrices: {@code beta this + alpha a b}. */
    default Tensor addmm(Tensor a, Tensor b, Number beta, Number alpha) {
        return ScaledProducts.addmm((Tensor) this, a, b, beta, alpha);
    }

    /** Adds the product of two matrices. */
    default Tensor addmm(Tensor a, Tensor b) {
        return addmm(a, b, 1, 1);
    }

    /** Adds the product of a matrix and a vector: {@code beta this + alpha a b}. */
    default Tensor addmv(Tensor a, Tensor b, Number beta, Number alpha) {
        return ScaledProducts.addmv((Tensor) this, a, b, beta, alpha);
    }

    /** Adds the product of a matrix and a vector. */
    default Tensor addmv(Tensor a, Tensor b) {
        return addmv(a, b, 1, 1);
    }

    /** Adds the outer product of two vectors: {@code beta this + alpha a bᵀ}. */
    default Tensor addr(Tensor a, Tensor b, Number beta, Number alpha) {
        return ScaledProducts.addr((Tensor) this, a, b, beta, alpha);
    }

    /** Adds the outer product of two vectors. */
    default Tensor addr(Tensor a, Tensor b) {
        return addr(a, b, 1, 1);
    }

    /** Adds the products of batches of matrices: {@code beta this + alpha a b}. */
    default Tensor baddbmm(Tensor a, Tensor b, Number beta, Number alpha) {
        return ScaledProducts.baddbmm((Tensor) this, a, b, beta, alpha);
    }

    /** Adds the products of batches of matrices. */
    default Tensor baddbmm(Tensor a, Tensor b) {
        return baddbmm(a, b, 1, 1);
    }

    /** Adds the products of batches of matrices, summed over the batch: {@code beta this + alpha Σ a b}. */
    default Tensor addbmm(Tensor a, Tensor b, Number beta, Number alpha) {
        return ScaledProducts.addbmm((Tensor) this, a, b, beta, alpha);
    }

    /** Adds the products of batches of matrices, summed over the batch. */
    default Tensor addbmm(Tensor a, Tensor b) {
        return addbmm(a, b, 1, 1);
    }
}
