package io.github.gradlock.engine.tensor;

import io.github.gradlock.engine.op.Activations;
import io.github.gradlock.engine.op.Arithmetic;
import io.github.gradlock.engine.op.Functions;
import io.github.gradlock.engine.op.InPlace;

/** Changes in place, as methods of a tensor; they return the tensor itself. */
public sealed interface InPlaceMethods permits Tensor {
    /** Adds a tensor. */
    default Tensor add_(Tensor other) {
        return InPlace.add((Tensor) this, other);
    }

    /** Subtracts a tensor. */
    default Tensor sub_(Tensor other) {
        return InPlace.sub((Tensor) this, other);
    }

    /** Multiplies with a tensor. */
    default Tensor mul_(Tensor other) {
        return InPlace.mul((Tensor) this, other);
    }

    /** Adds a number. */
    default Tensor add_(Number other) {
        return InPlace.add((Tensor) this, other);
    }

    /** Multiplies with a number. */
    default Tensor mul_(Number other) {
        return InPlace.mul((Tensor) this, other);
    }

    /** Sets every element to zero. */
    default Tensor zero_() {
        return InPlace.zero((Tensor) this);
    }

    /** Sets every element to a number. */
    default Tensor fill_(Number value) {
        return InPlace.fill((Tensor) this, value);
    }

    /** Copies a tensor, broadcast and converted. */
    default Tensor copy_(Tensor source) {
        return InPlace.copy((Tensor) this, source);
    }

    /** Subtracts a number. */
    default Tensor sub_(Number other) {
        return InPlace.sub((Tensor) this, other);
    }

    /** Divides by a tensor. */
    default Tensor div_(Tensor other) {
        return InPlace.div((Tensor) this, other);
    }

    /** Divides by a number. */
    default Tensor div_(Number other) {
        return InPlace.div((Tensor) this, other);
    }

    /** Raises to a power. */
    default Tensor pow_(Number exponent) {
        return InPlace.pow((Tensor) this, exponent);
    }

    /** Limits to an interval. */
    default Tensor clamp_(Number low, Number high) {
        return InPlace.clamp((Tensor) this, low, high);
    }

    /** Sets elements to a number where the mask holds. */
    default Tensor maskedFill_(Tensor mask, Number value) {
        return InPlace.maskedFill((Tensor) this, mask, value);
    }

    /** Changes the sign. */
    default Tensor neg_() {
        return InPlace.apply("neg_", (Tensor) this, Arithmetic::neg);
    }

    /** Takes the absolute value. */
    default Tensor abs_() {
        return InPlace.apply("abs_", (Tensor) this, Arithmetic::abs);
    }

    /** Takes the exponential. */
    default Tensor exp_() {
        return InPlace.apply("exp_", (Tensor) this, Functions::exp);
    }

    /** Takes the natural logarithm. */
    default Tensor log_() {
        return InPlace.apply("log_", (Tensor) this, Functions::log);
    }

    /** Takes the square root. */
    default Tensor sqrt_() {
        return InPlace.apply("sqrt_", (Tensor) this, Functions::sqrt);
    }

    /** Takes one over the square root. */
    default Tensor rsqrt_() {
        return InPlace.apply("rsqrt_", (Tensor) this, Functions::rsqrt);
    }

    /** Takes {@code 1 / x}. */
    default Tensor reciprocal_() {
        return InPlace.apply("reciprocal_", (Tensor) this, Functions::reciprocal);
    }

    /** Takes the sine. */
    default Tensor sin_() {
        return InPlace.apply("sin_", (Tensor) this, Functions::sin);
    }

    /** Takes the cosine. */
    default Tensor cos_() {
        return InPlace.apply("cos_", (Tensor) this, Functions::cos);
    }

    /** Takes the hyperbolic tangent. */
    default Tensor tanh_() {
        return InPlace.apply("tanh_", (Tensor) this, Functions::tanh);
    }

    /** Takes {@code 1 / (1 + exp(-x))}. */
    default Tensor sigmoid_() {
        return InPlace.apply("sigmoid_", (Tensor) this, Functions::sigmoid);
    }

    /** Sets negative elements to zero. */
    default Tensor relu_() {
        return InPlace.apply("relu_", (Tensor) this, Activations::relu);
    }

    /** Rounds down. */
    default Tensor floor_() {
        return InPlace.apply("floor_", (Tensor) this, Functions::floor);
    }

    /** Rounds up. */
    default Tensor ceil_() {
        return InPlace.apply("ceil_", (Tensor) this, Functions::ceil);
    }

    /** Rounds to the nearest integer, halves to even. */
    default Tensor round_() {
        return InPlace.apply("round_", (Tensor) this, Functions::round);
    }

    /** Rounds towards zero. */
    default Tensor trunc_() {
        return InPlace.apply("trunc_", (Tensor) this, Functions::trunc);
    }
}
