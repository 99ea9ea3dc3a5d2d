package io.github.gradlock.harness.diff;

/** Distances of two finite values of one type. */
final class Differences {
    private static final double TWO_TO_63 = 0x1p63;

    private Differences() {}

    /** Returns {@code |a − b|} in binary64; infinite if it overflows. */
    static double absolute(Scalar a, Scalar b) {
        return a.type().isFloating() ? Math.abs(a.toDouble() - b.toDouble()) : absoluteOfIntegers(a, b);
    }

    /** Returns {@code |a − b| / max(|a|, |b|)}, from 0 to 2. */
    static double relative(Scalar a, Scalar b) {
        double left = a.toDouble();
        double right = b.toDouble();
        double largest = Math.max(Math.abs(left), Math.abs(right));
        if (largest == 0) {
            return 0;
        }
        double difference = Math.abs(left - right);
        return Double.isInfinite(difference) ? Math.abs(left / largest - right / largest) : difference / largest;
    }

    /** Returns the difference of two integers, exact in 64 bits without sign and then rounded. */
    static double absoluteOfIntegers(Scalar a, Scalar b) {
        long left = a.toLong();
        long right = b.toLong();
        long difference = left >= right ? left - right : right - left;
        return difference >= 0 ? difference : TWO_TO_63 + (difference & Long.MAX_VALUE);
    }
}
