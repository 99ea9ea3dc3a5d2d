package io.github.gradlock.harness.diff;

import io.github.gradlock.protocol.ElementType;

/**
 * Counts the representable values between two others.
 *
 * <p>The bits are mapped to an integer that grows with the value, on the grid of the type itself. Both zeros have the same
 * place: +0 and −0 differ in their bits and are 0 ulp apart. The largest finite value and infinity are neighbours.
 */
public final class Ulps {
    private Ulps() {}

    /** Returns the distance of two values of one floating type, an unsigned integer; NaN has none. */
    public static long distance(Scalar a, Scalar b) {
        if (a.isNaN() || b.isNaN()) {
            throw new IllegalArgumentException("NaN has no distance in ulp");
        }
        return distance(a.type(), a.bits(), b.bits());
    }

    /** As {@link #distance(Scalar, Scalar)}, for bits that are no NaN. */
    static long distance(ElementType type, long a, long b) {
        long left = Bits.ordinal(type, a);
        long right = Bits.ordinal(type, b);
        // Places of binary64 lie within ±0x7ff0…, so that the difference fits 64 bits without sign.
        return left >= right ? left - right : right - left;
    }
}
