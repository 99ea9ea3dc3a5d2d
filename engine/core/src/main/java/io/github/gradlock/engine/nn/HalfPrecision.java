package io.github.gradlock.engine.nn;

/** IEEE-754 binary16, which Java 17 has no conversion for. */
final class HalfPrecision {
    private static final int FRACTION_BITS = 10;
    private static final int MAX_EXPONENT = 31;

    private HalfPrecision() {}

    /** Converts exactly. */
    static float toFloat(short bits) {
        int exponent = bits >> FRACTION_BITS & MAX_EXPONENT;
        int fraction = bits & (1 << FRACTION_BITS) - 1;
        float size;
        if (exponent == MAX_EXPONENT) {
            size = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else if (exponent == 0) {
            size = fraction * 0x1p-24f;
        } else {
            size = Math.scalb(1 + fraction * 0x1p-10f, exponent - 15);
        }
        return bits < 0 ? -size : size;
    }
}
