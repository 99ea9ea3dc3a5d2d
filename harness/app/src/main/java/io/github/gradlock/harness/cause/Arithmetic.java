package io.github.gradlock.harness.cause;

import io.github.gradlock.protocol.ElementType;

/** What an element type rounds to: the nearest of its numbers, of two as near the even one. Numbers are held as binary64. */
enum Arithmetic {
    BINARY64(53, -1022, 1023) {
        @Override
        double round(double value) {
            return value;
        }

        @Override
        double fma(double a, double b, double c) {
            return Math.fma(a, b, c);
        }
    },
    BINARY32(24, -126, 127) {
        @Override
        double round(double value) {
            return (float) value;
        }

        @Override
        double fma(double a, double b, double c) {
            return Math.fma((float) a, (float) b, (float) c);
        }
    },
    BINARY16(11, -14, 15),
    BFLOAT16(8, -126, 127);

    private final int bits;
    private final int leastExponent;
    private final int greatestExponent;

    Arithmetic(int bits, int leastExponent, int greatestExponent) {
        this.bits = bits;
        this.leastExponent = leastExponent;
        this.greatestExponent = greatestExponent;
    }

    /** Returns that of a floating type; integers are held exactly, as far as binary64 does. */
    static Arithmetic of(ElementType type) {
        return switch (type) {
            case F32 -> BINARY32;
            case F16 -> BINARY16;
            case BF16 -> BFLOAT16;
            default -> BINARY64;
        };
    }

    /** Returns how many bits the significand of a normal number has. */
    int bits() {
        return bits;
    }

    /** Returns half the distance from 1 to the next number: what one rounding can be wrong by, relative. */
    double unitRoundoff() {
        return Math.scalb(1.0, -bits);
    }

    double smallestNormal() {
        return Math.scalb(1.0, leastExponent);
    }

    /** Returns the distance of a number from its neighbours. */
    double unitInTheLastPlace(double value) {
        return Math.scalb(1.0, Math.max(Math.getExponent(value), leastExponent) - bits + 1);
    }

    /** Rounds a number of binary64. */
    double round(double value) {
        if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
            return value;
        }
        double unit = unitInTheLastPlace(value);
        double rounded = Math.rint(value / unit) * unit;
        return Math.getExponent(rounded) > greatestExponent ? Math.copySign(Double.POSITIVE_INFINITY, value) : rounded;
    }

    /** Multiplies and adds with one rounding. */
    double fma(double a, double b, double c) {
        // Of numbers this short the product is exact in binary64, and nearly every sum as well.
        return round(a * b + c);
    }

    /** Returns what partial sums usually have: binary32 for shorter types. */
    Arithmetic accumulator() {
        return bits < BINARY32.bits ? BINARY32 : BINARY64;
    }
}
