package io.github.gradlock.engine.tensor;

/** Converts plain numbers to element types, with one rounding whatever the number's class is. */
public final class Numbers {
    private Numbers() {}

    /** Returns the nearest binary32; an integer is rounded once, not by way of binary64. */
    public static float toFloat(Number value) {
        return Promotion.isInteger(value) ? (float) value.longValue() : value.floatValue();
    }
}
