package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Tensor;

/** Functions of one element; integers are converted to the default floating type first where the result is not an integer. */
public final class Functions {
    private Functions() {}

    /** Takes the exponential. */
    public static Tensor exp(Tensor x) {
        return Dispatch.applyOne(UnaryOp.EXP, Operands.floating(x));
    }

    /** Takes {@code exp(x) - 1}, exact near zero. */
    public static Tensor expm1(Tensor x) {
        return Dispatch.applyOne(UnaryOp.EXPM1, Operands.floating(x));
    }

    /** Takes the natural logarithm. */
    public static Tensor log(Tensor x) {
        return Dispatch.applyOne(UnaryOp.LOG, Operands.floating(x));
    }

    /** Takes {@code log(1 + x)}, exact near zero. */
    public static Tensor log1p(Tensor x) {
        return Dispatch.applyOne(UnaryOp.LOG1P, Operands.floating(x));
    }

    /** Takes the square root. */
    public static Tensor sqrt(Tensor x) {
        return Dispatch.applyOne(UnaryOp.SQRT, Operands.floating(x));
    }

    /** Takes {@code 1 / x}. */
    public static Tensor reciprocal(Tensor x) {
        return Dispatch.applyOne(UnaryOp.RECIPROCAL, Operands.floating(x));
    }

    /** Takes the sine, of radians. */
    public static Tensor sin(Tensor x) {
        return Dispatch.applyOne(UnaryOp.SIN, Operands.floating(x));
    }

    /** Takes the cosine, of radians. */
    public static Tensor cos(Tensor x) {
        return Dispatch.applyOne(UnaryOp.COS, Operands.floating(x));
    }

    /** Takes the hyperbolic tangent. */
    public static Tensor tanh(Tensor x) {
        return Dispatch.applyOne(UnaryOp.TANH, Operands.floating(x));
    }

    /** Takes {@code 1 / (1 + exp(-x))}. */
    public static Tensor sigmoid(Tensor x) {
        return Dispatch.applyOne(UnaryOp.SIGMOID, Operands.floating(x));
    }

    /** Takes the error function. */
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

    /** Rounds towards zero; the derivative is zero. */
    public static Tensor trunc(Tensor x) {
        return Dispatch.applyOne(UnaryOp.TRUNC, x);
    }

    /** Takes {@code 1 / sqrt(x)}. */
    public static Tensor rsqrt(Tensor x) {
        return reciprocal(sqrt(x));
    }

    /** Takes the square root with the derivative 0 at 0, as PyTorch does in norms and standard deviations. */
    static Tensor sqrtFlatAtZero(Tensor x) {
        Tensor zero = Comparisons.eq(x, 0);
        Tensor safe = Arithmetic.where(zero, Arithmetic.constant(x, 1), x);
        return Arithmetic.where(zero, Arithmetic.constant(x, 0), sqrt(safe));
    }
}
