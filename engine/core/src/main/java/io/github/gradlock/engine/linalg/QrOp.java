package io.github.gradlock.engine.linalg;

import io.github.gradlock.engine.op.Arithmetic;
import io.github.gradlock.engine.op.Beside;
import io.github.gradlock.engine.op.Diagonals;
import io.github.gradlock.engine.op.Joins;
import io.github.gradlock.engine.op.Op;
import io.github.gradlock.engine.op.OpContext;
import io.github.gradlock.engine.op.Views;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Factors {@code A = Q R}. */
record QrOp(Linalg.QrMode mode) implements Op {
    @Override
    public String name() {
        return "linalg.qr";
    }

    @Override
    public Map<String, Object> attributes() {
        return Map.of("mode", mode.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Forward f = new Forward(context.kernels());
        Tensor a = inputs[0];
        int k = Math.min(a.size(-2), a.size(-1));
        int columns = mode == Linalg.QrMode.COMPLETE ? a.size(-2) : k;
        Householder factors = Householder.of(f, a);
        Tensor q = mode == Linalg.QrMode.R ? f.kernels().zeros(Shape.of(0), a.dtype()) : factors.q(f, columns);
        Tensor r = factors.r(f, columns);
        context.save(q, r);
        return new Tensor[] {q, r};
    }

    /**
     * Gives {@code (gQ + Q sym(triu(gR Rᵀ - Qᵀ gQ))) R⁻ᵀ} (Walter and Lehmann, Algorithmic Differentiation of Linear Algebra Functions,
     * 2010); of a wide matrix the columns on the right are {@code Q R₂}, and their share goes to Q first.
     */
    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor q = context.saved(0);
        Tensor r = context.saved(1);
        refuse(q, r);
        Tensor gq = gradOutputs[0];
        Tensor gr = gradOutputs[1];
        int m = r.size(-2);
        int n = r.size(-1);
        if (m >= n) {
            return new Tensor[] {square(q, r, gq, gr)};
        }
        Tensor right = Views.narrow(r, -1, m, n - m);
        Tensor gradRight = Matrices.multiply(q, Views.narrow(gr, -1, m, n - m));
        Tensor throughQ = Arithmetic.add(
                gq, Matrices.multiply(Matrices.multiply(q, right), Matrices.t(Views.narrow(gr, -1, m, n - m))));
        Tensor left = square(q, Views.narrow(r, -1, 0, m), throughQ, Views.narrow(gr, -1, 0, m));
        return new Tensor[] {Joins.cat(List.of(left, gradRight), -1)};
    }

    private void refuse(Tensor q, Tensor r) {
        if (mode == Linalg.QrMode.R) {
            throw new IllegalStateException("linalg.qr: the derivative depends on Q, which is not computed when mode=R;"
                    + " use REDUCED, even if you are not going to use Q");
        }
        if (mode == Linalg.QrMode.COMPLETE && q.size(-1) > r.size(-1)) {
            throw new IllegalStateException(
                    "linalg.qr: the QR decomposition is not differentiable when mode=COMPLETE and there are more rows than"
                            + " columns: Q " + q.shape() + ", R " + r.shape());
        }
    }

    private static Tensor square(Tensor q, Tensor r, Tensor gq, Tensor gr) {
        Tensor whole = Arithmetic.sub(Matrices.multiply(gr, Matrices.t(r)), Matrices.multiply(Matrices.t(q), gq));
        Tensor above = Diagonals.triu(whole, 1);
        Tensor diagonal = Arithmetic.where(
                Matrices.onDiagonal(whole), whole, Beside.of(whole).scalar(0, whole.dtype()));
        Tensor symmetric = Arithmetic.add(Arithmetic.add(above, Matrices.t(above)), diagonal);
        Tensor sum = Arithmetic.add(gq, Matrices.multiply(q, symmetric));
        return Linalg.solveTriangular(Matrices.t(r), sum, false, false, false);
    }
}
