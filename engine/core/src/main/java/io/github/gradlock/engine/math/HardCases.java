package io.github.gradlock.engine.math;

import java.util.Arrays;

/**
 * The inputs of binary32 functions for which the binary64 value, rounded, is the wrong one of two neighbours: so near do the exact
 * values lie to the middle between them. The tables are those that {@code ci/check-float32} found against values of high precision.
 */
final class HardCases {
    static final HardCases EXP = of();
    static final HardCases EXP2 = of(0xbcf3a937, 0x3f7ac6b1, 0x3b429d37, 0x3f804385);
    static final HardCases EXPM1 = of();
    static final HardCases LOG = of(
            0x3c413d3a,
            0xc08e158f,
            0x41178feb,
            0x400fe5e7,
            0x4c5d65a5,
            0x418f034b,
            0x65d890d3,
            0x4254d1f9,
            0x6f31a8ec,
            0x42845a89);
    static final HardCases LOG2 = of();
    static final HardCases LOG10 = of(0x0efeee7a, 0xc1e99d23);
    static final HardCases LOG1P = of(
            0xb53ffffd,
            0xb5400001,
            0xb70fffe5,
            0xb710000d,
            0xbb0ec8c4,
            0xbb0ef0a5,
            0x35400003,
            0x353fffff,
            0x3710001b,
            0x370ffff3,
            0x3efd81ad,
            0x3ecdeee1,
            0x41078feb,
            0x400fe5e7,
            0x65d890d3,
            0x4254d1f9,
            0x6f31a8ec,
            0x42845a89);
    static final HardCases SIN = of(0xc6199998, 0x3eb1fa5d, 0x46199998, 0xbeb1fa5d);
    static final HardCases COS =
            of(0xdf18b878, 0x3f7f14bb, 0xe115cb11, 0x3f78142f, 0x5f18b878, 0x3f7f14bb, 0x6115cb11, 0x3f78142f);
    static final HardCases TAN = of();
    static final HardCases ASIN = of();
    static final HardCases ACOS = of(0x328885a3, 0x3fc90fdb, 0x39826222, 0x3fc907b5);
    static final HardCases ATAN = of(0xbd8d6b23, 0xbd8d31c3, 0x3d8d6b23, 0x3d8d31c3);
    static final HardCases SINH = of(0xba1285ff, 0xba1285ff, 0x3a1285ff, 0x3a1285ff);
    static final HardCases COSH = of();
    static final HardCases TANH = of();
    static final HardCases ASINH = of(
            0xcbdd65a5,
            0xc18f034b,
            0xde68984e,
            0xc22e4a21,
            0xe55890d3,
            0xc254d1f9,
            0x4bdd65a5,
            0x418f034b,
            0x5e68984e,
            0x422e4a21,
            0x655890d3,
            0x4254d1f9);
    static final HardCases ACOSH = of(0x5e68984e, 0x422e4a21, 0x655890d3, 0x4254d1f9);
    static final HardCases ATANH = of();
    static final HardCases SIGMOID = of(
            0xb4400000,
            0x3effffff,
            0xb4e00000,
            0x3efffffd,
            0xb5300000,
            0x3efffffb,
            0xb5700000,
            0x3efffff9,
            0xb5980000,
            0x3efffff7,
            0xb5b80000,
            0x3efffff5,
            0xb5d80000,
            0x3efffff3,
            0xb5f80000,
            0x3efffff1,
            0xb60c0000,
            0x3effffef,
            0xb61c0000,
            0x3effffed,
            0xb62c0000,
            0x3effffeb,
            0xb63c0000,
            0x3effffe9,
            0xb64c0000,
            0x3effffe7,
            0xb65c0000,
            0x3effffe5,
            0xb66c0000,
            0x3effffe3,
            0xb67c0000,
            0x3effffe1,
            0xb6860000,
            0x3effffdf,
            0xb68e0000,
            0x3effffdd,
            0xb6960000,
            0x3effffdb,
            0xb69e0000,
            0x3effffd9,
            0xb6a60000,
            0x3effffd7,
            0xb6ae0000,
            0x3effffd5,
            0xb6b60000,
            0x3effffd3,
            0xb6be0000,
            0x3effffd1,
            0xb6c60000,
            0x3effffcf,
            0xb6ce0000,
            0x3effffcd,
            0xb6d60000,
            0x3effffcb,
            0xb6de0000,
            0x3effffc9,
            0xb6e60000,
            0x3effffc7,
            0xb6ea0000,
            0x3effffc6,
            0xb6ee0000,
            0x3effffc5,
            0xb6f20000,
            0x3effffc4,
            0xb6f60000,
            0x3effffc3,
            0xb6fa0000,
            0x3effffc2,
            0xb6fe0000,
            0x3effffc1,
            0xb7030000,
            0x3effffbf,
            0xb7070000,
            0x3effffbd,
            0xb70b0000,
            0x3effffbb,
            0xb70f0000,
            0x3effffb9,
            0xb7130000,
            0x3effffb7,
            0xb7170000,
            0x3effffb5,
            0xb71b0000,
            0x3effffb3,
            0xb71f0000,
            0x3effffb1,
            0xb7230000,
            0x3effffaf,
            0xb7270000,
            0x3effffad,
            0xb72b0000,
            0x3effffab,
            0xb72f0000,
            0x3effffa9,
            0xb7330000,
            0x3effffa7,
            0xb7370000,
            0x3effffa5,
            0xb7730000,
            0x3effff87,
            0x34c00000,
            0x3f000001,
            0x35600000,
            0x3f000003,
            0x35b00000,
            0x3f000005,
            0x35f00000,
            0x3f000007,
            0x36180000,
            0x3f000009,
            0x36380000,
            0x3f00000b,
            0x36580000,
            0x3f00000d,
            0x36780000,
            0x3f00000f,
            0x368c0000,
            0x3f000011,
            0x369c0000,
            0x3f000013,
            0x36ac0000,
            0x3f000015,
            0x36bc0000,
            0x3f000017,
            0x36cc0000,
            0x3f000019,
            0x36dc0000,
            0x3f00001b,
            0x36ec0000,
            0x3f00001d,
            0x36fc0000,
            0x3f00001f,
            0x37060000,
            0x3f000021,
            0x370e0000,
            0x3f000023,
            0x37160000,
            0x3f000025,
            0x371e0000,
            0x3f000027,
            0x372e0000,
            0x3f00002b,
            0x37360000,
            0x3f00002d,
            0x373e0000,
            0x3f00002f,
            0x37460000,
            0x3f000031,
            0x374e0000,
            0x3f000033,
            0x37560000,
            0x3f000035,
            0x375e0000,
            0x3f000037,
            0x37660000,
            0x3f000039);
    static final HardCases ERF = of();
    static final HardCases ERFC = of(0xb76c9f62, 0x3f800085);
    static final HardCases ERFINV = of(0xbe28c827, 0xbe16a8b9, 0x3e28c827, 0x3e16a8b9);
    static final HardCases LGAMMA = of(0x3b7c53aa, 0x40b1d661, 0x3f800000, 0x00000000, 0x77ac5674, 0x7acf27b3);
    static final HardCases DIGAMMA = of(
            0xa7de86a9,
            0x57134133,
            0xa7e05475,
            0x57121211,
            0xc0b56f96,
            0xbd113592,
            0xc2859781,
            0xb1e59384,
            0xc5a60943,
            0x416641af,
            0x3ecab682,
            0xc025d80d,
            0x65d890d3,
            0x4254d1f9,
            0x6f31a8ec,
            0x42845a89);
    static final HardCases RSQRT = of();

    /** Binary64 values this near to a middle, in units in their last place, are looked up: far more than any of them is off. */
    private static final long WINDOW = 1 << 20;

    private static final long TAIL = 0x1fffffffL;
    private static final long MIDDLE = 0x10000000L;

    private final int[] inputs;
    private final int[] results;

    private HardCases(int[] inputs, int[] results) {
        this.inputs = inputs;
        this.results = results;
    }

    /** Takes the bits of inputs, ascending as integers, each followed by the bits of its correctly rounded result. */
    private static HardCases of(int... pairs) {
        int[] inputs = new int[pairs.length / 2];
        int[] results = new int[pairs.length / 2];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = pairs[2 * i];
            results[i] = pairs[2 * i + 1];
        }
        return new HardCases(inputs, results);
    }

    /** Returns a binary64 value rounded to binary32, or what the table says for this input. */
    float round(float x, double value) {
        long fromMiddle = (Double.doubleToRawLongBits(value) & TAIL) - MIDDLE;
        // The middle between two subnormal numbers has other bits: these are always looked up.
        if (Math.abs(fromMiddle) > WINDOW && !(Math.abs(value) < Float.MIN_NORMAL)) {
            return (float) value;
        }
        return lookUp(x, value);
    }

    /** Like {@link #round}, for a function whose binary64 value may be off by more, near its zeros: every input is looked up. */
    float lookUp(float x, double value) {
        int i = Arrays.binarySearch(inputs, Float.floatToRawIntBits(x));
        return i < 0 ? (float) value : Float.intBitsToFloat(results[i]);
    }

    /** Returns the inputs of the table. */
    float[] inputs() {
        float[] values = new float[inputs.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.intBitsToFloat(inputs[i]);
        }
        return values;
    }
}
