package io.github.gradlock.engine.linalg;

import io.github.gradlock.engine.op.Arithmetic;
import io.github.gradlock.engine.op.Op;
import io.github.gradlock.engine.op.OpContext;
import io.github.gradlock.engine.op.Views;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;

/** Takes eigenvalues, ascending, and eigenvectors of symmetric matrices, of which one triangle is read. */
record EighOp(boolean upper) implements Op {
    @Override
    public String name() {
        return "linalg.eigh";
    }

    @Override
    public Map<String, Object> attributes() {
        return Map.of("UPLO", upper ? "U" : "L");
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        SymmetricEigen found = SymmetricEigen.of(new Forward(context.kernels()), name(), inputs[0], upper);
        context.save(found.values(), found.vectors());
        return new Tensor[] {found.values(), found.vectors()};
    }

    /**
     * Gives {@code V (diag(gL) + skew(Vᵀ gV) / E) Vᵀ} with {@code skew(X) = (X - Xᵀ) / 2} and {@code E[i, j] = L[j] - L[i]}: the
     * symmetric gradient, as PyTorch does (Giles, An extended collection of matrix derivative results, 2008). Equal eigenvalues are no trouble to a function of the values alone.
     */
    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor values = context.saved(0);
        Tensor v = context.saved(1);
        Tensor gaps = Arithmetic.sub(Views.unsqueeze(values, -2), Views.unsqueeze(values, -1));
        Tensor turn = Matrices.multiply(Matrices.t(v), gradOutputs[1]);
        Tensor skew = Arithmetic.div(Arithmetic.sub(turn, Matrices.t(turn)), 2);
        Tensor apart = Arithmetic.maskedFill(gaps, Matrices.onDiagonal(gaps), 1);
        Tensor inner = Matrices.withDiagonal(Matrices.quotient(skew, apart), gradOutputs[0]);
        return new Tensor[] {Matrices.multiply(v, inner, Matrices.t(v))};
    }
}
