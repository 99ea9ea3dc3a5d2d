package io.github.gradlock.engine.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ElementaryTests {
    private static final MathContext DIGITS = new MathContext(50);
    private static final BigDecimal TWO_OVER_ROOT_PI =
            new BigDecimal("1.1283791670955125738961589031215451716881012586579977136881714434212849368829868");

    @Test
    void erfIsWithinOneUlpOfItsSeries() {
        SplittableRandom random = new SplittableRandom(5);
        double worst = 0;
        for (int i = 0; i < 6_000; i++) {
            double x = i % 2 == 0
                    ? random.nextDouble(-6.2, 6.2)
                    : Math.scalb(random.nextDouble(1, 2), random.nextInt(-60, 2));
            worst = Math.max(worst, errorInUlps(x));
        }
        for (double x :
                new double[] {1, Math.nextDown(1.0), 1.5, Math.nextDown(1.5), 2, 3.5, 5.5, 6, Math.nextDown(6.0)}) {
            worst = Math.max(worst, errorInUlps(x));
        }
        assertTrue(worst <= 1, "erf is off by " + worst + " ulp");
    }

    private static double errorInUlps(double x) {
        double actual = Elementary.erf(x);
        return new BigDecimal(actual)
                .subtract(erfSeries(x))
                .abs()
                .divide(new BigDecimal(Math.ulp(actual)), DIGITS)
                .doubleValue();
    }

    /** The Maclaurin series 2/√π Σ (-1)^n x^(2n+1) / (n! (2n+1)), with digits to spare for its cancellation at 6. */
    private static BigDecimal erfSeries(double value) {
        BigDecimal x = new BigDecimal(value);
        BigDecimal square = x.multiply(x).round(DIGITS);
        BigDecimal power = x;
        BigDecimal sum = x;
        BigDecimal limit = x.abs().movePointLeft(40);
        for (int n = 1; power.abs().compareTo(limit) > 0; n++) {
            power = power.multiply(square).divide(BigDecimal.valueOf(-n), DIGITS);
            sum = sum.add(power.divide(BigDecimal.valueOf(2L * n + 1), DIGITS), DIGITS);
        }
        return sum.multiply(TWO_OVER_ROOT_PI, DIGITS);
    }

    @Test
    void erfIsOddAndKeepsSpecialValues() {
        assertBits(0.0, Elementary.erf(0.0));
        assertBits(-0.0, Elementary.erf(-0.0));
        assertBits(1, Elementary.erf(Double.POSITIVE_INFINITY));
        assertBits(-1, Elementary.erf(-700));
        assertBits(Double.NaN, Elementary.erf(Double.NaN));
        assertBits(Double.MIN_VALUE, Elementary.erf(Double.MIN_VALUE));
        for (double x = 0.01; x < 7; x += 0.37) {
            assertBits(-Elementary.erf(x), Elementary.erf(-x));
        }
    }

    @Test
    void sigmoidIsStableOnBothSides() {
        assertBits(0.5, Elementary.sigmoid(0));
        assertBits(1, Elementary.sigmoid(Double.POSITIVE_INFINITY));
        assertBits(0, Elementary.sigmoid(Double.NEGATIVE_INFINITY));
        assertBits(Double.NaN, Elementary.sigmoid(Double.NaN));
        assertBits(StrictMath.exp(-740), Elementary.sigmoid(-740));
        assertTrue(Elementary.sigmoid(-700) > 0);
        assertBits(1, Elementary.sigmoid(40));
    }

    @Test
    void powFollowsC() {
        assertBits(1, Elementary.pow(1, Double.NaN));
        assertBits(1, Elementary.pow(-1, Double.NEGATIVE_INFINITY));
        assertBits(1, Elementary.pow(Double.NaN, 0));
        assertBits(Double.NaN, Elementary.pow(-8, 1.0 / 3));
        assertBits(8, Elementary.pow(2, 3));
        assertBits(Double.POSITIVE_INFINITY, Elementary.pow(0, -1));
    }

    @Test
    void philoxGivesTheKnownAnswers() {
        check(0, 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
        check(-1, -1, -1, 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd);
        check(
                0x85a308d3_243f6a88L,
                0x03707344_13198a2eL,
                0x299f31d0_a4093822L,
                0xd16cfe09,
                0x94fdcceb,
                0x5001e420,
                0x24126ea1);
    }

    private static void check(long low, long high, long key, int... expected) {
        int[] words = new int[4];
        Philox.block(low, high, key, words);
        for (int i = 0; i < 4; i++) {
            assertEquals(Integer.toHexString(expected[i]), Integer.toHexString(words[i]));
        }
    }

    private static void assertBits(double expected, double actual) {
        assertEquals(
                Double.doubleToLongBits(expected),
                Double.doubleToLongBits(actual),
                () -> "expected " + expected + ", was " + actual);
    }
}
