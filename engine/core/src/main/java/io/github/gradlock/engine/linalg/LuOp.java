package io.github.gradlock.engine.linalg;

import io.github.gradlock.engine.op.Arithmetic;
import io.github.gradlock.engine.op.Diagonals;
import io.github.gradlock.engine.op.Indexing;
import io.github.gradlock.engine.op.Joins;
import io.github.gradlock.engine.op.Op;
import io.github.gradlock.engine.op.OpContext;
import io.github.gradlock.engine.op.Views;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.List;

/** Factors {@code P A = L U} of any shape: gives both factors in one matrix, the pivots, and the order of rows. */
record LuOp() implements Op {
    @Override
    public String name() {
        return "linalg.lu_factor";
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Forward f = new Forward(context.kernels());
        LuFactors factors = LuFactors.of(f, inputs[0]);
        context.save(factors.lu(), f.inverse(factors.order()));
        return new Tensor[] {factors.lu(), factors.pivots(), factors.order()};
    }

    /**
     * Gives {@code Pᵀ L⁻ᵀ (tril(Lᵀ gL, -1) + triu(gU Uᵀ)) U⁻ᵀ}; rows or columns beyond the leading square are {@code L₂ U} or {@code
     * L U₂}, and their share goes to the square first.
     */
    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor lu = context.saved(0);
        Tensor g = gradOutputs[0];
        int m = lu.size(-2);
        int n = lu.size(-1);
        int k = Math.min(m, n);
        Tensor square = Views.narrow(Views.narrow(lu, -2, 0, k), -1, 0, k);
        Tensor lower = Views.narrow(Views.narrow(g, -2, 0, k), -1, 0, k);
        Tensor upper = Diagonals.triu(lower, 0);
        Tensor rest = null;
        if (m > k) {
            rest = Linalg.solveTriangular(Matrices.t(square), Views.narrow(g, -2, k, m - k), false, false, false);
            upper = Arithmetic.sub(
                    upper, Diagonals.triu(Matrices.multiply(Matrices.t(Views.narrow(lu, -2, k, m - k)), rest), 0));
        } else if (n > k) {
            rest = Linalg.solveTriangular(Matrices.t(square), Views.narrow(g, -1, k, n - k), true, true, true);
            lower = Arithmetic.sub(lower, Matrices.multiply(rest, Matrices.t(Views.narrow(lu, -1, k, n - k))));
        }
        Tensor unit = Matrices.withUnitDiagonal(Diagonals.tril(square, -1));
        Tensor inner = Arithmetic.add(
                Diagonals.tril(Matrices.multiply(Matrices.t(unit), Diagonals.tril(lower, -1)), -1),
                Diagonals.triu(Matrices.multiply(upper, Matrices.t(Diagonals.triu(square, 0))), 0));
        Tensor left = Linalg.solveTriangular(Matrices.t(square), inner, true, true, true);
        Tensor grad = Linalg.solveTriangular(Matrices.t(square), left, false, false, false);
        Tensor whole = rest == null ? grad : Joins.cat(List.of(grad, rest), m > k ? -2 : -1);
        return new Tensor[] {permuted(whole, context.saved(1))};
    }

    /** Orders rows by an index that each matrix has of its own. */
    static Tensor permuted(Tensor x, Tensor order) {
        return Indexing.gather(x, -2, Views.expand(Views.unsqueeze(order, -1), x.shape()));
    }
}
