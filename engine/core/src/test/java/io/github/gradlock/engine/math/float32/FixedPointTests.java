package io.github.gradlock.engine.math.float32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The reference itself: known digits, and the same value at another precision. */
class FixedPointTests {
    private static final FixedPoint F = FixedPoint.of(200);

    @Test
    void givesKnownDigits() {
        BigInteger half = F.one.shiftRight(1);
        check("3.14159265358979323846264338327950288419716939937510", F.pi());
        check("0.69314718055994530941723212145817656807550013436026", F.ln2());
        check("2.71828182845904523536028747135266249775724709369996", F.exp(F.one));
        check("2.30258509299404568401799145468436420760110148862877", F.log(F.units(10)));
        check("0.84147098480789650665250232163029899962256306079837", F.sin(F.one));
        check("0.54030230586813971740093660744297660373231042061792", F.cos(F.one));
        check("0.46364760900080611621425623146121440202853705428612", F.atan(half));
        check("0.84270079294971486934122063508260925929606699796630", F.erf(F.one));
        check("0.57236494292470008707171367567652935582364740645766", FixedGamma.lgamma(F, half));
        check("-0.57721566490153286060651209008240243104215933593992", FixedGamma.digamma(F, F.one));
        // ln Γ(−½) = ln 2√π, and digamma(−½) = digamma(½) + 2.
        check("1.26551212348464539648894579713470592389914754081792", FixedGamma.lgamma(F, half.negate()));
        check("0.03648997397857652055902366700124443280684039533959", FixedGamma.digamma(F, half.negate()));
    }

    private static void check(String digits, BigInteger units) {
        BigDecimal value = new BigDecimal(units).divide(new BigDecimal(F.one));
        assertEquals(
                digits.substring(0, 50),
                value.setScale(55, RoundingMode.HALF_EVEN).toString().substring(0, 50));
    }

    @ParameterizedTest
    @EnumSource(Definition.class)
    void morePrecisionDoesNotMoveTheValue(Definition definition) {
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 60; i++) {
            float x = Math.scalb(random.nextInt(-0x800000, 0x800000), random.nextInt(-40, -14));
            if (i % 10 == 0) {
                x = Float.intBitsToFloat(random.nextInt());
            }
            boolean number = Math.abs(x) < Float.POSITIVE_INFINITY && x != 0;
            if (!number || definition.constant(x, x) != null) {
                continue;
            }
            int exponent = Math.max(Math.getExponent(x), Float.MIN_EXPONENT) - 23;
            BigInteger mantissa = BigInteger.valueOf((long) Math.scalb((double) x, -exponent));
            Definition.Value value = definition.at(mantissa, exponent);
            Definition.Value finer = definition.at(mantissa, exponent, value.bits() + 150);
            BigInteger difference = finer.units()
                    .subtract(value.units().shiftLeft(finer.bits() - value.bits()))
                    .abs();
            assertTrue(
                    difference.bitLength() < finer.units().bitLength() - 110,
                    () -> definition + " of " + Float.toHexString(Float.intBitsToFloat(exponent)) + ", " + mantissa);
        }
    }

    @Test
    void roundingGoesToEvenAndToSubnormals() {
        assertEquals(0x1p-149f, Rounding.nearest(BigInteger.valueOf(3), 151));
        assertEquals(0f, Rounding.nearest(BigInteger.ONE, 150));
        assertEquals(0x1p-148f, Rounding.nearest(BigInteger.valueOf(3), 150));
        assertEquals(
                0x1.000002p24f,
                Rounding.nearest(BigInteger.valueOf((1 << 24) + 3).shiftLeft(10), 10) - 2);
        assertEquals(-0x1p24f, Rounding.nearest(BigInteger.valueOf(-(1 << 24) - 1), 0));
        assertEquals(Float.POSITIVE_INFINITY, Rounding.nearest(BigInteger.ONE.shiftLeft(128), 0));
        assertEquals(
                Float.MAX_VALUE,
                Rounding.nearest(BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE.shiftLeft(104)), 0));
        assertThrows(
                IllegalStateException.class,
                () -> Rounding.toFloat(new Definition.Value(BigInteger.ONE.shiftLeft(120), 270)));
    }
}
