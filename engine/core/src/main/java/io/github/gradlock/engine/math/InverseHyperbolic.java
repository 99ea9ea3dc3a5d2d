package io.github.gradlock.engine.math;

/**
 * Inverse hyperbolic functions in binary64, by way of {@code log} and {@code log1p}: the formulas of fdlibm's {@code s_asinh.c},
 * {@code e_acosh.c} and {@code e_atanh.c}, which cancel nowhere. They are within 2.5 ulp.
 */
final class InverseHyperbolic {
    private static final double LN2 = 0x1.62e42fefa39efp-1;

    private InverseHyperbolic() {}

    static double asinh(double x) {
        double a = Math.abs(x);
        if (!(a >= 0x1p-28) || a == Double.POSITIVE_INFINITY) {
            return x;
        }
        double value;
        if (a > 0x1p28) {
            value = StrictMath.log(a) + LN2;
        } else if (a > 2) {
            value = StrictMath.log(2 * a + 1 / (Math.sqrt(a * a + 1) + a));
        } else {
            double square = a * a;
            value = StrictMath.log1p(a + square / (1 + Math.sqrt(1 + square)));
        }
        return x < 0 ? -value : value;
    }

    static double acosh(double x) {
        if (!(x >= 1)) {
            return Double.NaN;
        }
        if (x > 0x1p28) {
            return StrictMath.log(x) + LN2;
        }
        if (x > 2) {
            return StrictMath.log(2 * x - 1 / (x + Math.sqrt(x * x - 1)));
        }
        double t = x - 1;
        return StrictMath.log1p(t + Math.sqrt(2 * t + t * t));
    }

    static double atanh(double x) {
        double a = Math.abs(x);
        if (!(a < 1)) {
            return a == 1 ? x / 0 : Double.NaN;
        }
        if (a < 0x1p-28) {
            return x;
        }
        double twice = a + a;
        double value = 0.5 * StrictMath.log1p(a < 0.5 ? twice + twice * a / (1 - a) : twice / (1 - a));
        return x < 0 ? -value : value;
    }
}
