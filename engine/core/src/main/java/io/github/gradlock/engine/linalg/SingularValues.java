package io.github.gradlock.engine.linalg;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;

/**
 * The factors of {@code A = U diag(S) Vᵀ} by Hestenes' one-sided Jacobi method: columns are rotated in disjoint pairs until all are
 * orthogonal. All is computed in binary64, and rounded once. Small singular values too are accurate relative to themselves where the
 * matrix determines them so (Demmel and Veselić, 1992).
 *
 * @param u {@code [batch…, m, k]}, k = min(m, n), or {@code [batch…, m, m]} if full
 * @param s {@code [batch…, k]}, descending
 * @param vt {@code [batch…, k, n]}, or {@code [batch…, n, n]} if full
 */
record SingularValues(Tensor u, Tensor s, Tensor vt) {
    private static final int MOST_SWEEPS = 60;
    private static final double EPSILON = 0x1p-53;

    static SingularValues of(Forward f, String op, Tensor a, boolean full) {
        if (a.size(-2) < a.size(-1)) {
            SingularValues other = tall(f, op, Forward.transposed(a), full);
            return new SingularValues(Forward.transposed(other.vt), other.s, Forward.transposed(other.u));
        }
        return tall(f, op, a, full);
    }

    /** Decomposes matrices with no fewer rows than columns; the columns are kept as rows, with the rows of V beside them. */
    private static SingularValues tall(Forward f, String op, Tensor a, boolean full) {
        int m = a.size(-2);
        int n = a.size(-1);
        Tensor scale = Scale.of(f, Scale.greatest(f, op, f.cast(a, DType.FLOAT64)));
        Tensor work = f.zeros(a, n + n % 2, m + n, DType.FLOAT64);
        Tensor columns = Forward.block(work, 0, n, 0, m);
        f.copy(Forward.transposed(a), columns);
        f.copy(f.mul(columns, scale), columns);
        f.kernels().fill(1, Forward.diagonal(Forward.columns(work, m, m + n)));
        Tensor result = Forward.rows(n < 2 ? work : sweep(f, op, work, m), 0, n);
        // Rounding lets the rows of V grow or shrink a little, and the columns with them.
        Tensor lengths = lengths(f, Forward.columns(result, m, m + n));
        Tensor sizes = f.div(lengths(f, Forward.columns(result, 0, m)), lengths);
        Tensor order = Ordering.descending(f, Forward.line(sizes));
        Tensor sorted = f.pickRows(sizes, order);
        Tensor rows = f.pickRows(f.div(result, lengths), order);
        Tensor zero = f.compare(BinaryFunction.EQ, sorted, 0);
        Tensor ut = f.div(Forward.columns(rows, 0, m), f.where(zero, 1, sorted));
        Tensor u = f.any(zero) || full && m > n ? completed(f, ut, zero, full ? m : n) : Forward.transposed(ut);
        return new SingularValues(
                f.cast(u, a.dtype()),
                f.cast(Forward.line(f.div(sorted, scale)), a.dtype()),
                f.cast(Forward.columns(rows, m, m + n), a.dtype()));
    }

    private static Tensor sweep(Forward f, String op, Tensor start, int m) {
        int n = start.size(-2);
        Tensor rows = Rotations.nextRound(f, Forward.batch(start), n);
        // No sum of m products of elements of unit vectors is more exact than this.
        double negligible = EPSILON * Math.sqrt(Math.max(m, 16));
        Tensor work = start;
        for (int i = 0; i < MOST_SWEEPS; i++) {
            boolean moved = false;
            for (int round = 0; round < n - 1; round++) {
                Tensor p = Forward.block(work, 0, n / 2, 0, m);
                Tensor q = Forward.block(work, n / 2, n, 0, m);
                Tensor alpha = squares(f, p, p);
                Tensor beta = squares(f, q, q);
                Tensor gamma = squares(f, p, q);
                Tensor bound = f.mul(f.mul(f.sqrt(alpha), f.sqrt(beta)), negligible);
                Tensor wanted = f.binary(BinaryFunction.GT, f.abs(gamma), bound);
                // Columns so small that their squares are lost count as zero.
                wanted = f.binary(BinaryFunction.LOGICAL_AND, wanted, f.compare(BinaryFunction.GT, bound, 0));
                if (f.any(wanted)) {
                    moved = true;
                    Rotations.of(f, wanted, alpha, beta, gamma).rotateRows(f, work);
                }
                work = f.pickRows(work, rows);
            }
            if (!moved) {
                return work;
            }
        }
        throw new LinalgException(op + ": The algorithm failed to converge in " + MOST_SWEEPS + " sweeps");
    }

    private static Tensor lengths(Forward f, Tensor rows) {
        return f.sqrt(squares(f, rows, rows));
    }

    private static Tensor squares(Forward f, Tensor p, Tensor q) {
        return f.reduce(ReduceFunction.SUM, f.mul(p, q));
    }

    /** Puts columns orthogonal to all others where a singular value is zero, and adds such until there are {@code count}. */
    private static Tensor completed(Forward f, Tensor ut, Tensor zero, int count) {
        int n = ut.size(-2);
        Tensor known = f.where(zero, 0, ut);
        Tensor q = Householder.of(f, Forward.transposed(known)).q(f, count);
        Tensor first = Forward.columns(q, 0, n);
        Tensor kept = f.unary(UnaryFunction.LOGICAL_NOT, Forward.transposed(zero));
        f.copy(f.where(kept, Forward.transposed(known), first), first);
        return q;
    }
}
