package io.github.gradlock.engine.math;

/** Powers and logarithms of base 2 in binary64, by way of those of base e with the constant ln 2 in two parts. */
final class Binary {
    private static final double LN2 = 0x1.62e42fefa39efp-1;
    private static final double LN2_REST = 0x1.abc9e3b39803fp-56;
    private static final double LOG2_E = 0x1.71547652b82fep0;
    private static final double LOG2_E_REST = 0x1.777d0ffda0d24p-56;
    private static final double ROOT_2 = 0x1.6a09e667f3bcdp0;

    private Binary() {}

    /** Returns 2^x as 2^n · e^(r ln 2), where n is the nearest integer; within 2 ulp, subnormal results too. */
    static double exp2(double x) {
        if (!(x < 1024)) {
            return x >= 1024 ? Double.POSITIVE_INFINITY : Double.NaN;
        }
        if (x < -1080) {
            return 0;
        }
        double whole = Math.rint(x);
        double rest = x - whole;
        double power = rest * LN2;
        double correction = productError(rest, LN2, power) + rest * LN2_REST;
        double value = StrictMath.exp(power);
        return Math.scalb(value + value * correction, (int) whole);
    }

    /** Returns log2 x as e + ln m · log2 e for x = m · 2^e, m between √½ and √2; within 2 ulp. */
    static double log2(double x) {
        if (!(x > 0) || x == Double.POSITIVE_INFINITY) {
            return StrictMath.log(x);
        }
        int exponent = Math.getExponent(x);
        double mantissa = x;
        if (exponent < Double.MIN_EXPONENT) {
            mantissa *= 0x1p54;
            exponent = Math.getExponent(mantissa) - 54;
            mantissa = Math.scalb(mantissa, -exponent - 54);
        } else {
            mantissa = Math.scalb(mantissa, -exponent);
        }
        if (mantissa > ROOT_2) {
            mantissa /= 2;
            exponent++;
        }
        double logarithm = StrictMath.log(mantissa);
        double product = logarithm * LOG2_E;
        return exponent + (product + (productError(logarithm, LOG2_E, product) + logarithm * LOG2_E_REST));
    }

    /** Returns a·b less its rounded value, exactly (Dekker), for operands far from overflow and underflow. */
    static double productError(double a, double b, double product) {
        double scaled = 0x1.0000002p27 * a;
        double aHigh = scaled - (scaled - a);
        double aLow = a - aHigh;
        scaled = 0x1.0000002p27 * b;
        double bHigh = scaled - (scaled - b);
        double bLow = b - bHigh;
        return aLow * bLow - (((product - aHigh * bHigh) - aLow * bHigh) - aHigh * bLow);
    }
}
