package io.github.gradlock.engine.linalg;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.op.Arithmetic;
import io.github.gradlock.engine.op.Diagonals;
import io.github.gradlock.engine.op.Op;
import io.github.gradlock.engine.op.OpContext;
import io.github.gradlock.engine.tensor.Tensor;

/** Factors {@code A = L Lᵀ} column by column; of A only the lower triangle is read. */
record CholeskyOp() implements Op {
    @Override
    public String name() {
        return "linalg.cholesky";
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Forward f = new Forward(context.kernels());
        Tensor a = inputs[0];
        int n = a.size(-1);
        Tensor l = f.zeros(a, n, n);
        for (int j = 0; j < n; j++) {
            Tensor left = Forward.block(l, j, n, 0, j);
            Tensor chain = f.matmul(left, Forward.transposed(Forward.rows(left, 0, 1)));
            Tensor column = f.sub(Forward.block(a, j, n, j, j + 1), chain);
            Tensor root = f.sqrt(Forward.rows(column, 0, 1));
            f.copy(root, Forward.block(l, j, j + 1, j, j + 1));
            f.copy(f.div(Forward.rows(column, 1, n - j), root), Forward.block(l, j + 1, n, j, j + 1));
        }
        requirePositive(f, l);
        context.save(l);
        return new Tensor[] {l};
    }

    /** The first root that is not positive comes from the first leading minor that is not. */
    private void requirePositive(Forward f, Tensor l) {
        Tensor diagonal = Forward.diagonal(l);
        Tensor bad = f.unary(UnaryFunction.LOGICAL_NOT, f.compare(BinaryFunction.GT, diagonal, 0));
        Failures.refuse(
                name(),
                bad,
                l.rank() == 2,
                k -> "The factorization could not be completed because the input is not positive-definite (the leading"
                        + " minor of order " + k + " is not positive-definite).");
    }

    /** Gives the symmetric gradient (Murray, Differentiation of the Cholesky decomposition, 2016). */
    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor l = context.saved(0);
        Tensor phi = Diagonals.tril(Matrices.multiply(Matrices.t(l), gradOutputs[0]), 0);
        Tensor half = Arithmetic.where(Matrices.onDiagonal(phi), Arithmetic.div(phi, 2), phi);
        Tensor left = Linalg.solveTriangular(Matrices.t(l), half, true, true, false);
        Tensor both = Linalg.solveTriangular(l, left, false, false, false);
        return new Tensor[] {Arithmetic.div(Arithmetic.add(both, Matrices.t(both)), 2)};
    }
}
