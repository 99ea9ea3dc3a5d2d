package io.github.gradlock.engine.linalg;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;

/**
 * Eigenvalues and eigenvectors of symmetric matrices by Jacobi's method, whose rounds rotate as many disjoint pairs as there are.
 * All is computed in binary64, and rounded once. On positive definite matrices small eigenvalues too are accurate relative to
 * themselves where the matrix determines them so (Demmel and Veselić, Jacobi's Method is More Accurate than QR, 1992).
 *
 * @param values {@code [batch…, n]}, ascending
 * @param vectors {@code [batch…, n, n]}, in columns
 */
record SymmetricEigen(Tensor values, Tensor vectors) {
    private static final int MOST_SWEEPS = 60;
    /** An element this small beside the root of the product of its diagonal elements is as good as zero. */
    private static final double NEGLIGIBLE = 0x1p-53;
    /** An element this small beside the greatest of the matrix is as good as zero, even next to diagonal elements that are zero. */
    private static final double VANISHING = 0x1p-100;

    /** Decomposes symmetric matrices; of a, only the upper or the lower triangle is read. */
    static SymmetricEigen of(Forward f, String op, Tensor a, boolean upper) {
        int n = a.size(-1);
        int even = n + n % 2;
        Tensor work = f.zeros(a, even, even + n, DType.FLOAT64);
        Tensor square = Forward.block(work, 0, n, 0, n);
        for (int j = 0; j < n; j++) {
            Tensor line =
                    upper ? Forward.block(a, j, j + 1, j, n) : Forward.transposed(Forward.block(a, j, n, j, j + 1));
            f.copy(line, Forward.block(square, j, j + 1, j, n));
            f.copy(Forward.transposed(line), Forward.block(square, j, n, j, j + 1));
        }
        f.kernels().fill(1, Forward.diagonal(Forward.columns(work, even, even + n)));
        Tensor greatest = Scale.greatest(f, op, square);
        Tensor scale = Scale.of(f, greatest);
        f.copy(f.mul(square, scale), square);
        Tensor floor = f.mul(f.mul(greatest, scale), VANISHING);
        Tensor result = n < 2 ? work : sweep(f, op, work, even, floor);
        Tensor values = f.div(Forward.column(Forward.diagonal(Forward.block(result, 0, n, 0, n))), scale);
        Tensor order = Ordering.ascending(f, Forward.line(values));
        Tensor vectors = f.pickRows(Forward.block(result, 0, n, even, even + n), order);
        // Rounding lets them grow or shrink a little.
        Tensor lengths = f.sqrt(f.reduce(ReduceFunction.SUM, f.mul(vectors, vectors)));
        return new SymmetricEigen(
                f.cast(Forward.line(f.pickRows(values, order)), a.dtype()),
                Forward.transposed(f.cast(f.div(vectors, lengths), a.dtype())));
    }

    private static Tensor sweep(Forward f, String op, Tensor start, int n, Tensor floor) {
        Shape batch = Forward.batch(start);
        Tensor rows = Rotations.nextRound(f, batch, n);
        Tensor work = start;
        for (int i = 0; i < MOST_SWEEPS; i++) {
            boolean moved = false;
            for (int round = 0; round < n - 1; round++) {
                Rotations rotations = rotations(f, work, n, floor);
                if (f.any(rotations.wanted())) {
                    moved = true;
                    rotate(f, rotations, work, n);
                }
                work = f.pickRows(work, rows);
                Tensor square = Forward.transposed(Forward.columns(work, 0, n));
                f.copy(f.pickRows(square, rows), square);
            }
            if (!moved) {
                return work;
            }
        }
        throw new LinalgException(op + ": The algorithm failed to converge in " + MOST_SWEEPS + " sweeps");
    }

    private static Rotations rotations(Forward f, Tensor work, int n, Tensor floor) {
        int half = n / 2;
        Tensor alpha = pairs(work, 0, 0, half);
        Tensor beta = pairs(work, half, half, half);
        Tensor gamma = pairs(work, 0, half, half);
        Tensor size = f.abs(gamma);
        Tensor scale = f.mul(f.mul(f.sqrt(f.abs(alpha)), f.sqrt(f.abs(beta))), NEGLIGIBLE);
        Tensor wanted = f.binary(
                BinaryFunction.LOGICAL_AND,
                f.binary(BinaryFunction.GT, size, scale),
                f.binary(BinaryFunction.GT, size, floor));
        return Rotations.of(f, wanted, alpha, beta, gamma);
    }

    /** Rotates rows, with the vectors beside them, and columns; what is known exactly of the result is put in its place. */
    private static void rotate(Forward f, Rotations rotations, Tensor work, int n) {
        int half = n / 2;
        Tensor change = f.mul(rotations.tangent(), pairs(work, 0, half, half));
        Tensor alpha = f.sub(pairs(work, 0, 0, half), change);
        Tensor beta = f.add(pairs(work, half, half, half), change);
        Tensor wanted = rotations.wanted();
        rotations.rotateRows(f, work);
        rotations.rotateRows(f, Forward.transposed(Forward.columns(work, 0, n)));
        put(f, wanted, alpha, pairs(work, 0, 0, half));
        put(f, wanted, beta, pairs(work, half, half, half));
        put(f, wanted, f.constant(work, 0), pairs(work, 0, half, half));
        put(f, wanted, f.constant(work, 0), pairs(work, half, 0, half));
    }

    private static void put(Forward f, Tensor wanted, Tensor value, Tensor place) {
        f.copy(f.where(wanted, value, place), place);
    }

    /** Returns the elements of the pairs in one quarter of the square, as a column. */
    private static Tensor pairs(Tensor work, int top, int left, int half) {
        return Forward.column(Forward.diagonal(Forward.block(work, top, top + half, left, left + half)));
    }
}
