package io.github.gradlock.engine.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradlock.engine.math.float32.Definition;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GammaTests {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @Test
    void polesAndEndsAreThoseOfPyTorch() {
        assertEquals(INFINITY, Elementary.lgamma(0));
        assertEquals(INFINITY, Elementary.lgamma(-3));
        assertEquals(INFINITY, Elementary.lgamma(-INFINITY));
        assertEquals(0.0, Elementary.lgamma(1));
        assertEquals(0.0, Elementary.lgamma(2));
        assertEquals(-INFINITY, Elementary.digamma(0.0));
        assertEquals(INFINITY, Elementary.digamma(-0.0));
        assertEquals(Double.NaN, Elementary.digamma(-1));
        assertEquals(Double.NaN, Elementary.digamma(-INFINITY));
        assertEquals(INFINITY, Elementary.polygamma(1, -2));
        assertEquals(-INFINITY, Elementary.polygamma(2, 0));
        assertEquals(Double.NaN, Elementary.polygamma(-1, 1));
        assertEquals(Double.NaN, Elementary.polygamma(0.5, 1));
    }

    @Test
    void polygammaIsWhatTablesSay() {
        // ζ(2), −2 ζ(3), 6 ζ(4), by the DLMF, 5.15.
        check(1.6449340668482264365, Elementary.polygamma(1, 1));
        check(-2.4041138063191885708, Elementary.polygamma(2, 1));
        check(6.4939394022668291491, Elementary.polygamma(3, 1));
        check(Math.PI * Math.PI / 2, Elementary.polygamma(1, 0.5));
        check(Math.PI * Math.PI / 2 + 4, Elementary.polygamma(1, -0.5));
        // The third derivative at −½ is that at ½ plus 6 · 2⁴.
        check(Math.PI * Math.PI * Math.PI * Math.PI + 96, Elementary.polygamma(3, -0.5));
        assertEquals(Elementary.digamma(3.5), Elementary.polygamma(0, 3.5));
    }

    @Test
    void polygammaIsTheDerivativeOfItsPredecessor() {
        for (int n = 1; n < 6; n++) {
            for (double x : new double[] {-7.3, -0.4, 0.3, 1.7, 12.25}) {
                double h = 1e-5;
                double slope = (Elementary.polygamma(n - 1, x + h) - Elementary.polygamma(n - 1, x - h)) / (2 * h);
                assertEquals(slope, Elementary.polygamma(n, x), 1e-6 * Math.abs(slope) + 1e-6);
            }
        }
    }

    @Test
    void binary32IsCorrectlyRoundedBelowZero() {
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < 400; i++) {
            float x = (float) -random.nextDouble(0, i % 2 == 0 ? 8 : 2000);
            assertEquals(Definition.LGAMMA.rounded(x), Elementary32.lgamma(x));
            assertEquals(Definition.DIGAMMA.rounded(x), Elementary32.digamma(x));
        }
    }

    private static void check(double expected, double actual) {
        assertEquals(expected, actual, 8 * Math.ulp(expected));
    }
}
