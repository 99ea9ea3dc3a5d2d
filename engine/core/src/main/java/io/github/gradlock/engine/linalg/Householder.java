package io.github.gradlock.engine.linalg;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;

/**
 * The factors of {@code A = Q R} by Householder's reflections {@code I - τ v vᵀ}, with the signs of LAPACK's {@code geqrf}: a
 * diagonal element of R has the sign that its column had not, and a column without anything below the diagonal is left alone.
 *
 * @param r {@code [batch…, m, n]}: R above and on the diagonal, zeros below
 * @param v {@code [batch…, m, k]}, k = min(m, n): the vectors of the reflections, with 1 on the diagonal
 * @param tau {@code [batch…, 1, k]}
 */
record Householder(Tensor r, Tensor v, Tensor tau) {
    static Householder of(Forward f, Tensor a) {
        int m = a.size(-2);
        int n = a.size(-1);
        int k = Math.min(m, n);
        Householder result = new Householder(f.copy(a), f.eye(a, m, k), f.zeros(a, 1, k));
        for (int j = 0; j < k; j++) {
            result.reflect(f, j, m, n);
        }
        return result;
    }

    /** Makes the reflection of column j, as {@code larfg} does, and applies it to the columns on its right. */
    private void reflect(Forward f, int j, int m, int n) {
        Tensor head = Forward.block(r, j, j + 1, j, j + 1);
        Tensor below = Forward.block(r, j + 1, m, j, j + 1);
        Tensor norm = norm(f, Forward.transposed(Forward.block(r, j, m, j, j + 1)));
        Tensor size = f.where(f.compare(BinaryFunction.LT, head, 0), norm, f.mul(norm, -1));
        Tensor flat = f.compare(BinaryFunction.EQ, f.reduce(ReduceFunction.MAX, magnitudes(f, below, head)), 0);
        Tensor beta = f.where(flat, head, size);
        Tensor one = f.constant(head, 1);
        f.copy(f.where(flat, 0, f.div(f.sub(beta, head), f.where(flat, one, beta))), Forward.columns(tau, j, j + 1));
        f.copy(
                f.where(flat, 0, f.div(below, f.where(flat, one, f.sub(head, beta)))),
                Forward.block(v, j + 1, m, j, j + 1));
        f.copy(beta, head);
        f.copy(f.constant(r, 0), below);
        apply(f, j, Forward.block(r, j, m, j + 1, n));
    }

    /** Returns the magnitudes below the diagonal as a row, with a zero in front so that there is one. */
    private static Tensor magnitudes(Forward f, Tensor below, Tensor head) {
        Tensor row = f.zeros(head, 1, below.size(-2) + 1);
        f.copy(f.abs(Forward.transposed(below)), Forward.columns(row, 1, row.size(-1)));
        return row;
    }

    private void apply(Forward f, int j, Tensor block) {
        if (block.numel() > 0) {
            Tensor vector = Forward.block(v, j, v.size(-2), j, j + 1);
            Tensor row = f.matmul(Forward.transposed(vector), block);
            Tensor scaled = f.mul(vector, Forward.columns(tau, j, j + 1));
            f.copy(f.sub(block, f.mul(scaled, row)), block);
        }
    }

    /** Returns the first columns of Q, {@code [batch…, m, columns]}. */
    Tensor q(Forward f, int columns) {
        int m = v.size(-2);
        Tensor q = f.eye(v, m, columns);
        for (int j = v.size(-1) - 1; j >= 0; j--) {
            apply(f, j, Forward.block(q, j, m, j, columns));
        }
        return q;
    }

    /** Returns the first rows of R, {@code [batch…, rows, n]}. */
    Tensor r(Forward f, int rows) {
        return f.copy(Forward.rows(r, 0, rows));
    }

    /** Returns the norms of lines in binary64, scaled so that no square overflows or is lost; rounded to the dtype. */
    private static Tensor norm(Forward f, Tensor lines) {
        Tensor wide = f.cast(lines, DType.FLOAT64);
        Tensor scale = Scale.of(f, f.reduce(ReduceFunction.MAX, f.abs(wide)));
        Tensor scaled = f.mul(wide, scale);
        Tensor norm = f.div(f.sqrt(f.reduce(ReduceFunction.SUM, f.mul(scaled, scaled))), scale);
        return f.cast(norm, lines.dtype());
    }
}
