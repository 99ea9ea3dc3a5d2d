package io.github.gradlock.engine.math;

/**
 * Elementary functions of binary32, correctly rounded (rule 5 of the contract).
 *
 * <p>Each is the binary64 function, rounded once, but for the inputs in {@link HardCases}. {@code ci/check-float32} proves it for all
 * 4,294,967,296 inputs of a function; {@code engine/docs/exhaustive-float32.md} is its record.
 */
public final class Elementary32 {
    private Elementary32() {}

    /** Returns e to the power of x. */
    public static float exp(float x) {
        return HardCases.EXP.round(x, Elementary.exp(x));
    }

    /** Returns 2 to the power of x. */
    public static float exp2(float x) {
        return HardCases.EXP2.round(x, Elementary.exp2(x));
    }

    /** Returns e to the power of x, less 1. */
    public static float expm1(float x) {
        return HardCases.EXPM1.round(x, Elementary.expm1(x));
    }

    /** Returns the natural logarithm. */
    public static float log(float x) {
        return HardCases.LOG.round(x, Elementary.log(x));
    }

    /** Returns the logarithm to base 2. */
    public static float log2(float x) {
        return HardCases.LOG2.round(x, Elementary.log2(x));
    }

    /** Returns the logarithm to base 10. */
    public static float log10(float x) {
        return HardCases.LOG10.round(x, Elementary.log10(x));
    }

    /** Returns the natural logarithm of 1 + x. */
    public static float log1p(float x) {
        return HardCases.LOG1P.round(x, Elementary.log1p(x));
    }

    /** Returns the sine of an angle in radians. */
    public static float sin(float x) {
        return HardCases.SIN.round(x, Elementary.sin(x));
    }

    /** Returns the cosine of an angle in radians. */
    public static float cos(float x) {
        return HardCases.COS.round(x, Elementary.cos(x));
    }

    /** Returns the tangent of an angle in radians. */
    public static float tan(float x) {
        return HardCases.TAN.round(x, Elementary.tan(x));
    }

    /** Returns the angle in [-π/2, π/2] that has this sine. */
    public static float asin(float x) {
        return HardCases.ASIN.round(x, Elementary.asin(x));
    }

    /** Returns the angle in [0, π] that has this cosine. */
    public static float acos(float x) {
        return HardCases.ACOS.round(x, Elementary.acos(x));
    }

    /** Returns the angle in [-π/2, π/2] that has this tangent. */
    public static float atan(float x) {
        return HardCases.ATAN.round(x, Elementary.atan(x));
    }

    /** Returns the hyperbolic sine. */
    public static float sinh(float x) {
        return HardCases.SINH.round(x, Elementary.sinh(x));
    }

    /** Returns the hyperbolic cosine. */
    public static float cosh(float x) {
        return HardCases.COSH.round(x, Elementary.cosh(x));
    }

    /** Returns the hyperbolic tangent. */
    public static float tanh(float x) {
        return HardCases.TANH.round(x, Elementary.tanh(x));
    }

    /** Returns the inverse hyperbolic sine. */
    public static float asinh(float x) {
        return HardCases.ASINH.round(x, Elementary.asinh(x));
    }

    /** Returns the inverse hyperbolic cosine, NaN below 1. */
    public static float acosh(float x) {
        return HardCases.ACOSH.round(x, Elementary.acosh(x));
    }

    /** Returns the inverse hyperbolic tangent, NaN outside [-1, 1]. */
    public static float atanh(float x) {
        return HardCases.ATANH.round(x, Elementary.atanh(x));
    }

    /** Returns 1 / (1 + e^-x). */
    public static float sigmoid(float x) {
        return HardCases.SIGMOID.round(x, Elementary.sigmoid(x));
    }

    /** Returns the error function. */
    public static float erf(float x) {
        return HardCases.ERF.round(x, Elementary.erf(x));
    }

    /** Returns 1 less the error function. */
    public static float erfc(float x) {
        return HardCases.ERFC.round(x, Elementary.erfc(x));
    }

    /** Returns the inverse of the error function: infinite at ±1, NaN beyond. */
    public static float erfinv(float x) {
        return HardCases.ERFINV.round(x, Elementary.erfinv(x));
    }

    /** Returns the logarithm of the absolute value of the gamma function. */
    public static float lgamma(float x) {
        return HardCases.LGAMMA.lookUp(x, Elementary.lgamma(x));
    }

    /** Returns the logarithmic derivative of the gamma function. */
    public static float digamma(float x) {
        return HardCases.DIGAMMA.lookUp(x, Elementary.digamma(x));
    }

    /** Returns 1 / √x. */
    public static float rsqrt(float x) {
        return HardCases.RSQRT.round(x, Elementary.rsqrt(x));
    }
}
