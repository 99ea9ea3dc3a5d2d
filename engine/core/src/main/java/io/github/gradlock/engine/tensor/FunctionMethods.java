package io.github.gradlock.engine.tensor;

import io.github.gradlock.engine.op.Activations;
import io.github.gradlock.engine.op.Functions;

/** Functions of elements and activations, as methods of a tensor. */
public sealed interface FunctionMethods permits Tensor {
    /** Takes the exponential. */
    default Tensor exp() {
        return Functions.exp((Tensor) this);
    }

    /** Takes {@code exp(x) - 1}. */
    default Tensor expm1() {
        return Functions.expm1((Tensor) this);
    }

    /** Takes the natural logarithm. */
    default Tensor log() {
        return Functions.log((Tensor) this);
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

    /** Rounds towards zero. */
    default Tensor trunc() {
        return Functions.trunc((Tensor) this);
    }

    /** Takes {@code max(x, 0)}. */
    default Tensor relu() {
        return Activations.relu((Tensor) this);
    }

    /** Takes x, or {@code slope * x} where it is negative. */
    default Tensor leakyRelu(double slope) {
        return Activations.leakyRelu((Tensor) this, slope);
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

    /** Takes the logarithm of softmax along a dimension. */
    default Tensor logSoftmax(int dim) {
        return Activations.logSoftmax((Tensor) this, dim);
    }
}
