package io.github.gradlock.harness.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.protocol.ElementType;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScalarTests {
    @ParameterizedTest
    @CsvSource({
        "F32, 3e000001, 0.12500001, 0x3e000001",
        "F32, 3e000000, 0.125, 0x3e000000",
        "F32, 00000001, 1E-45, 0x00000001",
        "F32, 7f7fffff, 3.4028235E+38, 0x7f7fffff",
        "F32, 80000000, -0, 0x80000000",
        "F32, 00000000, 0, 0x00000000",
        "F32, 7fc00000, NaN, 0x7fc00000",
        "F32, ff800000, -Infinity, 0xff800000",
        "F32, 3dcccccd, 0.1, 0x3dcccccd",
        "F32, 4b800000, 16777216, 0x4b800000",
        "F64, 3fb999999999999a, 0.1, 0x3fb999999999999a",
        "F64, 0000000000000001, 5E-324, 0x0000000000000001",
        "F64, 44b52d02c7e14af6, 1E+23, 0x44b52d02c7e14af6",
        "F64, 7fefffffffffffff, 1.7976931348623157E+308, 0x7fefffffffffffff",
        "F64, c000000000000000, -2, 0xc000000000000000",
        "F16, 3c00, 1, 0x3c00",
        "F16, 3c01, 1.001, 0x3c01",
        "F16, 7bff, 65500, 0x7bff",
        "F16, 0001, 6E-8, 0x0001",
        "F16, 2e66, 0.1, 0x2e66",
        "F16, fc00, -Infinity, 0xfc00",
        "F16, 7e00, NaN, 0x7e00",
        "BF16, 3f80, 1, 0x3f80",
        "BF16, 3f81, 1.01, 0x3f81",
        "BF16, 3dcd, 0.1, 0x3dcd",
        "BF16, 7f80, Infinity, 0x7f80",
        "I8, ff, -1, 0xff",
        "U8, ff, 255, 0xff",
        "I16, 8000, -32768, 0x8000",
        "I64, ffffffffffffffff, -1, 0xffffffffffffffff",
        "BOOL, 01, true, 0x01",
        "BOOL, 00, false, 0x00"
    })
    void writesShortestDecimalAndBits(ElementType type, String bits, String decimal, String hex) {
        Scalar value = new Scalar(type, Long.parseUnsignedLong(bits, 16));
        assertEquals(decimal, value.decimal());
        assertEquals(hex, value.hex());
    }

    @Test
    void shortestDecimalsReadBackAndAreNoLongerThanTheJdks() {
        Random random = new Random(7);
        for (int i = 0; i < 4_000; i++) {
            float single = Float.intBitsToFloat(random.nextInt());
            double binary64 = Double.longBitsToDouble(random.nextLong());
            if (Float.isFinite(single) && Double.isFinite(binary64)) {
                String f32 = new Scalar(ElementType.F32, Float.floatToRawIntBits(single) & 0xFFFF_FFFFL).decimal();
                String f64 = new Scalar(ElementType.F64, Double.doubleToRawLongBits(binary64)).decimal();
                assertEquals(Float.floatToRawIntBits(single), Float.floatToRawIntBits(Float.parseFloat(f32)));
                assertEquals(Double.doubleToRawLongBits(binary64), Double.doubleToRawLongBits(Double.parseDouble(f64)));
                assertTrue(digits(f32) <= digits(Float.toString(single)), f32);
                assertTrue(digits(f64) <= digits(Double.toString(binary64)), f64);
            }
        }
    }

    private static int digits(String decimal) {
        return decimal.replaceAll("E.*", "")
                .replaceAll("[^0-9]", "")
                .replaceAll("^0+", "")
                .replaceAll("0+$", "")
                .length();
    }

    @Test
    void readsHalves() {
        assertEquals(65504, new Scalar(ElementType.F16, 0x7BFF).toDouble());
        assertEquals(0x1p-24, new Scalar(ElementType.F16, 0x0001).toDouble());
        assertEquals(0x1p-14, new Scalar(ElementType.F16, 0x0400).toDouble());
        assertEquals(-1.5, new Scalar(ElementType.F16, 0xBE00).toDouble());
        assertEquals(-2, new Scalar(ElementType.BF16, 0xC000).toDouble());
        assertTrue(new Scalar(ElementType.F16, 0x7C01).isNaN());
        assertTrue(new Scalar(ElementType.BF16, 0xFF80).isInfinite());
        assertFalse(new Scalar(ElementType.BF16, 0xFF7F).isInfinite());
    }

    @ParameterizedTest
    @EnumSource(names = {"F16", "BF16"})
    void placesGrowWithTheValueOverAllOfSixteenBits(ElementType type) {
        long infinity = type == ElementType.F16 ? 0x7C00 : 0x7F80;
        for (long place = -infinity + 1; place <= infinity; place++) {
            Scalar below = Scalar.ofOrdinal(type, place - 1);
            Scalar here = Scalar.ofOrdinal(type, place);
            assertTrue(below.toDouble() < here.toDouble());
            assertEquals(place, here.ordinal());
            assertEquals(1, Ulps.distance(below, here));
        }
    }

    @Test
    void placesGrowWithTheValueForRandomBits() {
        Random random = new Random(11);
        for (int i = 0; i < 100_000; i++) {
            Scalar a = new Scalar(ElementType.F64, random.nextLong());
            Scalar b = new Scalar(ElementType.F64, random.nextLong());
            Scalar c = new Scalar(ElementType.F32, random.nextInt() & 0xFFFF_FFFFL);
            Scalar d = new Scalar(ElementType.F32, random.nextInt() & 0xFFFF_FFFFL);
            if (!a.isNaN() && !b.isNaN() && !c.isNaN() && !d.isNaN()) {
                assertEquals(
                        Math.signum(Double.compare(a.toDouble(), b.toDouble())),
                        Math.signum(Long.compare(a.ordinal(), b.ordinal())));
                assertEquals(
                        Math.signum(Double.compare(c.toDouble(), d.toDouble())),
                        Math.signum(Long.compare(c.ordinal(), d.ordinal())));
                assertEquals(Ulps.distance(a, b), Ulps.distance(b, a));
            }
        }
    }

    @Test
    void distancesAreCountedOnTheGrid() {
        assertEquals(0, Ulps.distance(f32(0f), f32(-0f)));
        assertEquals(2, Ulps.distance(f32(Float.MIN_VALUE), f32(-Float.MIN_VALUE)));
        assertEquals(1, Ulps.distance(f32(Float.MAX_VALUE), f32(Float.POSITIVE_INFINITY)));
        assertEquals(0x3f800000L, Ulps.distance(f32(0f), f32(1f)));
        Scalar least = new Scalar(ElementType.F64, Double.doubleToRawLongBits(-Double.MAX_VALUE));
        Scalar greatest = new Scalar(ElementType.F64, Double.doubleToRawLongBits(Double.MAX_VALUE));
        assertEquals("18437736874454810622", Long.toUnsignedString(Ulps.distance(least, greatest)));
        assertThrows(IllegalArgumentException.class, () -> Ulps.distance(f32(Float.NaN), f32(0)));
    }

    private static Scalar f32(float value) {
        return new Scalar(ElementType.F32, Float.floatToRawIntBits(value) & 0xFFFF_FFFFL);
    }
}
