package io.github.gradlock.engine.linalg;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;

/**
 * Jacobi rotations of many disjoint pairs (p, q) at a time: {@code p' = c p - s q}, {@code q' = s p + c q}, as small changes of
 * p and q (Rutishauser, The Jacobi Method for Real Symmetric Matrices, 1966). Pairs that are not to be rotated keep their bits.
 *
 * @param wanted bool {@code [batch…, pairs, 1]}: which pairs are rotated
 * @param tangent {@code [batch…, pairs, 1]}
 * @param sine {@code [batch…, pairs, 1]}
 * @param lift the tangent of half the angle, {@code [batch…, pairs, 1]}
 */
record Rotations(Tensor wanted, Tensor tangent, Tensor sine, Tensor lift) {
    /** Beyond this cotangent of twice the angle, 1 is lost beside its square. */
    private static final double FLAT = 0x1p30;

    /**
     * Makes the rotations that diagonalise {@code [[alpha, gamma], [gamma, beta]]}, by at most 45 degrees (Golub and Van Loan,
     * Matrix Computations, 8.5.2).
     */
    static Rotations of(Forward f, Tensor wanted, Tensor alpha, Tensor beta, Tensor gamma) {
        Tensor one = f.constant(alpha, 1);
        Tensor zeta = f.div(f.sub(beta, alpha), f.mul(gamma, 2));
        Tensor size = f.abs(zeta);
        Tensor root = f.where(f.compare(BinaryFunction.GT, size, FLAT), size, f.sqrt(f.add(f.mul(zeta, zeta), one)));
        Tensor sum = f.where(f.compare(BinaryFunction.LT, zeta, 0), f.sub(zeta, root), f.add(zeta, root));
        Tensor tangent = f.where(wanted, f.unary(UnaryFunction.RECIPROCAL, sum), f.constant(alpha, 0));
        Tensor cosine = f.unary(UnaryFunction.RECIPROCAL, f.sqrt(f.add(f.mul(tangent, tangent), one)));
        Tensor sine = f.mul(tangent, cosine);
        return new Rotations(wanted, tangent, sine, f.div(sine, f.add(cosine, one)));
    }

    /** Rotates the rows of the upper half of x with those of the lower one, in place. */
    void rotateRows(Forward f, Tensor x) {
        int half = x.size(-2) / 2;
        Tensor p = Forward.rows(x, 0, half);
        Tensor q = Forward.rows(x, half, 2 * half);
        Tensor first = f.sub(p, f.mul(sine, f.add(q, f.mul(lift, p))));
        Tensor second = f.add(q, f.mul(sine, f.sub(p, f.mul(lift, q))));
        f.copy(f.where(wanted, first, p), p);
        f.copy(f.where(wanted, second, q), q);
    }

    /**
     * Returns the order of rows for the next round of a tournament: row 0 stays, the others move on by one place in a circle through
     * both halves. In {@code count - 1} rounds each row of the upper half meets each other row once, and then all are back
     * (Brent and Luk, The Solution of Singular-Value and Symmetric Eigenvalue Problems on Multiprocessor Arrays, 1985).
     */
    static Tensor nextRound(Forward f, Shape batch, int count) {
        int half = count / 2;
        Tensor places = f.counting(count);
        Tensor next = f.copy(places);
        if (half > 1) {
            part(f, next, 1, 2, places, half);
            part(f, next, 2, half, places, 1);
            part(f, next, half, count - 1, places, half + 1);
            part(f, next, count - 1, count, places, half - 1);
        }
        int[] sizes = Arrays.copyOf(batch.sizes(), batch.rank() + 1);
        sizes[batch.rank()] = count;
        return Forward.stretched(next, Shape.of(sizes));
    }

    /** Gives the places from {@code start} to {@code end} the rows from {@code first} on. */
    private static void part(Forward f, Tensor next, int start, int end, Tensor places, int first) {
        f.copy(
                places.alias(places.layout().narrow(0, first, end - start)),
                next.alias(next.layout().narrow(0, start, end - start)));
    }
}
