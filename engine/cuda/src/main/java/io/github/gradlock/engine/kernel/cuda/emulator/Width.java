package io.github.gradlock.engine.kernel.cuda.emulator;

import io.github.gradlock.engine.kernel.cuda.ptx.PtxType;

/** Numbers of a type in registers, which hold their bits with zeros above. */
final class Width {
    private static final long LOW_32 = 0xFFFFFFFFL;

    private Width() {}

    /** Returns the integer that bits of a type are. */
    static long widen(PtxType type, long bits) {
        return switch (type) {
            case S8 -> (byte) bits;
            case S16 -> (short) bits;
            case S32 -> (int) bits;
            case U8, B8 -> bits & 0xFF;
            case U16, B16 -> bits & 0xFFFF;
            case U32, B32 -> bits & LOW_32;
            case PRED -> bits & 1;
            default -> bits;
        };
    }

    /** Returns the bits of a type that an integer has. */
    static long narrow(PtxType type, long value) {
        return switch (type.bytes()) {
            case 1 -> value & (type == PtxType.PRED ? 1 : 0xFF);
            case 2 -> value & 0xFFFF;
            case 4 -> value & LOW_32;
            default -> value;
        };
    }

    static float single(long bits) {
        return Float.intBitsToFloat((int) bits);
    }

    static double wide(long bits) {
        return Double.longBitsToDouble(bits);
    }

    /** Returns the bits of a result; a NaN is the canonical one of the device. */
    static long bits(float value) {
        return value != value ? 0x7FFFFFFFL : Float.floatToRawIntBits(value) & LOW_32;
    }

    /** As the other one: binary64 keeps a NaN's bits, but those that are made here are one. */
    static long bits(double value) {
        return value != value ? 0x7FF8000000000000L : Double.doubleToRawLongBits(value);
    }
}
