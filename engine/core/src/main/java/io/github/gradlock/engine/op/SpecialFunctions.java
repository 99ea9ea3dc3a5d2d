package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Tensor;

/** Special functions of elements, those of {@code torch.special}; integers are converted to the default floating type first. */
public final class SpecialFunctions {
    private SpecialFunctions() {}

    /** Takes {@code 1 - erf(x)}, exact where erf is close to 1. */
    public static Tensor erfc(Tensor x) {
        return Dispatch.applyOne(UnaryOp.ERFC, Operands.floating(x));
    }

    /** Takes the inverse of the error function: infinite at -1 and 1, NaN outside. */
    public static Tensor erfinv(Tensor x) {
        return Dispatch.applyOne(UnaryOp.ERFINV, Operands.floating(x));
    }

    /** Takes the logarithm of the absolute value of the gamma function. */
    public static Tensor lgamma(Tensor x) {
        return Dispatch.applyOne(UnaryOp.LGAMMA, Operands.floating(x));
    }

    /** Takes the derivative of lgamma, {@code gamma'(x) / gamma(x)}: NaN at negative integers, infinite at zeros. */
    public static Tensor digamma(Tensor x) {
        return Dispatch.applyOne(UnaryOp.DIGAMMA, Operands.floating(x));
    }

    /**
     * Takes the derivative of digamma of an order; order 0 is digamma itself.
     *
     * @throws IllegalArgumentException if the order is negative
     */
    public static Tensor polygamma(int order, Tensor x) {
        if (order < 0) {
            throw new IllegalArgumentException("polygamma does not support a negative order, got " + order);
        }
        return order == 0 ? digamma(x) : Dispatch.applyOne(new PolygammaOp(order), Operands.floating(x));
    }

    /** Takes {@code log(x / (1 - x))}; NaN outside [0, 1]. */
    public static Tensor logit(Tensor x) {
        return Dispatch.applyOne(new LogitOp(-1), Operands.floating(x));
    }

    /** Takes {@code log(z / (1 - z))} of x limited to [eps, 1 - eps]; the derivative beyond the limits is 0. */
    public static Tensor logit(Tensor x, double eps) {
        return Dispatch.applyOne(new LogitOp(eps), Operands.floating(x));
    }

    /** Takes {@code sin(pi x) / (pi x)}, which is 1 at 0. */
    public static Tensor sinc(Tensor x) {
        return Dispatch.applyOne(new SincOp(), Operands.floating(x));
    }

    /** Takes {@code x log(y)}; 0 where x is 0, unless y is NaN. */
    public static Tensor xlogy(Tensor x, Tensor y) {
        return Operands.floating(new XlogyOp(), x, y);
    }

    /** Takes {@code x log(y)} for a number y. */
    public static Tensor xlogy(Tensor x, Number y) {
        return Operands.binary(new XlogyOp(), Operands.floating(x), y);
    }

    /** Takes {@code x log(y)} for a number x. */
    public static Tensor xlogy(Number x, Tensor y) {
        return Operands.binary(new XlogyOp(), x, Operands.floating(y));
    }

    /** Takes {@code log(exp(a) + exp(b))} without overflow. */
    public static Tensor logaddexp(Tensor a, Tensor b) {
        return Operands.floating(new LogAddExpOp(), a, b);
    }
}
