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

    /** Returns e to the power of x, less 1, accurate near zero. */
    public static double expm1(double x) {
        return StrictMath.expm1(x);
    }

    /** Returns the natural logarithm. */
    public static double log(double x) {
        return StrictMath.log(x);
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
