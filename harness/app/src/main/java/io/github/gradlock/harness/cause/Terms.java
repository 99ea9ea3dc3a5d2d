package io.github.gradlock.harness.cause;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is added up for one element of an output, in the arithmetic of its type.
 *
 * @param a the terms, or the first factors of products
 * @param b the second factors; null if the terms are no products
 * @param arithmetic in which each operation is rounded
 * @param fused whether a product enters a sum unrounded
 */
record Terms(double[] a, double @Nullable [] b, Arithmetic arithmetic, boolean fused) {
    int count() {
        return a.length;
    }

    /** Returns the sum of what was added so far and a term. */
    double add(double sum, int term) {
        if (b == null) {
            return plus(sum, a[term]);
        }
        if (!fused) {
            return plus(sum, round(a[term] * b[term]));
        }
        return arithmetic.fma(a[term], b[term], sum);
    }

    /** Returns the sum of two partial sums. */
    double plus(double x, double y) {
        return round(x + y);
    }

    /** Returns a term by itself. */
    double term(int index) {
        return b == null ? a[index] : a[index] * b[index];
    }

    /** Returns the sum of the magnitudes, which is the scale of the rounding of any order. */
    double scale() {
        double sum = 0;
        for (int i = 0; i < count(); i++) {
            sum += Math.abs(term(i));
        }
        return sum;
    }

    /**
     * Returns the sum as if in twice the precision of binary64.
     *
     * <p>Dot2 of Ogita, Rump and Oishi, Accurate Sum and Dot Product, 2005.
     */
    double exact() {
        double sum = 0;
        double error = 0;
        for (int i = 0; i < count(); i++) {
            double product = term(i);
            error += b == null ? 0 : Math.fma(a[i], b[i], -product);
            double next = sum + product;
            double virtual = next - sum;
            error += (sum - (next - virtual)) + (product - virtual);
            sum = next;
        }
        return sum + error;
    }

    /** Returns some of the terms. */
    Terms part(int from, int to) {
        return new Terms(
                Arrays.copyOfRange(a, from, to), b == null ? null : Arrays.copyOfRange(b, from, to), arithmetic, fused);
    }

    Terms fusedTo(boolean other) {
        return new Terms(a, b, arithmetic, other);
    }

    /** Returns the same terms, added in another arithmetic. */
    Terms in(Arithmetic other) {
        return new Terms(a, b, other, fused);
    }

    double round(double value) {
        return arithmetic.round(value);
    }
}
