package io.github.gradlock.engine.math.float32;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A polynomial of degree 8 that is near a function on an interval, and how near.
 *
 * <p>It interpolates values of high precision at nine points near Chebyshev's, in a variable t from −1 to 1. It is accepted if its
 * last two coefficients, as those of a Chebyshev series, are below 2^-54 of the sum of all, and if at two further points it, as
 * evaluated in binary64, is within half the bound. The bound is {@value #BOUND} of that sum of absolute coefficients, where
 * Horner's scheme needs 16 roundings of 2^-53 and the interpolation some 2^-54.
 */
final class LocalPolynomial {
    /** 2^-48. */
    static final double BOUND = 0x1p-48;

    private static final int DEGREE = 8;
    private static final int NODE_BITS = 19;
    private static final int MATRIX_BITS = 160;
    private static final long[] NODES = nodes();
    private static final BigInteger[][] MATRIX = matrix();
    private static final long[] CHECKS = {(1 << NODE_BITS) - 137, -(1 << NODE_BITS) * 3L / 7};

    final double[] coefficients;

    /** What the value may be off by. */
    final double bound;

    private LocalPolynomial(double[] coefficients, double bound) {
        this.coefficients = coefficients;
        this.bound = bound;
    }

    /** A function of t, where t is given in units of 2^-19; throws {@code ArithmeticException} where it has no value. */
    interface Sampled {
        Definition.Value at(long t);
    }

    /** Returns the polynomial, or null if it is not near enough. */
    static @Nullable LocalPolynomial of(Sampled function) {
        Definition.Value[] values = new Definition.Value[DEGREE + 1];
        Definition.Value[] checks = new Definition.Value[CHECKS.length];
        int bits = Integer.MAX_VALUE;
        try {
            for (int i = 0; i < values.length; i++) {
                values[i] = function.at(NODES[i]);
                bits = Math.min(bits, values[i].bits());
            }
            double[] c = coefficients(values, bits);
            double sum = 0;
            for (double v : c) {
                sum += Math.abs(v);
            }
            if (!(Math.abs(c[DEGREE - 1]) / 64 + Math.abs(c[DEGREE]) / 128 <= 0x1p-54 * sum)) {
                return null;
            }
            LocalPolynomial result = new LocalPolynomial(c, BOUND * sum);
            for (int i = 0; i < checks.length; i++) {
                Definition.Value value = function.at(CHECKS[i]);
                double exact = FixedPoint.of(value.bits()).toDouble(value.units());
                if (!(Math.abs(result.at(CHECKS[i] * 0x1p-19) - exact) <= result.bound / 2)) {
                    return null;
                }
            }
            return result;
        } catch (ArithmeticException outside) {
            return null;
        }
    }

    double at(double t) {
        return at(coefficients, t);
    }

    static double at(double[] c, double t) {
        return c[0]
                + t * (c[1] + t * (c[2] + t * (c[3] + t * (c[4] + t * (c[5] + t * (c[6] + t * (c[7] + t * c[8])))))));
    }

    private static double[] coefficients(Definition.Value[] values, int bits) {
        double[] c = new double[DEGREE + 1];
        FixedPoint scale = FixedPoint.of(bits + MATRIX_BITS);
        for (int k = 0; k <= DEGREE; k++) {
            BigInteger sum = BigInteger.ZERO;
            for (int j = 0; j <= DEGREE; j++) {
                BigInteger units = values[j].units().shiftRight(values[j].bits() - bits);
                sum = sum.add(MATRIX[k][j].multiply(units));
            }
            c[k] = scale.toDouble(sum);
        }
        return c;
    }

    private static long[] nodes() {
        long[] nodes = new long[DEGREE + 1];
        for (int j = 0; j <= DEGREE; j++) {
            nodes[j] = (long) Math.rint(StrictMath.cos((j + 0.5) * Math.PI / (DEGREE + 1)) * (1 << NODE_BITS));
        }
        return nodes;
    }

    /** Column j holds the coefficients of the polynomial that is 1 at node j and 0 at the others. */
    private static BigInteger[][] matrix() {
        BigInteger[][] matrix = new BigInteger[DEGREE + 1][DEGREE + 1];
        for (int j = 0; j <= DEGREE; j++) {
            BigInteger[] p = new BigInteger[DEGREE + 1];
            java.util.Arrays.fill(p, BigInteger.ZERO);
            p[0] = BigInteger.ONE;
            BigInteger denominator = BigInteger.ONE;
            int degree = 0;
            for (int m = 0; m <= DEGREE; m++) {
                if (m == j) {
                    continue;
                }
                for (int k = ++degree; k > 0; k--) {
                    p[k] = p[k - 1].subtract(p[k].multiply(BigInteger.valueOf(NODES[m])));
                }
                p[0] = p[0].multiply(BigInteger.valueOf(-NODES[m]));
                denominator = denominator.multiply(BigInteger.valueOf(NODES[j] - NODES[m]));
            }
            for (int k = 0; k <= DEGREE; k++) {
                // In units of t = node · 2^-19: coefficient k grows by 2^(19 k).
                matrix[k][j] = p[k].shiftLeft(MATRIX_BITS + NODE_BITS * k).divide(denominator);
            }
        }
        return matrix;
    }
}
