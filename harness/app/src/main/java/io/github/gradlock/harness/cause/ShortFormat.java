package io.github.gradlock.harness.cause;

/**
 * How many bits hardware gives a significand where it computes with fewer than a type has. Not an {@link Arithmetic}: tensor cores keep
 * the exponents of the inputs, so that these have no bounds.
 */
enum ShortFormat {
    BFLOAT16("bfloat16", 8),
    TF32("TF32 or binary16", 11),
    TWO_BFLOAT16("two numbers of bfloat16", 16),
    BINARY32("binary32", 24);

    private final String title;
    private final int bits;

    ShortFormat(String title, int bits) {
        this.title = title;
        this.bits = bits;
    }

    String title() {
        return title;
    }

    /** Returns what one rounding is off by, relative. */
    double unit() {
        return Math.scalb(1.0, -bits);
    }

    boolean isShorterThan(Values values) {
        return bits < values.arithmetic().bits();
    }

    /** Rounds to nearest, ties to even, as if the exponent had no bounds. */
    double nearest(double value) {
        double scaled = value * ((1L << 53 - bits) + 1.0);
        double high = scaled - (scaled - value);
        return Double.isNaN(high) ? value : high;
    }

    double truncated(double value) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(value) & -1L << 53 - bits);
    }

    boolean holds(double value) {
        return truncated(value) == value;
    }
}
