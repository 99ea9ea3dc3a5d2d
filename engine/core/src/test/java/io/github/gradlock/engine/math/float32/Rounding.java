package io.github.gradlock.engine.math.float32;

import java.math.BigInteger;

/** Correct rounding of a value in fixed point to binary32. */
final class Rounding {
    /** Bits that the value is trusted to, relative to itself. */
    private static final int TRUSTED = 90;

    private Rounding() {}

    /**
     * Returns the nearest binary32 number.
     *
     * @throws IllegalStateException if the value is too near the middle between two to tell, which would need an exact argument
     */
    static float toFloat(Definition.Value value) {
        BigInteger units = value.units();
        BigInteger doubt = units.abs().shiftRight(TRUSTED);
        float low = nearest(units.subtract(doubt), value.bits());
        float high = nearest(units.add(doubt), value.bits());
        if (Float.floatToRawIntBits(low) != Float.floatToRawIntBits(high)) {
            throw new IllegalStateException("undecided between " + low + " and " + high);
        }
        return low;
    }

    /** Rounds an exact number of units of 2^-bits, ties to even. */
    static float nearest(BigInteger units, int bits) {
        BigInteger magnitude = units.abs();
        int quantum = Math.max(magnitude.bitLength() - bits - 24, -149);
        int shift = quantum + bits;
        BigInteger head = magnitude.shiftRight(shift);
        BigInteger twice = magnitude.subtract(head.shiftLeft(shift)).shiftLeft(1);
        int comparison = shift <= 0 ? -1 : twice.compareTo(BigInteger.ONE.shiftLeft(shift));
        if (comparison > 0 || comparison == 0 && head.testBit(0)) {
            head = head.add(BigInteger.ONE);
        }
        float result = (float) Math.scalb(head.doubleValue(), quantum);
        return units.signum() < 0 ? -result : result;
    }
}
