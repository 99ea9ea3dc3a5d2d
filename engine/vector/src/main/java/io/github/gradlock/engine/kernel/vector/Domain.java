package io.github.gradlock.engine.kernel.vector;

/**
 * Where a function of binary32 is computed in vectors without a second look.
 *
 * @param signed whether that is between two numbers; if not, between two sizes of either sign
 * @param least the least ordinary one; if not signed, below it are results that are subnormal
 * @param greatest the greatest ordinary one
 * @param end beyond this size of either sign the rounded function is what it is there; infinite if it is to be computed by the reference alone
 */
record Domain(boolean signed, float least, float greatest, float end) {
    /** Positive finite numbers. */
    static final Domain POSITIVE = new Domain(true, Float.MIN_VALUE, Float.MAX_VALUE, Float.POSITIVE_INFINITY);

    /** Numbers up to a size, of either sign. */
    static Domain upTo(float greatest, float end) {
        return new Domain(false, 0, greatest, end);
    }

    /** Numbers up to a size, of either sign, whose function is subnormal where they are nearly so. */
    static Domain normalUpTo(float greatest, float end) {
        return new Domain(false, 0x1p-120f, greatest, end);
    }

    /** Brings the bits of a number to those that are compared. */
    int mask() {
        return signed ? -1 : Integer.MAX_VALUE;
    }

    /** Returns the least number that is not for the reference alone. */
    double low() {
        return signed ? least : Double.NEGATIVE_INFINITY;
    }

    /** Returns the greatest number that is not for the reference alone. */
    double high() {
        return signed ? greatest : Double.POSITIVE_INFINITY;
    }
}
