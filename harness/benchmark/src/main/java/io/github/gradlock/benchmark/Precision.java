package io.github.gradlock.benchmark;

import io.github.gradlock.protocol.ElementType;
import java.nio.ByteBuffer;

/** Rounds doubles to narrower types, to nearest and ties to even, and carries them to bytes and back. */
public final class Precision {
    private Precision() {}

    /** Returns the number of a type that is nearest. */
    public static double round(ElementType type, double x) {
        return switch (type) {
            case F64 -> x;
            case F32 -> (float) x;
            case F16 -> round(x, 10, -14, 65_504);
            case BF16 -> round(x, 7, Float.MIN_EXPONENT, 0x1.fep127);
            case I64 -> Math.rint(x);
            default -> throw new IllegalArgumentException("no values of type " + type);
        };
    }

    /** Returns the nearest number of so many bits of fraction, with the exponents of binary32, as matrix units take their inputs. */
    public static double fraction(double x, int bits) {
        return round(x, bits, Float.MIN_EXPONENT, Float.MAX_VALUE);
    }

    private static double round(double x, int fractionBits, int leastExponent, double greatest) {
        if (x == 0 || !Double.isFinite(x)) {
            return x;
        }
        int exponent = Math.max(Math.getExponent(x), leastExponent);
        double unit = Math.scalb(1.0, exponent - fractionBits);
        double rounded = Math.rint(x / unit) * unit;
        return Math.abs(rounded) > greatest ? Math.copySign(Double.POSITIVE_INFINITY, x) : Math.copySign(rounded, x);
    }

    static void put(ElementType type, ByteBuffer out, double x) {
        switch (type) {
            case F64 -> out.putDouble(x);
            case F32 -> out.putFloat((float) x);
            case F16 -> out.putShort(half(x));
            case BF16 -> out.putShort((short) (Float.floatToRawIntBits((float) x) >>> 16));
            case I64 -> out.putLong((long) x);
            default -> throw new IllegalArgumentException("no values of type " + type);
        }
    }

    static double get(ElementType type, ByteBuffer in) {
        return switch (type) {
            case F64 -> in.getDouble();
            case F32 -> in.getFloat();
            case F16 -> half(in.getShort());
            case BF16 -> Float.intBitsToFloat(in.getShort() << 16);
            case I64 -> in.getLong();
            default -> throw new IllegalArgumentException("no values of type " + type);
        };
    }

    /** Returns the bits of a number that binary16 has. */
    private static short half(double x) {
        int sign = Double.doubleToRawLongBits(x) < 0 ? 0x8000 : 0;
        double magnitude = Math.abs(x);
        if (!(magnitude <= 65_504)) {
            return (short) (sign | (Double.isNaN(x) ? 0x7e00 : 0x7c00));
        }
        int exponent = Math.getExponent(magnitude);
        if (exponent < -14) {
            return (short) (sign | (int) (magnitude * 0x1p24));
        }
        int fraction = (int) (Math.scalb(magnitude, 10 - exponent)) - 1024;
        return (short) (sign | exponent + 15 << 10 | fraction);
    }

    private static double half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        double magnitude = exponent == 0x1f
                ? (fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN)
                : exponent == 0 ? fraction * 0x1p-24 : Math.scalb(1024.0 + fraction, exponent - 25);
        return bits < 0 ? -magnitude : magnitude;
    }
}
