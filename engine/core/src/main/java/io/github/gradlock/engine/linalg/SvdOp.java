package io.github.gradlock.engine.linalg;

import io.github.gradlock.engine.op.Arithmetic;
import io.github.gradlock.engine.op.Comparisons;
import io.github.gradlock.engine.op.Op;
import io.github.gradlock.engine.op.OpContext;
import io.github.gradlock.engine.op.Views;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;

/** Factors {@code A = U diag(S) Vᵀ}; what full matrices have beyond the reduced ones has no derivative, as in PyTorch. */
record SvdOp(boolean full) implements Op {
    @Override
    public String name() {
        return "linalg.svd";
    }

    @Override
    public Map<String, Object> attributes() {
        return Map.of("full_matrices", full);
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        SingularValues found = SingularValues.of(new Forward(context.kernels()), name(), inputs[0], full);
        context.save(found.u(), found.s(), found.vt());
        return new Tensor[] {found.u(), found.s(), found.vt()};
    }

    /**
     * Gives {@code U ((skew(Uᵀ gU) S + S skew(Vᵀ gV)) / E + diag(gS)) Vᵀ}, with {@code skew(X) = X - Xᵀ} and {@code E[i, j] = S[j]² -
     * S[i]²}, plus what gU and gV have outside the spaces of U and V, divided by S, as PyTorch does (Townsend, Differentiating the
     * Singular Value Decomposition, 2016). Equal singular values are no trouble to a function of the values alone.
     */
    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor s = context.saved(1);
        int k = s.size(-1);
        Tensor u = Views.narrow(context.saved(0), -1, 0, k);
        Tensor vt = Views.narrow(context.saved(2), -2, 0, k);
        Tensor gu = Views.narrow(gradOutputs[0], -1, 0, k);
        Tensor gvt = Views.narrow(gradOutputs[2], -2, 0, k);
        Tensor row = Views.unsqueeze(s, -2);
        Tensor column = Views.unsqueeze(s, -1);
        Tensor turnU = skew(Matrices.multiply(Matrices.t(u), gu));
        Tensor turnV = skew(Matrices.multiply(vt, Matrices.t(gvt)));
        Tensor turns = Arithmetic.add(Arithmetic.mul(turnU, row), Arithmetic.mul(column, turnV));
        Tensor gaps = Arithmetic.mul(Arithmetic.sub(row, column), Arithmetic.add(row, column));
        Tensor apart = Arithmetic.maskedFill(gaps, Matrices.onDiagonal(gaps), 1);
        Tensor nothing = Comparisons.and(Comparisons.eq(turnU, 0), Comparisons.eq(turnV, 0));
        Tensor inner = Matrices.withDiagonal(Matrices.quotient(turns, apart, nothing), gradOutputs[1]);
        Tensor grad = Matrices.multiply(u, inner, vt);
        if (u.size(-2) > k) {
            Tensor part = Matrices.quotient(gu, row);
            Tensor outside = Arithmetic.sub(part, Matrices.multiply(u, Matrices.multiply(Matrices.t(u), part)));
            grad = Arithmetic.add(grad, Matrices.multiply(outside, vt));
        }
        if (vt.size(-1) > k) {
            Tensor part = Matrices.quotient(gvt, column);
            Tensor outside = Arithmetic.sub(part, Matrices.multiply(part, Matrices.t(vt), vt));
            grad = Arithmetic.add(grad, Matrices.multiply(u, outside));
        }
        return new Tensor[] {grad};
    }

    private static Tensor skew(Tensor x) {
        return Arithmetic.sub(x, Matrices.t(x));
    }
}
