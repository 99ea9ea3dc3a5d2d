package io.github.gradlock.engine.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The emulations against {@link Math#fma}, which the Java specification defines exactly; bits compared, NaN as one value. */
class FusedMultiplyAddTests {
    private static final int FLOATS = 10_000_000;
    private static final int DOUBLES = 10_000_000;

    private static final float[] HARD_FLOATS = {
        0f,
        -0f,
        1f,
        -1f,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        3 * Float.MIN_VALUE,
        Float.MIN_NORMAL,
        -Float.MIN_NORMAL,
        0x1.fffffcp-127f,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.NaN,
        0x1p-24f,
        0x1p-25f,
        -0x1p-25f,
        0x1.000002p0f,
        0x1.fffffep0f,
        -0x1.fffffep0f,
        0x1p-149f,
        0x1p-75f,
        0x1.8p-75f,
        0x1p127f,
        0x1.8p-24f,
        0x1.000002p-24f,
        0x1p12f,
        0x1.001p12f,
        3f,
        1f / 3,
        0x1p-50f,
        0x1p64f,
        -0x1p-126f
    };

    private static final double[] HARD_DOUBLES = {
        0,
        -0.0,
        1,
        -1,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MIN_NORMAL,
        0x1.fffffffffffffp-1023,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN,
        0x1p-53,
        0x1p-54,
        -0x1p-54,
        0x1.0000000000001p0,
        0x1.fffffffffffffp0,
        -0x1.fffffffffffffp0,
        0x1p-537,
        0x1p-400,
        0x1p400,
        0x1.8p-399,
        0x1p399,
        0x1.fffffffffffffp399,
        0x1.0000000000001p-53,
        0x1p27,
        0x1.0000004p26,
        3,
        1.0 / 3,
        0x1p-106,
        -0x1p-106,
        0x1p511,
        0x1p-900
    };

    @Test
    void hardFloats() {
        for (float a : HARD_FLOATS) {
            for (float b : HARD_FLOATS) {
                for (float c : HARD_FLOATS) {
                    checkFloat(a, b, c);
                }
                nearCancellation(a, b);
            }
        }
    }

    @Test
    void hardDoubles() {
        for (double a : HARD_DOUBLES) {
            for (double b : HARD_DOUBLES) {
                for (double c : HARD_DOUBLES) {
                    checkDouble(a, b, c);
                }
                nearCancellation(a, b);
            }
        }
    }

    @Test
    void randomFloats() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < FLOATS; i++) {
            float a = Float.intBitsToFloat(random.nextInt());
            float b = Float.intBitsToFloat(random.nextInt());
            float product = a * b;
            // Addends about as large as the product, or a rounding error of it, are where double rounding would show.
            int shift = i % 4 == 0 ? 0 : random.nextInt(-52, 52);
            float c = i % 4 == 0 ? Float.intBitsToFloat(random.nextInt()) : Math.scalb(few(random, product), shift);
            checkFloat(a, b, c);
        }
    }

    @Test
    void floatsBesideHalfway() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < FLOATS / 5; i++) {
            float c = Float.intBitsToFloat(random.nextInt() & 0x7fff_ffff);
            float half = Math.ulp(c) / 2;
            int scale = random.nextInt(-60, 60);
            float a = Math.scalb(1 + random.nextInt(-1, 2) * 0x1p-23f, scale);
            checkFloat(a, Math.scalb(half, -scale), c);
            checkFloat(-a, Math.scalb(half * (1 + random.nextInt(0, 2) * 0x1p-23f), -scale), c);
        }
    }

    @Test
    void randomDoubles() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < DOUBLES; i++) {
            double a = near(random, i);
            double b = near(random, i >> 2);
            double product = a * b;
            double c = i % 4 == 0 ? near(random, i >> 4) : Math.scalb(few(random, product), random.nextInt(-110, 110));
            checkDouble(a, b, c);
            if (i % 8 == 0) {
                double half = Math.ulp(product) / 2;
                checkDouble(a, b, Math.scalb(half, random.nextInt(-2, 108)));
                checkDouble(a, b, -product);
            }
        }
    }

    @Test
    void doublesOfEveryExponent() {
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 100_000; i++) {
            checkDouble(
                    Double.longBitsToDouble(random.nextLong()),
                    Double.longBitsToDouble(random.nextLong()),
                    Double.longBitsToDouble(random.nextLong()));
        }
    }

    /** Keeps few bits of a value, so that ties are common. */
    private static float few(SplittableRandom random, float x) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(x) & -1 << random.nextInt(24));
    }

    private static double few(SplittableRandom random, double x) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(x) & -1L << random.nextInt(53));
    }

    private static double near(SplittableRandom random, int i) {
        double full = Double.longBitsToDouble(
                random.nextLong() & 0x800f_ffff_ffff_ffffL | (long) (1023 + random.nextInt(-60, 60)) << 52);
        return (i & 1) == 0 ? full : few(random, full);
    }

    private static void nearCancellation(float a, float b) {
        float product = a * b;
        checkFloat(a, b, -product);
        checkFloat(a, b, -Math.nextUp(product));
        checkFloat(a, b, -Math.nextDown(product));
    }

    private static void nearCancellation(double a, double b) {
        double product = a * b;
        checkDouble(a, b, -product);
        checkDouble(a, b, -Math.nextUp(product));
        checkDouble(a, b, -Math.nextDown(product));
    }

    private static void checkFloat(float a, float b, float c) {
        float expected = Math.fma(a, b, c);
        float actual = FusedMultiplyAdd.emulated(a, b, c);
        if (Float.floatToIntBits(expected) != Float.floatToIntBits(actual)) {
            assertEquals(
                    Float.toHexString(expected),
                    Float.toHexString(actual),
                    () -> hex(a) + ", " + hex(b) + ", " + hex(c));
            fail("same text, other bits");
        }
    }

    private static void checkDouble(double a, double b, double c) {
        double expected = Math.fma(a, b, c);
        double actual = FusedMultiplyAdd.emulated(a, b, c);
        if (Double.doubleToLongBits(expected) != Double.doubleToLongBits(actual)) {
            assertEquals(hex(expected), hex(actual), () -> hex(a) + ", " + hex(b) + ", " + hex(c));
            fail("same text, other bits");
        }
    }

    private static String hex(double value) {
        return Double.toHexString(value);
    }
}
