package io.github.gradlock.engine.math.float32;

import java.math.BigInteger;

/**
 * Sine, cosine and tangent of numbers from 4 on. The number is reduced to a fraction of a turn in 64 bits by integer
 * multiplication with 2^e / 2π, whose whole turns fall off, and the fraction goes to one of 1,024 polynomials.
 */
final class Turns {
    private static final int PIECES = 1024;
    private static final double[][] SINES = new double[PIECES][];
    private static final double[] BOUNDS = new double[PIECES];
    /** 1 / 2π in units of 2^-320. */
    private static final BigInteger INVERSE =
            BigInteger.ONE.shiftLeft(320 + 512).divide(FixedPoint.of(512).pi().shiftLeft(1));

    /** What an error of 2^-62 of a turn makes of a sine. */
    private static final double PHASE = 0x1p-59;

    static {
        FixedPoint f = FixedPoint.of(192);
        for (int i = 0; i < PIECES; i++) {
            long middle = (2L * i + 1 << 19);
            LocalPolynomial polynomial = LocalPolynomial.of(t -> {
                BigInteger angle =
                        f.pi().multiply(BigInteger.valueOf(middle + t)).shiftRight(29);
                return new Definition.Value(f.sin(angle), 192);
            });
            if (polynomial == null) {
                throw new IllegalStateException("no polynomial for a sine");
            }
            SINES[i] = polynomial.coefficients;
            BOUNDS[i] = polynomial.bound + PHASE;
        }
    }

    private final Definition definition;

    Turns(Definition definition) {
        this.definition = definition;
    }

    void fill(int first, double[] values, double[] bounds) {
        int exponent = (first >>> 23 & 0xff) - 150;
        // The fraction of 2^exponent / 2π in 96 bits, the upper 64 and the lower 32.
        BigInteger fraction = INVERSE.shiftRight(320 - 96 - exponent).mod(BigInteger.ONE.shiftLeft(96));
        long high = fraction.shiftRight(32).longValue();
        long low = fraction.longValue() & 0xffffffffL;
        long mantissa = first & 0x7fffff | 0x800000;
        double sign = first < 0 ? -1 : 1;
        for (int i = 0; i < values.length; i++) {
            long m = mantissa + i;
            long phase = m * high + (m * low >>> 32);
            int piece = (int) (phase >>> 54);
            double t = ((phase & (1L << 54) - 1) - (1L << 53)) * 0x1p-53;
            if (definition == Definition.TAN) {
                tangent(i, sign, piece, t, values, bounds);
            } else {
                boolean sine = definition == Definition.SIN;
                int at = sine ? piece : piece + PIECES / 4 & PIECES - 1;
                double value = LocalPolynomial.at(SINES[at], t);
                values[i] = sine ? sign * value : value;
                bounds[i] = BOUNDS[at];
            }
        }
    }

    private static void tangent(int i, double sign, int piece, double t, double[] values, double[] bounds) {
        int at = piece + PIECES / 4 & PIECES - 1;
        double cosine = LocalPolynomial.at(SINES[at], t);
        double value = LocalPolynomial.at(SINES[piece], t) / cosine;
        double magnitude = Math.abs(value);
        double relative = BOUNDS[at] / Math.abs(cosine);
        values[i] = sign * value;
        // Twice what the first order says, for the second; near a pole the bound is useless, but not wrong.
        bounds[i] = relative > 0.01
                ? Double.POSITIVE_INFINITY
                : 2 * (BOUNDS[piece] / Math.abs(cosine) + magnitude * relative) + magnitude * 0x1p-52;
    }
}
