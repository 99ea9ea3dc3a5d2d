package io.github.gradlock.harness.diff;

import io.github.gradlock.protocol.ElementType;
import java.nio.ByteBuffer;

/**
 * What the bits of one element mean, without an object for the element: comparisons ask for thousands of millions of them. Bits
 * are zero-extended to 64; {@link Scalar} is the same for one that is kept.
 */
final class Bits {
    private Bits() {}

    /** Reads the element at a byte offset of little-endian elements. */
    static long read(ElementType type, ByteBuffer elements, int at) {
        return switch (type.bytes()) {
            case 1 -> elements.get(at) & 0xFFL;
            case 2 -> elements.getShort(at) & 0xFFFFL;
            case 4 -> elements.getInt(at) & 0xFFFF_FFFFL;
            default -> elements.getLong(at);
        };
    }

    static boolean isNaN(ElementType type, long bits) {
        return type.isFloating() && magnitude(type, bits) > infinity(type);
    }

    static boolean isInfinite(ElementType type, long bits) {
        return type.isFloating() && magnitude(type, bits) == infinity(type);
    }

    static boolean isFinite(ElementType type, long bits) {
        return !type.isFloating() || magnitude(type, bits) < infinity(type);
    }

    static boolean isZero(ElementType type, long bits) {
        return type.isFloating() ? magnitude(type, bits) == 0 : bits == 0;
    }

    static boolean isNegative(ElementType type, long bits) {
        return (bits & signBit(type)) != 0;
    }

    /** Returns the value in binary64: exact for every floating type, rounded for integers beyond 2^53. */
    static double toDouble(ElementType type, long bits) {
        return switch (type) {
            case F64 -> Double.longBitsToDouble(bits);
            case F32 -> Float.intBitsToFloat((int) bits);
            case BF16 -> Float.intBitsToFloat((int) bits << 16);
            case F16 -> halfToDouble(bits);
            default -> toLong(type, bits);
        };
    }

    /** Returns the value of an integer or bool. */
    static long toLong(ElementType type, long bits) {
        return switch (type) {
            case I8 -> (byte) bits;
            case I16 -> (short) bits;
            case I32 -> (int) bits;
            default -> bits;
        };
    }

    /** Returns the place on the type's own grid, as {@link Scalar#ordinal}. */
    static long ordinal(ElementType type, long bits) {
        return isNegative(type, bits) ? -magnitude(type, bits) : bits;
    }

    static long signBit(ElementType type) {
        return 1L << (8 * type.bytes() - 1);
    }

    /** Returns the bits of a floating value without its sign: greater ones are of greater magnitude. */
    static long magnitude(ElementType type, long bits) {
        return bits & ~signBit(type);
    }

    /** Returns the bits of the positive infinity of a floating type. */
    static long infinity(ElementType type) {
        return switch (type) {
            case F16 -> 0x7C00L;
            case BF16 -> 0x7F80L;
            case F32 -> 0x7F80_0000L;
            default -> 0x7FF0_0000_0000_0000L;
        };
    }

    /** Returns the number of significant bits of a floating type, with the one that is not stored. */
    static int precision(ElementType type) {
        return switch (type) {
            case F16 -> 11;
            case BF16 -> 8;
            case F32 -> 24;
            default -> 53;
        };
    }

    /** binary16: 1 sign bit, 5 exponent bits biased by 15, 10 fraction bits. */
    private static double halfToDouble(long bits) {
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
        return (bits & 0x8000) == 0 ? value : -value;
    }
}
