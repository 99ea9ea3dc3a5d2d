package io.github.gradlock.engine.linalg;

import io.github.gradlock.engine.op.Arithmetic;
import io.github.gradlock.engine.op.Comparisons;
import io.github.gradlock.engine.op.Dispatch;
import io.github.gradlock.engine.op.Reductions;
import io.github.gradlock.engine.op.Views;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Functions of matrices, by the names and rules of {@code torch.linalg}. An argument {@code [batch…, m, n]} is a batch of matrices,
 * of float32 or float64; batches and matrices may be empty.
 *
 * <p>The result of a matrix never depends on what else is in its batch. Derivatives are operations again, so that they can be
 * differentiated any number of times. Where a matrix is singular, not positive-definite or not finite, and may not be, a {@link
 * LinalgException} says so; an argument of the wrong shape or dtype is an {@link IllegalArgumentException} naming both.
 */
public final class Linalg {
    private Linalg() {}

    /**
     * Eigenvalues and eigenvectors.
     *
     * @param values {@code [batch…, n]}, ascending
     * @param vectors {@code [batch…, n, n]}, in columns; the sign of each is free
     */
    public record Eigh(Tensor values, Tensor vectors) {}

    /**
     * A singular value decomposition {@code A = U diag(S) Vᵀ}.
     *
     * @param u {@code [batch…, m, k]} with k = min(m, n), or {@code [batch…, m, m]} if full
     * @param s {@code [batch…, k]}, descending
     * @param vt {@code [batch…, k, n]}, or {@code [batch…, n, n]} if full
     */
    public record Svd(Tensor u, Tensor s, Tensor vt) {}

    /**
     * A decomposition {@code A = Q R}.
     *
     * @param q columns that are orthonormal; empty in mode R
     * @param r an upper triangle
     */
    public record Qr(Tensor q, Tensor r) {}

    /** How much of a decomposition {@code A = Q R} is computed, with k = min(m, n). */
    public enum QrMode {
        /** Q is {@code [m, k]}, R is {@code [k, n]}. */
        REDUCED,
        /** Q is {@code [m, m]}, R is {@code [m, n]}; differentiable only if m ≤ n. */
        COMPLETE,
        /** R alone, as in the reduced mode; not differentiable. */
        R
    }

    /**
     * The sign and the logarithm of the magnitude of determinants.
     *
     * @param sign {@code [batch…]}: -1, 0 or 1
     * @param logAbsDet {@code [batch…]}: minus infinity for singular matrices
     */
    public record Slogdet(Tensor sign, Tensor logAbsDet) {}

    /**
     * The factors of {@code P A = L U}.
     *
     * @param lu {@code [batch…, m, n]}: L below the diagonal, whose own diagonal is one, and U above
     * @param pivots int64 {@code [batch…, min(m, n)]}: with which row each row was exchanged, in this order, counted from 1 as
     *     PyTorch does
     * @param order int64 {@code [batch…, m]}: which row of A, counted from 0, each row of {@code P A} is
     */
    public record Lu(Tensor lu, Tensor pivots, Tensor order) {}

    /**
     * Factors symmetric positive-definite matrices {@code A = L Lᵀ}, or {@code A = Uᵀ U} if {@code upper}. Only the lower triangle
     * of A is read, or only the upper one.
     *
     * @throws LinalgException if a matrix is not positive-definite
     */
    public static Tensor cholesky(Tensor a, boolean upper) {
        Checks.square("linalg.cholesky", a);
        return upper
                ? Matrices.t(Dispatch.applyOne(new CholeskyOp(), Matrices.t(a)))
                : Dispatch.applyOne(new CholeskyOp(), a);
    }

    /**
     * Solves {@code A X = B} for the factor L of {@code A = L Lᵀ}, or U of {@code A = Uᵀ U} if {@code upper}. Batches are broadcast.
     *
     * @param b {@code [batch…, n, k]}
     * @param factor {@code [batch…, n, n]}, of which only that triangle is read
     * @return {@code [batch…, n, k]}
     */
    public static Tensor choleskySolve(Tensor b, Tensor factor, boolean upper) {
        Tensor l = upper ? Matrices.t(factor) : factor;
        return solveTriangular(Matrices.t(l), solveTriangular(l, b, false, true, false), true, true, false);
    }

    /**
     * Inverts A for the factor L of {@code A = L Lᵀ}, or U of {@code A = Uᵀ U} if {@code upper}: {@code [batch…, n, n]} to the same
     * shape. A zero on the factor's diagonal gives infinities or NaN.
     */
    public static Tensor choleskyInverse(Tensor factor, boolean upper) {
        Checks.square("cholesky_inverse", factor);
        return choleskySolve(Matrices.eye(factor, factor.size(-1)), factor, upper);
    }

    /**
     * Takes determinants, {@code [batch…, n, n]} to {@code [batch…]}. The derivative is the matrix of cofactors, by way of singular
     * values: it, and the second derivative, hold for singular matrices too, and need no more memory than some matrices. A third
     * derivative wants singular values that differ.
     */
    public static Tensor det(Tensor a) {
        return Dispatch.applyOne(new DetOp(), Checks.square("linalg.det", a));
    }

    /**
     * Takes the sign of determinants and the logarithm of their magnitude, {@code [batch…, n, n]} to twice {@code [batch…]}. The
     * derivative of the logarithm is the transposed inverse, infinite or NaN for a singular matrix; that of the sign is zero.
     */
    public static Slogdet slogdet(Tensor a) {
        Tensor[] outputs = Dispatch.apply(new SlogdetOp(), Checks.square("linalg.slogdet", a));
        return new Slogdet(outputs[0], outputs[1]);
    }

    /**
     * Takes the logarithm of determinants, {@code [batch…, n, n]} to {@code [batch…]}: NaN for a negative one, minus infinity for zero.
     */
    public static Tensor logdet(Tensor a) {
        Slogdet found = slogdet(a);
        return Arithmetic.maskedFill(found.logAbsDet(), Comparisons.eq(found.sign(), -1), Double.NaN);
    }

    /**
     * Inverts matrices, {@code [batch…, n, n]} to the same shape. The derivative is {@code -A⁻ᵀ G A⁻ᵀ} (Giles, An extended collection
     * of matrix derivative results, 2008).
     *
     * @throws LinalgException naming the first element of U that is zero, if a matrix is singular
     */
    public static Tensor inv(Tensor a) {
        return Dispatch.applyOne(new InverseOp(), Checks.square("linalg.inv", a));
    }

    /** Solves {@code A X = B}; as {@link #solve(Tensor, Tensor, boolean)} from the left. */
    public static Tensor solve(Tensor a, Tensor b) {
        return solve(a, b, true);
    }

    /**
     * Solves {@code A X = B}, or {@code X A = B} if not {@code left}. B is a vector, or a batch of vectors if its shape is that of A
     * without the last dimension; else it holds matrices. Batches are broadcast.
     *
     * @param a {@code [batch…, n, n]}
     * @param b {@code [n]}, {@code [batch…, n]}, or {@code [batch…, n, k]} ({@code [batch…, k, n]} if not {@code left})
     * @return of the shape of B, with the common batch
     * @throws LinalgException if a matrix is singular
     */
    public static Tensor solve(Tensor a, Tensor b, boolean left) {
        String op = "linalg.solve";
        Checks.square(op, a);
        Checks.sameDtype(op, a, b);
        boolean vector = b.rank() == 1 || b.rank() == a.rank() - 1 && b.shape().equals(withoutLast(a));
        if (vector && !left) {
            throw new IllegalArgumentException(
                    op + ": vectors on the right-hand side want left=true, got A " + a.shape() + ", B " + b.shape());
        }
        Tensor right = vector ? Views.unsqueeze(b, -1) : b;
        if (right.rank() < 2 || right.size(left ? -2 : -1) != a.size(-1)) {
            throw Checks.shapes(op, a, b);
        }
        Shape batch = Checks.commonBatch(op, a, right);
        Tensor lhs = Matrices.inBatch(a, batch);
        Tensor rhs = Matrices.inBatch(right, batch);
        Tensor x = left
                ? Dispatch.applyOne(new SolveOp(false, true), lhs, rhs)
                : Matrices.t(Dispatch.applyOne(new SolveOp(true, true), lhs, Matrices.t(rhs)));
        return vector ? Views.squeeze(x, -1) : x;
    }

    private static Shape withoutLast(Tensor a) {
        int[] sizes = a.shape().sizes();
        return Shape.of(Arrays.copyOf(sizes, sizes.length - 1));
    }

    /**
     * Solves {@code A X = B}, or {@code X A = B} if not {@code left}, for triangular matrices; batches are broadcast. What A holds
     * in the other triangle is not read, nor the diagonal if it is said to be one. A zero on the diagonal gives infinities or NaN.
     *
     * @param a {@code [batch…, n, n]}
     * @param b {@code [batch…, n, k]}, or {@code [batch…, k, n]} if not {@code left}
     * @param upper which triangle of A is read
     * @param unitriangular whether the diagonal of A counts as ones
     */
    public static Tensor solveTriangular(Tensor a, Tensor b, boolean upper, boolean left, boolean unitriangular) {
        String op = "linalg.solve_triangular";
        Checks.square(op, a);
        Checks.matrix(op, b);
        Checks.sameDtype(op, a, b);
        if (b.size(left ? -2 : -1) != a.size(-1)) {
            throw Checks.shapes(op, a, b);
        }
        Shape batch = Checks.commonBatch(op, a, b);
        Tensor lhs = Matrices.inBatch(a, batch);
        Tensor rhs = Matrices.inBatch(b, batch);
        return left
                ? Dispatch.applyOne(new SolveTriangularOp(upper, unitriangular), lhs, rhs)
                : Matrices.t(Dispatch.applyOne(
                        new SolveTriangularOp(!upper, unitriangular), Matrices.t(lhs), Matrices.t(rhs)));
    }

    /**
     * Factors {@code P A = L U} with partial pivoting, for A {@code [batch…, m, n]}: the first element of greatest magnitude is the
     * pivot. A singular matrix has factors, with a zero on the diagonal of U, and a derivative that is not finite.
     */
    public static Lu luFactor(Tensor a) {
        Tensor[] outputs = Dispatch.apply(new LuOp(), Checks.matrix("linalg.lu_factor", a));
        return new Lu(outputs[0], Arithmetic.add(outputs[1], 1), outputs[2]);
    }

    /**
     * Solves {@code A X = B} for the factors of a square A {@code [batch…, n, n]} and B {@code [batch…, n, k]}; batches must agree.
     */
    public static Tensor luSolve(Lu factors, Tensor b) {
        Checks.square("linalg.lu_solve", factors.lu());
        Checks.matrix("linalg.lu_solve", b);
        if (b.size(-2) != factors.lu().size(-1) || !Forward.batch(b).equals(Forward.batch(factors.lu()))) {
            throw Checks.shapes("linalg.lu_solve", factors.lu(), b);
        }
        Tensor y = solveTriangular(factors.lu(), LuOp.permuted(b, factors.order()), false, true, true);
        return solveTriangular(factors.lu(), y, true, true, false);
    }

    /**
     * Factors {@code A = Q R} for A {@code [batch…, m, n]}, with the signs of LAPACK: R may have negative numbers on its diagonal. The
     * derivative wants the leading columns of A to be independent.
     *
     * @throws IllegalStateException in a backward pass, in mode R, and in mode COMPLETE if {@code m > n}
     */
    public static Qr qr(Tensor a, QrMode mode) {
        Tensor[] outputs = Dispatch.apply(new QrOp(mode), Checks.matrix("linalg.qr", a));
        return new Qr(outputs[0], outputs[1]);
    }

    /**
     * Takes eigenvalues and eigenvectors of symmetric matrices {@code [batch…, n, n]}, of which only the upper or the lower triangle is read. A function
     * that depends on the free sign of a vector, or on vectors of equal eigenvalues, has no derivative.
     *
     * @throws LinalgException if a matrix is not finite
     */
    public static Eigh eigh(Tensor a, boolean upper) {
        Tensor[] outputs = Dispatch.apply(new EighOp(upper), Checks.square("linalg.eigh", a));
        return new Eigh(outputs[0], outputs[1]);
    }

    /** Takes eigenvalues of symmetric matrices, {@code [batch…, n, n]} to {@code [batch…, n]}, ascending; as {@link #eigh}. */
    public static Tensor eigvalsh(Tensor a, boolean upper) {
        return eigh(a, upper).values();
    }

    /**
     * Factors {@code A = U diag(S) Vᵀ} for A {@code [batch…, m, n]}. A function that depends on the free sign of a pair of vectors, or on vectors of equal
     * singular values, has no derivative; nor have the columns that full matrices add.
     *
     * @throws LinalgException if a matrix is not finite
     */
    public static Svd svd(Tensor a, boolean fullMatrices) {
        Tensor[] outputs = Dispatch.apply(new SvdOp(fullMatrices), Checks.matrix("linalg.svd", a));
        return new Svd(outputs[0], outputs[1], outputs[2]);
    }

    /** Takes singular values, {@code [batch…, m, n]} to {@code [batch…, min(m, n)]}, descending; as {@link #svd}. */
    public static Tensor svdvals(Tensor a) {
        return svd(a, false).s();
    }

    /** Takes the pseudo-inverse, {@code [batch…, n, m]}, where singular values up to {@code max(m, n) ε} of the greatest are zero. */
    public static Tensor pinv(Tensor a) {
        Checks.matrix("linalg.pinv", a);
        return pinv(a, 0, defaultTolerance(a), false);
    }

    /**
     * Takes the pseudo-inverse, {@code [batch…, n, m]}: singular values up to {@code max(atol, rtol · greatest)} count as zero. The
     * derivative holds where the rank does not change.
     *
     * @param hermitian whether the matrices are symmetric; their lower triangle is read then
     */
    public static Tensor pinv(Tensor a, double atol, double rtol, boolean hermitian) {
        Checks.matrix("linalg.pinv", a);
        if (hermitian) {
            Checks.square("linalg.pinv", a);
        }
        return Dispatch.applyOne(new PinvOp(atol, rtol, hermitian), a);
    }

    /** Returns PyTorch's relative tolerance for a rank: the greater size times the distance from 1 to the next number. */
    public static double defaultTolerance(Tensor a) {
        double epsilon = a.dtype() == DType.FLOAT32 ? 0x1p-23 : 0x1p-52;
        return Math.max(a.size(-1), a.size(-2)) * epsilon;
    }

    /** Counts singular values above {@code max(atol, rtol · greatest)}: int64 {@code [batch…]}. */
    public static Tensor matrixRank(Tensor a, double atol, double rtol) {
        Tensor s = svdvals(Views.detach(Checks.matrix("linalg.matrix_rank", a)));
        if (s.size(-1) == 0) {
            return Reductions.sum(Arithmetic.cast(s, DType.INT64), false, -1);
        }
        Tensor bound = Arithmetic.clampMin(Arithmetic.mul(Views.narrow(s, -1, 0, 1), rtol), atol);
        return Reductions.sum(Comparisons.gt(s, bound), false, -1);
    }

    /**
     * Finds the X of least norm among those that minimise {@code ‖A X - B‖}: {@code pinv(A) B}. PyTorch's residuals, rank and singular
     * values are those of {@link #matrixRank} and {@link #svdvals}.
     *
     * @param a {@code [batch…, m, n]}
     * @param b {@code [batch…, m, k]}
     * @return {@code [batch…, n, k]}
     */
    public static Tensor lstsq(Tensor a, Tensor b) {
        return pinv(a).matmul(b);
    }

    /**
     * Raises square matrices {@code [batch…, n, n]} to an integer power: the identity for 0; a negative one inverts first.
     *
     * @throws LinalgException if the power is negative and a matrix is singular
     */
    public static Tensor matrixPower(Tensor a, int n) {
        Checks.square("linalg.matrix_power", a);
        return Products.power(n < 0 ? inv(a) : a, Math.abs((long) n));
    }

    /** Takes the exponential {@code Σ Aᵏ / k!} of square matrices, {@code [batch…, n, n]} to the same shape. */
    public static Tensor matrixExp(Tensor a) {
        return Dispatch.applyOne(new MatrixExpOp(), Checks.square("linalg.matrix_exp", a));
    }

    /**
     * Multiplies a chain of matrices in the order that takes the fewest multiplications, as PyTorch chooses it; the first and the
     * last may be vectors. The order decides the bits.
     *
     * @throws IllegalArgumentException if there are fewer than two, one has another rank, or neighbours do not fit
     */
    public static Tensor multiDot(List<Tensor> chain) {
        return Products.chain(chain);
    }

    /**
     * Takes the products of all elements of a with all of b: the Kronecker product. Of ranks that differ the lesser one counts as
     * filled up with ones in front; each size of the result is the product of the two.
     */
    public static Tensor kron(Tensor a, Tensor b) {
        return Products.kron(a, b);
    }

    /**
     * Takes cross products along a dimension, which must have the size 3 in both; the others are broadcast.
     *
     * @throws IllegalArgumentException if it has not
     */
    public static Tensor cross(Tensor a, Tensor b, int dim) {
        return Products.cross(a, b, dim);
    }

    /** Takes the powers 0 to {@code n - 1} of each element: {@code [batch…]} to {@code [batch…, n]}. */
    public static Tensor vander(Tensor x, int n) {
        return Products.vander(x, n);
    }

    /** Takes the root of the sum of squares over dimensions, all if none is given: {@code linalg.norm} without an order. */
    public static Tensor norm(Tensor x, boolean keepdim, int... dims) {
        return Reductions.norm(x, 2, keepdim, dims);
    }

    /**
     * Takes norms: of vectors if one dimension is given, or none and x has one; of matrices if two are given, or none and x has two.
     *
     * @param ord as in {@link Reductions#norm} for vectors, as in {@link #matrixNorm(Tensor, double, boolean, int, int)} for matrices
     */
    public static Tensor norm(Tensor x, double ord, boolean keepdim, int... dims) {
        int[] chosen = Norms.chosen(x, dims);
        return chosen.length == 1
                ? Reductions.norm(x, ord, keepdim, chosen)
                : matrixNorm(x, ord, keepdim, chosen[0], chosen[1]);
    }

    /** Takes norms of matrices by name, {@code fro} or {@code nuc}, in two dimensions, or in the two that x has if none is given. */
    public static Tensor norm(Tensor x, String ord, boolean keepdim, int... dims) {
        int[] chosen = Norms.chosen(x, dims);
        if (chosen.length == 1) {
            throw Norms.unsupported("linalg.norm", ord, "vectors", x);
        }
        return matrixNorm(x, ord, keepdim, chosen[0], chosen[1]);
    }

    /**
     * Takes norms of matrices in two dimensions, rows and columns.
     *
     * @param ord the greatest (infinity) or least (minus infinity) row sum of magnitudes, the same of columns (1 and -1), or the
     *     greatest (2) or least (-2) singular value
     */
    public static Tensor matrixNorm(Tensor x, double ord, boolean keepdim, int rows, int columns) {
        return Norms.matrix(x, ord, keepdim, rows, columns);
    }

    /** Takes norms of matrices in two dimensions by name: {@code fro} (root of the sum of squares) or {@code nuc} (sum of singular values). */
    public static Tensor matrixNorm(Tensor x, String ord, boolean keepdim, int rows, int columns) {
        return Norms.matrix(x, ord, keepdim, rows, columns);
    }

    /**
     * Takes the ratio of the greatest singular value to the least (ord 2), or that of the least to the greatest (-2), or the product
     * of another norm of A with that of its inverse: {@code [batch…, n, n]} to {@code [batch…]}, and for 2 and -2 also {@code [batch…,
     * m, n]}.
     *
     * @param ord as in {@link #matrixNorm(Tensor, double, boolean, int, int)}
     */
    public static Tensor cond(Tensor a, double ord) {
        return Norms.condition(a, ord);
    }
}
