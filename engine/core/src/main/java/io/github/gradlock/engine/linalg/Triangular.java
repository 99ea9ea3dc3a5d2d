package io.github.gradlock.engine.linalg;

import io.github.gradlock.engine.tensor.Tensor;

/** Solves triangular systems by substitution: each element is one chain of fused multiply-adds, a difference and a quotient. */
final class Triangular {
    private Triangular() {}

    /**
     * Returns X with {@code A X = B}. Of A only the triangle is read, and of a unit one not even the diagonal.
     *
     * @param a {@code [batch…, n, n]}
     * @param b {@code [batch…, n, k]}
     */
    static Tensor solve(Forward f, Tensor a, Tensor b, boolean upper, boolean unit) {
        int n = a.size(-1);
        Tensor x = f.copy(b);
        for (int step = 0; step < n; step++) {
            int i = upper ? n - 1 - step : step;
            int from = upper ? i + 1 : 0;
            int to = upper ? n : i;
            Tensor row = Forward.rows(x, i, i + 1);
            if (step > 0) {
                Tensor chain = f.matmul(Forward.block(a, i, i + 1, from, to), Forward.rows(x, from, to));
                f.copy(f.sub(row, chain), row);
            }
            if (!unit) {
                f.copy(f.div(row, Forward.block(a, i, i + 1, i, i + 1)), row);
            }
        }
        return x;
    }
}
