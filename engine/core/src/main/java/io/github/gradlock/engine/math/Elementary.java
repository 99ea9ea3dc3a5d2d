package io.github.gradlock.engine.math;

/**
 * Elementary functions of binary64 with the same bits on every JDK and CPU (rule 6 of the contract).
 *
 * <p>They are those of {@link StrictMath}, whose algorithm the Java specification fixes, or composed of them and of IEEE-754
 * operations. A binary32 function is the binary64 one, rounded once.
 */
public final class Elementary {
    private Elementary() {}

    /** Returns e to the power of x. */
    public static double exp(double x) {
        return StrictMath.exp(x);
    }

    /** Returns 2 to the power of x, exact for integers, see {@link Binary}. */
    public static double exp2(double x) {
        return Binary.exp2(x);
    }

    /** Returns e to the power of x, less 1, accurate near zero. */
    public static double expm1(double x) {
        return StrictMath.expm1(x);
    }

    /** Returns the natural logarithm. */
    public static double log(double x) {
        return StrictMath.log(x);
    }

    /** Returns the logarithm to base 2, exact for powers of 2, see {@link Binary}. */
    public static double log2(double x) {
        return Binary.log2(x);
    }

    /** Returns the logarithm to base 10, exact for powers of 10. */
    public static double log10(double x) {
        return StrictMath.log10(x);
    }

    /** Returns the natural logarithm of 1 + x, accurate near zero. */
    public static double log1p(double x) {
        return StrictMath.log1p(x);
    }

    /** Returns the sine of an angle in radians. */
    public static double sin(double x) {
        return StrictMath.sin(x);
    }

    /** Returns the cosine of an angle in radians. */
    public static double cos(double x) {
        return StrictMath.cos(x);
    }

    /** Returns the tangent of an angle in radians. */
    public static double tan(double x) {
        return StrictMath.tan(x);
    }

    /** Returns the angle in [-π/2, π/2] that has this sine; NaN outside [-1, 1]. */
    public static double asin(double x) {
        return StrictMath.asin(x);
    }

    /** Returns the angle in [0, π] that has this cosine; NaN outside [-1, 1]. */
    public static double acos(double x) {
        return StrictMath.acos(x);
    }

    /** Returns the angle in [-π/2, π/2] that has this tangent. */
    public static double atan(double x) {
        return StrictMath.atan(x);
    }

    /** Returns the hyperbolic sine. */
    public static double sinh(double x) {
        return StrictMath.sinh(x);
    }

    /** Returns the hyperbolic cosine. */
    public static double cosh(double x) {
        return StrictMath.cosh(x);
    }

    /** Returns the inverse hyperbolic sine, see {@link InverseHyperbolic}. */
    public static double asinh(double x) {
        return InverseHyperbolic.asinh(x);
    }

    /** Returns the inverse hyperbolic cosine, NaN below 1, see {@link InverseHyperbolic}. */
    public static double acosh(double x) {
        return InverseHyperbolic.acosh(x);
    }

    /** Returns the inverse hyperbolic tangent, NaN outside [-1, 1], see {@link InverseHyperbolic}. */
    public static double atanh(double x) {
        return InverseHyperbolic.atanh(x);
    }

    /** Returns the hyperbolic tangent. */
    public static double tanh(double x) {
        return StrictMath.tanh(x);
    }

    /** Returns 1 / (1 + e^-x), computed on the side where the exponential does not overflow. */
    public static double sigmoid(double x) {
        double e = StrictMath.exp(-StrictMath.abs(x));
        return x < 0 ? e / (1 + e) : 1 / (1 + e);
    }

    /** Returns the error function; within 1 ulp, see {@link ErrorFunction}. */
    public static double erf(double x) {
        return ErrorFunction.erf(x);
    }

    /** Returns 1 less the error function, accurate where that is near zero, see {@link ErrorFunction}. */
    public static double erfc(double x) {
        return ErrorFunction.erfc(x);
    }

    /** Returns the inverse of the error function: infinite at ±1, NaN beyond; see {@link InverseErrorFunction}. */
    public static double erfinv(double x) {
        return InverseErrorFunction.erfinv(x);
    }

    /** Returns the logarithm of the absolute value of the gamma function, infinite at its poles, see {@link Gamma}. */
    public static double lgamma(double x) {
        return Gamma.lgamma(x);
    }

    /** Returns the logarithmic derivative of the gamma function: NaN at its poles, but infinite at zero, see {@link Gamma}. */
    public static double digamma(double x) {
        return Gamma.digamma(x);
    }

    /**
     * Returns the derivative of digamma of an order, see {@link Gamma}; at the poles the infinity that PyTorch gives.
     *
     * @param order an integer that is not negative; for others the result is NaN
     */
    public static double polygamma(double order, double x) {
        return Gamma.polygamma(order, x);
    }

    /** Returns 1 / √x: two roundings, hence within 1 ulp; −∞ for −0, as the division has it. */
    public static double rsqrt(double x) {
        return 1 / Math.sqrt(x);
    }

    /** Returns the angle in [-π, π] of the point (x, y). */
    public static double atan2(double y, double x) {
        return StrictMath.atan2(y, x);
    }

    /** Returns √(x² + y²) without overflow on the way; infinite if an operand is, even beside NaN. */
    public static double hypot(double x, double y) {
        return StrictMath.hypot(x, y);
    }

    /**
     * Returns x to the power of y, with the special cases of C and PyTorch: 1 to any power is 1, NaN included, and -1 to an
     * infinite power is 1, where Java says NaN.
     */
    public static double pow(double x, double y) {
        if (x == 1 || x == -1 && Double.isInfinite(y)) {
            return 1;
        }
        return StrictMath.pow(x, y);
    }
}
