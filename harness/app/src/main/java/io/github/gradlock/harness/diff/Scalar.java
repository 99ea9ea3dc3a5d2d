package io.github.gradlock.harness.diff;

import io.github.gradlock.protocol.ElementType;
import java.nio.ByteBuffer;

/**
 * One element of a tensor: its type and its bits.
 *
 * @param type element type
 * @param bits the element's bits, zero-extended to 64
 */
public record Scalar(ElementType type, long bits) {
    /** Reads the element at a flat index of little-endian elements, without moving the buffer. */
    static Scalar read(ElementType type, ByteBuffer elements, int index) {
        int at = elements.position() + index * type.bytes();
        long bits =
                switch (type.bytes()) {
                    case 1 -> elements.get(at) & 0xFFL;
                    case 2 -> elements.getShort(at) & 0xFFFFL;
                    case 4 -> elements.getInt(at) & 0xFFFF_FFFFL;
                    default -> elements.getLong(at);
                };
        return new Scalar(type, bits);
    }

    /** Returns whether it is a NaN of any payload. */
    public boolean isNaN() {
        return type.isFloating() && magnitude() > infinity();
    }

    /** Returns whether it is an infinity of either sign. */
    public boolean isInfinite() {
        return type.isFloating() && magnitude() == infinity();
    }

    /** Returns whether it is a zero of either sign. */
    public boolean isZero() {
        return type.isFloating() ? magnitude() == 0 : bits == 0;
    }

    /** Returns the value in binary64: exact for every floating type, rounded for integers beyond 2^53. */
    public double toDouble() {
        return switch (type) {
            case F64 -> Double.longBitsToDouble(bits);
            case F32 -> Float.intBitsToFloat((int) bits);
            case BF16 -> Float.intBitsToFloat((int) bits << 16);
            case F16 -> halfToDouble();
            default -> toLong();
        };
    }

    /** Returns the value of an integer or bool. */
    long toLong() {
        return switch (type) {
            case I8 -> (byte) bits;
            case I16 -> (short) bits;
            case I32 -> (int) bits;
            default -> bits;
        };
    }

    /**
     * Returns the place on the type's own grid: neighbouring values have neighbouring integers, both zeros have 0, and the
     * order is that of the values. Not defined for NaN.
     */
    long ordinal() {
        return (bits & signBit()) == 0 ? bits : -magnitude();
    }

    /** Returns the value at a place on the grid of a type; the inverse of {@link #ordinal} but for −0. */
    static Scalar ofOrdinal(ElementType type, long ordinal) {
        Scalar zero = new Scalar(type, 0);
        return new Scalar(type, ordinal >= 0 ? ordinal : zero.signBit() | -ordinal);
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
        return (bits & signBit()) != 0;
    }

    private long signBit() {
        return 1L << (8 * type.bytes() - 1);
    }

    private long magnitude() {
        return bits & ~signBit();
    }

    private long infinity() {
        return switch (type) {
            case F16 -> 0x7C00L;
            case BF16 -> 0x7F80L;
            case F32 -> 0x7F80_0000L;
            default -> 0x7FF0_0000_0000_0000L;
        };
    }

    /** binary16: 1 sign bit, 5 exponent bits biased by 15, 10 fraction bits. */
    private double halfToDouble() {
        int exponent = (int) (bits >> 10) & 0x1F;
        long fraction = bits & 0x3FF;
        double value;
        if (exponent == 0x1F) {
            value = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        } else if (exponent == 0) {
            value = Math.scalb((double) fraction, -24);
        } else {
            value = Math.scalb((double) (fraction | 0x400), exponent - 25);
        }
        return isNegative() ? -value : value;
    }
}
