package io.github.gradlock.harness.diff;

import io.github.gradlock.protocol.ElementType;

/**
 * One element of a tensor: its type and its bits.
 *
 * @param type element type
 * @param bits the element's bits, zero-extended to 64
 */
public record Scalar(ElementType type, long bits) {
    /** Returns whether it is a NaN of any payload. */
    public boolean isNaN() {
        return Bits.isNaN(type, bits);
    }

    /** Returns whether it is an infinity of either sign. */
    public boolean isInfinite() {
        return Bits.isInfinite(type, bits);
    }

    /** Returns whether it is a zero of either sign. */
    public boolean isZero() {
        return Bits.isZero(type, bits);
    }

    /** Returns the value in binary64: exact for every floating type, rounded for integers beyond 2^53. */
    public double toDouble() {
        return Bits.toDouble(type, bits);
    }

    /** Returns the value of an integer or bool. */
    long toLong() {
        return Bits.toLong(type, bits);
    }

    /**
     * Returns the place on the type's own grid: neighbouring values have neighbouring integers, both zeros have 0, and the
     * order is that of the values. Not defined for NaN.
     */
    long ordinal() {
        return Bits.ordinal(type, bits);
    }

    /** Returns the value at a place on the grid of a type; the inverse of {@link #ordinal} but for −0. */
    static Scalar ofOrdinal(ElementType type, long ordinal) {
        return new Scalar(type, ordinal >= 0 ? ordinal : Bits.signBit(type) | -ordinal);
    }

    /** Returns the shortest decimal that reads back as the same value; {@code true} and {@code false} for bool. */
    public String decimal() {
        return switch (type) {
            case BOOL -> bits == 0 ? "false" : bits == 1 ? "true" : Long.toString(bits);
            case F16, BF16, F32, F64 -> ShortestDecimal.of(this);
            default -> Long.toString(toLong());
        };
    }

    /** Returns the bits in hexadecimal, as wide as the type: {@code 0x3e000001}. */
    public String hex() {
        return String.format("0x%0" + 2 * type.bytes() + "x", bits);
    }

    boolean isNegative() {
        return Bits.isNegative(type, bits);
    }
}
