package io.github.gradlock.engine.math.float32;

import java.math.BigInteger;

/**
 * The part of the reflection formulas that depends on the distance to the nearest integer, for numbers from −2^23 to −16.
 *
 * <p>lgamma(x) = ln(π / |sin πx|) − lgamma(1 − x), digamma(x) = digamma(1 − x) − π cot πx. There are 2^18 distances, multiples of
 * 2^-19, and a value of high precision for each.
 */
final class Reflection {
    private static final int DISTANCES = 1 << 18;

    private final boolean logarithm;
    private final double[] parts = new double[DISTANCES + 1];

    Reflection(Definition definition) {
        logarithm = definition == Definition.LGAMMA;
        FixedPoint f = FixedPoint.of(160);
        for (int i = 1; i <= DISTANCES; i++) {
            BigInteger distance = f.one.multiply(BigInteger.valueOf(i)).shiftRight(19);
            BigInteger sine = FixedGamma.sinPi(f, distance);
            BigInteger part = logarithm
                    ? f.log(f.div(f.pi(), sine))
                    : f.div(f.mul(f.pi(), FixedGamma.sinPi(f, distance.add(f.one.shiftRight(1)))), sine);
            parts[i] = f.toDouble(part);
        }
    }

    /** Completes estimates of the function at 1 − x to those at x. */
    void add(int first, double[] values, double[] bounds) {
        for (int i = 0; i < values.length; i++) {
            double magnitude = -Float.intBitsToFloat(first + i);
            double distance = magnitude - Math.rint(magnitude);
            double part = parts[(int) (Math.abs(distance) * (1 << 19))];
            if (distance == 0) {
                values[i] = logarithm ? Double.POSITIVE_INFINITY : Double.NaN;
                bounds[i] = 0;
                continue;
            }
            // The cotangent is odd, and that of x has the opposite sign of that of its magnitude.
            double value = logarithm ? part - values[i] : values[i] + (distance < 0 ? -part : part);
            bounds[i] += 0x1p-52 * (Math.abs(part) + Math.abs(value));
            values[i] = value;
        }
    }
}
