package io.github.gradlock.engine.linalg;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.function.IntFunction;

/**
 * The factors of {@code P A = L U} for A {@code [batch…, m, n]}, by Crout's form of Gaussian elimination (Golub and Van Loan, Matrix
 * Computations, 3.2): each element is one chain of fused multiply-adds and a difference. The pivot of a column is its element of
 * greatest magnitude, the first of equal ones; a column of zeros is left as it is.
 *
 * @param lu L below the diagonal, whose own diagonal is one, and U above
 * @param pivots int64 {@code [batch…, min(m, n)]}: with which row each row was exchanged, in this order, counted from 0
 * @param order int64 {@code [batch…, m]}: which row of A each row of {@code P A} is
 */
record LuFactors(Tensor lu, Tensor pivots, Tensor order) {
    static LuFactors of(Forward f, Tensor a) {
        int m = a.size(-2);
        int n = a.size(-1);
        int k = Math.min(m, n);
        Tensor lu = f.copy(a);
        Tensor pivots = f.zeros(a, 1, k, DType.INT64);
        Tensor order = f.zeros(a, m, 1, DType.INT64);
        f.copy(Forward.column(f.counting(m)), order);
        for (int j = 0; j < k; j++) {
            subtractChain(f, lu, j, j, m, j, j + 1);
            Tensor swap = exchange(f, lu, j, Forward.columns(pivots, j, j + 1));
            lu = f.pickRows(lu, swap);
            order = f.pickRows(order, swap);
            subtractChain(f, lu, j, j, j + 1, j + 1, n);
            Tensor pivot = Forward.block(lu, j, j + 1, j, j + 1);
            Tensor divisor = f.where(f.compare(BinaryFunction.EQ, pivot, 0), 1, pivot);
            Tensor below = Forward.block(lu, j + 1, m, j, j + 1);
            f.copy(f.div(below, divisor), below);
        }
        return new LuFactors(lu, pivots.alias(pivots.layout().select(-2, 0)), Forward.line(order));
    }

    /** Takes from a block the product of what is left of it and above it, in the first {@code done} columns and rows. */
    private static void subtractChain(Forward f, Tensor lu, int done, int top, int bottom, int left, int right) {
        if (done > 0) {
            Tensor block = Forward.block(lu, top, bottom, left, right);
            Tensor chain = f.matmul(Forward.block(lu, top, bottom, 0, done), Forward.block(lu, 0, done, left, right));
            f.copy(f.sub(block, chain), block);
        }
    }

    /** Chooses the pivot of column j, writes its row to {@code pivot}, and returns the order of rows after the exchange. */
    private static Tensor exchange(Forward f, Tensor lu, int j, Tensor pivot) {
        int m = lu.size(-2);
        Tensor column = f.abs(Forward.transposed(Forward.block(lu, j, m, j, j + 1)));
        f.kernels().argReduce(ReduceFunction.MAX, column, Forward.line(pivot));
        f.copy(f.add(pivot, f.constant(pivot, j)), pivot);
        Tensor places = f.counting(m);
        Tensor moved = f.where(f.binary(BinaryFunction.EQ, places, pivot), j, places);
        Tensor swap = f.where(f.compare(BinaryFunction.EQ, places, j), pivot, moved);
        return swap.alias(swap.layout().select(-2, 0));
    }

    /** Returns the diagonal of U, {@code [batch…, min(m, n)]}. */
    Tensor diagonal() {
        return Forward.diagonal(lu);
    }

    /** Returns the sign of P, 1 or -1, {@code [batch…]}, in the dtype of the factors. */
    Tensor sign(Forward f) {
        Tensor stayed = f.binary(BinaryFunction.EQ, pivots, f.counting(pivots.size(-1)));
        Tensor signs = f.where(stayed, f.constant(lu, 1), f.constant(lu, -1));
        return Forward.line(f.reduce(ReduceFunction.PROD, signs));
    }

    /** Returns X with {@code A X = B}, or {@code Aᵀ X = B} if {@code adjoint}; zeros on the diagonal give what IEEE 754 gives. */
    Tensor solve(Forward f, Tensor b, boolean adjoint) {
        if (!adjoint) {
            Tensor y = Triangular.solve(f, lu, f.pickRows(b, order), false, true);
            return Triangular.solve(f, lu, y, true, false);
        }
        Tensor transposed = Forward.transposed(lu);
        Tensor y = Triangular.solve(f, transposed, b, false, false);
        return f.pickRows(Triangular.solve(f, transposed, y, true, true), f.inverse(order));
    }

    /**
     * Refuses singular matrices.
     *
     * @param message what to say, after the op's name, for the diagonal element k of the first such matrix
     */
    void requireRegular(Forward f, String op, IntFunction<String> message) {
        Tensor zero = f.unary(UnaryFunction.LOGICAL_NOT, diagonal());
        Failures.refuse(op, zero, lu.rank() == 2, message);
    }
}
