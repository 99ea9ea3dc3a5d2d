package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Tensor;

/**
 * Functions of one element; the result has the shape of the input. Integers and bools are converted to the default floating type,
 * float32, where the result is not an integer. In float32 they are meant to be correctly rounded, in float64 within the bounds of the
 * numerics contract.
 */
public final class Functions {
    private Functions() {}

    /** Takes the exponential, {@code e ^ x}. */
    public static Tensor exp(Tensor x) {
        return Dispatch.applyOne(UnaryOp.EXP, Operands.floating(x));
    }

    /** Takes {@code 2 ^ x}; exact where x is an integer. */
    public static Tensor exp2(Tensor x) {
        return Dispatch.applyOne(UnaryOp.EXP2, Operands.floating(x));
    }

    /** Takes {@code exp(x) - 1}, precise near zero. */
    public static Tensor expm1(Tensor x) {
        return Dispatch.applyOne(UnaryOp.EXPM1, Operands.floating(x));
    }

    /** Takes the natural logarithm: minus infinity at 0, NaN below. */
    public static Tensor log(Tensor x) {
        return Dispatch.applyOne(UnaryOp.LOG, Operands.floating(x));
    }

    /** Takes the logarithm to base 2: minus infinity at 0, NaN below. */
    public static Tensor log2(Tensor x) {
        return Dispatch.applyOne(UnaryOp.LOG2, Operands.floating(x));
    }

    /** Takes the logarithm to base 10: minus infinity at 0, NaN below. */
    public static Tensor log10(Tensor x) {
        return Dispatch.applyOne(UnaryOp.LOG10, Operands.floating(x));
    }

    /** Takes {@code log(1 + x)}, precise near zero: minus infinity at -1, NaN below. */
    public static Tensor log1p(Tensor x) {
        return Dispatch.applyOne(UnaryOp.LOG1P, Operands.floating(x));
    }

    /** Takes the square root: NaN below 0; its derivative at 0 is infinite. */
    public static Tensor sqrt(Tensor x) {
        return Dispatch.applyOne(UnaryOp.SQRT, Operands.floating(x));
    }

    /** Takes {@code 1 / x}: infinite at 0, with its sign. */
    public static Tensor reciprocal(Tensor x) {
        return Dispatch.applyOne(UnaryOp.RECIPROCAL, Operands.floating(x));
    }

    /** Takes the sine of radians; NaN of infinities. */
    public static Tensor sin(Tensor x) {
        return Dispatch.applyOne(UnaryOp.SIN, Operands.floating(x));
    }

    /** Takes the cosine of radians; NaN of infinities. */
    public static Tensor cos(Tensor x) {
        return Dispatch.applyOne(UnaryOp.COS, Operands.floating(x));
    }

    /** Takes the tangent of radians; NaN of infinities. */
    public static Tensor tan(Tensor x) {
        return Dispatch.applyOne(UnaryOp.TAN, Operands.floating(x));
    }

    /** Takes the inverse sine, in radians; NaN outside [-1, 1]. */
    public static Tensor asin(Tensor x) {
        return Dispatch.applyOne(UnaryOp.ASIN, Operands.floating(x));
    }

    /** Takes the inverse cosine, in radians; NaN outside [-1, 1]. */
    public static Tensor acos(Tensor x) {
        return Dispatch.applyOne(UnaryOp.ACOS, Operands.floating(x));
    }

    /** Takes the inverse tangent, in radians from -pi / 2 to pi / 2. */
    public static Tensor atan(Tensor x) {
        return Dispatch.applyOne(UnaryOp.ATAN, Operands.floating(x));
    }

    /**
     * Takes the angle of the point (x, y), in radians from minus pi to pi. Its derivatives at the origin are 0.
     */
    public static Tensor atan2(Tensor y, Tensor x) {
        return Operands.floating(BinaryOp.ATAN2, y, x);
    }

    /** Takes the hyperbolic sine, {@code (exp(x) - exp(-x)) / 2}. */
    public static Tensor sinh(Tensor x) {
        return Dispatch.applyOne(UnaryOp.SINH, Operands.floating(x));
    }

    /** Takes the hyperbolic cosine, {@code (exp(x) + exp(-x)) / 2}. */
    public static Tensor cosh(Tensor x) {
        return Dispatch.applyOne(UnaryOp.COSH, Operands.floating(x));
    }

    /** Takes the inverse hyperbolic sine, {@code log(x + sqrt(x x + 1))}. */
    public static Tensor asinh(Tensor x) {
        return Dispatch.applyOne(UnaryOp.ASINH, Operands.floating(x));
    }

    /** Takes the inverse hyperbolic cosine; NaN below 1. */
    public static Tensor acosh(Tensor x) {
        return Dispatch.applyOne(UnaryOp.ACOSH, Operands.floating(x));
    }

    /** Takes the inverse hyperbolic tangent; NaN outside [-1, 1]. */
    public static Tensor atanh(Tensor x) {
        return Dispatch.applyOne(UnaryOp.ATANH, Operands.floating(x));
    }

    /** Takes the hyperbolic tangent, {@code sinh(x) / cosh(x)}. */
    public static Tensor tanh(Tensor x) {
        return Dispatch.applyOne(UnaryOp.TANH, Operands.floating(x));
    }

    /** Takes {@code 1 / (1 + exp(-x))}, computed without overflow on either side. */
    public static Tensor sigmoid(Tensor x) {
        return Dispatch.applyOne(UnaryOp.SIGMOID, Operands.floating(x));
    }

    /** Takes the error function, {@code 2 / sqrt(pi)} times the integral of {@code exp(-t t)} from 0 to x. */
    public static Tensor erf(Tensor x) {
        return Dispatch.applyOne(UnaryOp.ERF, Operands.floating(x));
    }

    /** Takes -1, 0 or 1 by the sign; the derivative is zero. */
    public static Tensor sign(Tensor x) {
        return Dispatch.applyOne(UnaryOp.SIGN, x);
    }

    /** Rounds down; the derivative is zero. */
    public static Tensor floor(Tensor x) {
        return Dispatch.applyOne(UnaryOp.FLOOR, x);
    }

    /** Rounds up; the derivative is zero. */
    public static Tensor ceil(Tensor x) {
        return Dispatch.applyOne(UnaryOp.CEIL, x);
    }

    /** Rounds to the nearest integer, halves to even; the derivative is zero. */
    public static Tensor round(Tensor x) {
        return Dispatch.applyOne(UnaryOp.ROUND, x);
    }

    /**
     * Rounds to so many decimals, halves to even after scaling by a power of ten; a negative number of decimals rounds to tens,
     * hundreds and so on. The derivative is zero.
     */
    public static Tensor round(Tensor x, int decimals) {
        if (decimals == 0) {
            return round(x);
        }
        double scale = StrictMath.pow(10, Math.abs(decimals));
        return decimals > 0
                ? Arithmetic.div(round(Arithmetic.mul(x, scale)), scale)
                : Arithmetic.mul(round(Arithmetic.div(x, scale)), scale);
    }

    /** Rounds towards zero; the derivative is zero. */
    public static Tensor trunc(Tensor x) {
        return Dispatch.applyOne(UnaryOp.TRUNC, x);
    }

    /** Takes {@code 1 / sqrt(x)}: infinite at 0, NaN below. */
    public static Tensor rsqrt(Tensor x) {
        return Dispatch.applyOne(UnaryOp.RSQRT, Operands.floating(x));
    }

    /** Takes what follows the point: {@code x - trunc(x)}, with the sign of x. */
    public static Tensor frac(Tensor x) {
        return Arithmetic.sub(x, trunc(x));
    }

    /** Takes the square, {@code x x}; integers stay integers. */
    public static Tensor square(Tensor x) {
        return Arithmetic.pow(x, 2);
    }

    /** Converts degrees to radians: times {@code pi / 180}. */
    public static Tensor deg2rad(Tensor x) {
        return Arithmetic.mul(x, Math.PI / 180);
    }

    /** Converts radians to degrees: times {@code 180 / pi}. */
    public static Tensor rad2deg(Tensor x) {
        return Arithmetic.mul(x, 180 / Math.PI);
    }

    /** Takes the square root with the derivative 0 at 0, as PyTorch does in norms and standard deviations. */
    static Tensor sqrtFlatAtZero(Tensor x) {
        Tensor zero = Comparisons.eq(x, 0);
        Tensor safe = Arithmetic.where(zero, Arithmetic.constant(x, 1), x);
        return Arithmetic.where(zero, Arithmetic.constant(x, 0), sqrt(safe));
    }
}
