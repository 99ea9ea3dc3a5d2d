package io.github.gradlock.harness.diff;

import io.github.gradlock.protocol.ElementType;

/** Differences of the bits of two finite values of one type. */
final class Differences {
    private static final double TWO_TO_63 = 0x1p63;

    private Differences() {}

    /** Returns {@code |a − b|} in binary64; infinite if it overflows. */
    static double absolute(ElementType type, long a, long b) {
        return type.isFloating()
                ? Math.abs(Bits.toDouble(type, a) - Bits.toDouble(type, b))
                : absoluteOfIntegers(type, a, b);
    }

    /** Returns {@code |a − b| / max(|a|, |b|)}, from 0 to 2. */
    static double relative(ElementType type, long a, long b) {
        return scaled(type, a, b, largest(type, a, b));
    }

    /** Returns {@code |a − b| / scale}, also where the difference overflows; 0 for a scale of 0. */
    static double scaled(ElementType type, long a, long b, double scale) {
        double left = Bits.toDouble(type, a);
        double right = Bits.toDouble(type, b);
        if (scale == 0) {
            return 0;
        }
        double difference = Math.abs(left - right);
        return Double.isInfinite(difference) ? Math.abs(left / scale - right / scale) : difference / scale;
    }

    /** Returns {@code max(|a|, |b|)}. */
    static double largest(ElementType type, long a, long b) {
        return Math.max(Math.abs(Bits.toDouble(type, a)), Math.abs(Bits.toDouble(type, b)));
    }

    /** Returns the difference of two integers, exact in 64 bits without sign and then rounded. */
    static double absoluteOfIntegers(ElementType type, long a, long b) {
        long left = Bits.toLong(type, a);
        long right = Bits.toLong(type, b);
        long difference = left >= right ? left - right : right - left;
        return difference >= 0 ? difference : TWO_TO_63 + (difference & Long.MAX_VALUE);
    }
}
