package io.github.gradlock.engine.tensor;

import io.github.gradlock.engine.op.Activations;
import io.github.gradlock.engine.op.Functions;
import io.github.gradlock.engine.op.SpecialFunctions;

/** Functions of elements and activations, as methods of a tensor. */
public sealed interface FunctionMethods permits Tensor {
    /** Takes the exponential. */
    default Tensor exp() {
        return Functions.exp((Tensor) this);
    }

    /** Takes 2 to the power of x. */
    default Tensor exp2() {
        return Functions.exp2((Tensor) this);
    }

    /** Takes {@code exp(x) - 1}. */
    default Tensor expm1() {
        return Functions.expm1((Tensor) this);
    }

    /** Takes the natural logarithm. */
    default Tensor log() {
        return Functions.log((Tensor) this);
    }

    /** Takes the logarithm to base 2. */
    default Tensor log2() {
        return Functions.log2((Tensor) this);
    }

    /** Takes the logarithm to base 10. */
    default Tensor log10() {
        return Functions.log10((Tensor) this);
    }

    /** Takes {@code log(1 + x)}. */
    default Tensor log1p() {
        return Functions.log1p((Tensor) this);
    }

    /** Takes the square root. */
    default Tensor sqrt() {
        return Functions.sqrt((Tensor) this);
    }

    /** Takes {@code 1 / sqrt(x)}. */
    default Tensor rsqrt() {
        return Functions.rsqrt((Tensor) this);
    }

    /** Takes {@code 1 / x}. */
    default Tensor reciprocal() {
        return Functions.reciprocal((Tensor) this);
    }

    /** Takes the sine. */
    default Tensor sin() {
        return Functions.sin((Tensor) this);
    }

    /** Takes the cosine. */
    default Tensor cos() {
        return Functions.cos((Tensor) this);
    }

    /** Takes the tangent. */
    default Tensor tan() {
        return Functions.tan((Tensor) this);
    }

    /** Takes the inverse sine. */
    default Tensor asin() {
        return Functions.asin((Tensor) this);
    }

    /** Takes the inverse cosine. */
    default Tensor acos() {
        return Functions.acos((Tensor) this);
    }

    /** Takes the inverse tangent. */
    default Tensor atan() {
        return Functions.atan((Tensor) this);
    }

    /** Takes the angle of the point (other, this). */
    default Tensor atan2(Tensor other) {
        return Functions.atan2((Tensor) this, other);
    }

    /** Takes the hyperbolic sine. */
    default Tensor sinh() {
        return Functions.sinh((Tensor) this);
    }

    /** Takes the hyperbolic cosine. */
    default Tensor cosh() {
        return Functions.cosh((Tensor) this);
    }

    /** Takes the inverse hyperbolic sine. */
    default Tensor asinh() {
        return Functions.asinh((Tensor) this);
    }

    /** Takes the inverse hyperbolic cosine. */
    default Tensor acosh() {
        return Functions.acosh((Tensor) this);
    }

    /** Takes the inverse hyperbolic tangent. */
    default Tensor atanh() {
        return Functions.atanh((Tensor) this);
    }

    /** Takes the hyperbolic tangent. */
    default Tensor tanh() {
        return Functions.tanh((Tensor) this);
    }

    /** Takes {@code 1 / (1 + exp(-x))}. */
    default Tensor sigmoid() {
        return Functions.sigmoid((Tensor) this);
    }

    /** Takes the error function. */
    default Tensor erf() {
        return Functions.erf((Tensor) this);
    }

    /** Takes {@code 1 - erf(x)}. */
    default Tensor erfc() {
        return SpecialFunctions.erfc((Tensor) this);
    }

    /** Takes the inverse of the error function. */
    default Tensor erfinv() {
        return SpecialFunctions.erfinv((Tensor) this);
    }

    /** Takes the logarithm of the absolute value of the gamma function. */
    default Tensor lgamma() {
        return SpecialFunctions.lgamma((Tensor) this);
    }

    /** Takes the derivative of lgamma. */
    default Tensor digamma() {
        return SpecialFunctions.digamma((Tensor) this);
    }

    /** Takes the derivative of digamma of an order. */
    default Tensor polygamma(int order) {
        return SpecialFunctions.polygamma(order, (Tensor) this);
    }

    /** Takes {@code log(x / (1 - x))}. */
    default Tensor logit() {
        return SpecialFunctions.logit((Tensor) this);
    }

    /** Takes {@code log(z / (1 - z))} of x limited to [eps, 1 - eps]. */
    default Tensor logit(double eps) {
        return SpecialFunctions.logit((Tensor) this, eps);
    }

    /** Takes {@code sin(pi x) / (pi x)}. */
    default Tensor sinc() {
        return SpecialFunctions.sinc((Tensor) this);
    }

    /** Takes {@code x log(y)}. */
    default Tensor xlogy(Tensor other) {
        return SpecialFunctions.xlogy((Tensor) this, other);
    }

    /** Takes {@code x log(y)} for a number y. */
    default Tensor xlogy(Number other) {
        return SpecialFunctions.xlogy((Tensor) this, other);
    }

    /** Takes {@code log(exp(a) + exp(b))}. */
    default Tensor logaddexp(Tensor other) {
        return SpecialFunctions.logaddexp((Tensor) this, other);
    }

    /** Takes the sign. */
    default Tensor sign() {
        return Functions.sign((Tensor) this);
    }

    /** Rounds down. */
    default Tensor floor() {
        return Functions.floor((Tensor) this);
    }

    /** Rounds up. */
    default Tensor ceil() {
        return Functions.ceil((Tensor) this);
    }

    /** Rounds to the nearest integer, halves to even. */
    default Tensor round() {
        return Functions.round((Tensor) this);
    }

    /** Rounds to so many decimals. */
    default Tensor round(int decimals) {
        return Functions.round((Tensor) this, decimals);
    }

    /** Rounds towards zero. */
    default Tensor trunc() {
        return Functions.trunc((Tensor) this);
    }

    /** Takes what follows the point. */
    default Tensor frac() {
        return Functions.frac((Tensor) this);
    }

    /** Takes the square. */
    default Tensor square() {
        return Functions.square((Tensor) this);
    }

    /** Converts degrees to radians. */
    default Tensor deg2rad() {
        return Functions.deg2rad((Tensor) this);
    }

    /** Converts radians to degrees. */
    default Tensor rad2deg() {
        return Functions.rad2deg((Tensor) this);
    }

    /** Takes {@code max(x, 0)}. */
    default Tensor relu() {
        return Activations.relu((Tensor) this);
    }

    /** Takes x, or {@code slope * x} where it is negative. */
    default Tensor leakyRelu(double slope) {
        return Activations.leakyRelu((Tensor) this, slope);
    }

    /** Takes x, or {@code 0.01 * x} where it is negative. */
    default Tensor leakyRelu() {
        return Activations.leakyRelu((Tensor) this, 0.01);
    }

    /** Takes {@code x / 2 * (1 + erf(x / sqrt(2)))}. */
    default Tensor gelu() {
        return Activations.gelu((Tensor) this);
    }

    /** Takes {@code x * sigmoid(x)}. */
    default Tensor silu() {
        return Activations.silu((Tensor) this);
    }

    /** Takes {@code log(1 + exp(x))}. */
    default Tensor softplus() {
        return Activations.softplus((Tensor) this);
    }

    /** Divides exponentials along a dimension by their sum. */
    default Tensor softmax(int dim) {
        return Activations.softmax((Tensor) this, dim);
    }

    /** Converts to a dtype and divides exponentials along a dimension by their sum. */
    default Tensor softmax(int dim, DType dtype) {
        return Activations.softmax((Tensor) this, dim, dtype);
    }

    /** Takes the logarithm of softmax along a dimension. */
    default Tensor logSoftmax(int dim) {
        return Activations.logSoftmax((Tensor) this, dim);
    }

    /** Converts to a dtype and takes the logarithm of softmax along a dimension. */
    default Tensor logSoftmax(int dim, DType dtype) {
        return Activations.logSoftmax((Tensor) this, dim, dtype);
    }

    /** Takes x where it is positive, and {@code weight * x} elsewhere. */
    default Tensor prelu(Tensor weight) {
        return Activations.prelu((Tensor) this, weight);
    }
}
