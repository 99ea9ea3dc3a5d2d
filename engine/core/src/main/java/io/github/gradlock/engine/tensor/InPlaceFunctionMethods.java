package io.github.gradlock.engine.tensor;

import io.github.gradlock.engine.op.Activations;
import io.github.gradlock.engine.op.Arithmetic;
import io.github.gradlock.engine.op.Functions;
import io.github.gradlock.engine.op.InPlace;

/**
 * Functions of elements that change the tensor itself and return it. A result that does not fit the shape or dtype of the tensor
 * is refused with an {@link IllegalArgumentException}.
 */
public sealed interface InPlaceFunctionMethods permits Tensor {
    /** Changes the sign. */
    default Tensor neg_() {
        return InPlace.map("neg_", (Tensor) this, Arithmetic::neg);
    }

    /** Takes the absolute value. */
    default Tensor abs_() {
        return InPlace.map("abs_", (Tensor) this, Arithmetic::abs);
    }

    /** Takes the exponential. */
    default Tensor exp_() {
        return InPlace.map("exp_", (Tensor) this, Functions::exp);
    }

    /** Takes the natural logarithm. */
    default Tensor log_() {
        return InPlace.map("log_", (Tensor) this, Functions::log);
    }

    /** Takes the square root. */
    default Tensor sqrt_() {
        return InPlace.map("sqrt_", (Tensor) this, Functions::sqrt);
    }

    /** Takes {@code 1 / sqrt(x)}. */
    default Tensor rsqrt_() {
        return InPlace.map("rsqrt_", (Tensor) this, Functions::rsqrt);
    }

    /** Takes {@code 1 / x}. */
    default Tensor reciprocal_() {
        return InPlace.map("reciprocal_", (Tensor) this, Functions::reciprocal);
    }

    /** Takes the sine. */
    default Tensor sin_() {
        return InPlace.map("sin_", (Tensor) this, Functions::sin);
    }

    /** Takes the cosine. */
    default Tensor cos_() {
        return InPlace.map("cos_", (Tensor) this, Functions::cos);
    }

    /** Takes the hyperbolic tangent. */
    default Tensor tanh_() {
        return InPlace.map("tanh_", (Tensor) this, Functions::tanh);
    }

    /** Takes {@code 1 / (1 + exp(-x))}. */
    default Tensor sigmoid_() {
        return InPlace.map("sigmoid_", (Tensor) this, Functions::sigmoid);
    }

    /** Takes {@code max(x, 0)}. */
    default Tensor relu_() {
        return InPlace.map("relu_", (Tensor) this, Activations::relu);
    }

    /** Rounds down. */
    default Tensor floor_() {
        return InPlace.map("floor_", (Tensor) this, Functions::floor);
    }

    /** Rounds up. */
    default Tensor ceil_() {
        return InPlace.map("ceil_", (Tensor) this, Functions::ceil);
    }

    /** Rounds to the nearest integer, halves to even. */
    default Tensor round_() {
        return InPlace.map("round_", (Tensor) this, Functions::round);
    }

    /** Rounds towards zero. */
    default Tensor trunc_() {
        return InPlace.map("trunc_", (Tensor) this, Functions::trunc);
    }

    /** Subtracts a number. */
    default Tensor sub_(Number other) {
        return InPlace.map("sub_", (Tensor) this, x -> Arithmetic.sub(x, other));
    }

    /** Adds a multiple of a tensor. */
    default Tensor add_(Tensor other, Number alpha) {
        return InPlace.map("add_", (Tensor) this, x -> Arithmetic.add(x, other, alpha), other);
    }

    /** Subtracts a multiple of a tensor. */
    default Tensor sub_(Tensor other, Number alpha) {
        return InPlace.map("sub_", (Tensor) this, x -> Arithmetic.sub(x, other, alpha), other);
    }

    /** Divides by a tensor. */
    default Tensor div_(Tensor other) {
        return InPlace.map("div_", (Tensor) this, x -> Arithmetic.div(x, other), other);
    }

    /** Divides by a number. */
    default Tensor div_(Number other) {
        return InPlace.map("div_", (Tensor) this, x -> Arithmetic.div(x, other));
    }

    /** Raises to the power of a tensor. */
    default Tensor pow_(Tensor other) {
        return InPlace.map("pow_", (Tensor) this, x -> Arithmetic.pow(x, other), other);
    }

    /** Raises to the power of a number. */
    default Tensor pow_(Number other) {
        return InPlace.map("pow_", (Tensor) this, x -> Arithmetic.pow(x, other));
    }

    /** Takes the square. */
    default Tensor square_() {
        return InPlace.map("square_", (Tensor) this, Functions::square);
    }

    /** Takes the remainder by a tensor. */
    default Tensor remainder_(Tensor other) {
        return InPlace.map("remainder_", (Tensor) this, x -> Arithmetic.remainder(x, other), other);
    }

    /** Takes the remainder by a number. */
    default Tensor remainder_(Number other) {
        return InPlace.map("remainder_", (Tensor) this, x -> Arithmetic.remainder(x, other));
    }

    /** Adds {@code value * a * b}. */
    default Tensor addcmul_(Tensor a, Tensor b, Number value) {
        return InPlace.map("addcmul_", (Tensor) this, x -> Arithmetic.addcmul(x, a, b, value), a, b);
    }

    /** Adds {@code value * a / b}. */
    default Tensor addcdiv_(Tensor a, Tensor b, Number value) {
        return InPlace.map("addcdiv_", (Tensor) this, x -> Arithmetic.addcdiv(x, a, b, value), a, b);
    }

    /** Goes towards an end by a weight. */
    default Tensor lerp_(Tensor end, Number weight) {
        return InPlace.map("lerp_", (Tensor) this, x -> Arithmetic.lerp(x, end, weight), end);
    }

    /** Limits to an interval. */
    default Tensor clamp_(Number low, Number high) {
        return InPlace.map("clamp_", (Tensor) this, x -> Arithmetic.clamp(x, low, high));
    }

    /** Limits from below. */
    default Tensor clampMin_(Number low) {
        return InPlace.map("clamp_min_", (Tensor) this, x -> Arithmetic.clampMin(x, low));
    }

    /** Limits from above. */
    default Tensor clampMax_(Number high) {
        return InPlace.map("clamp_max_", (Tensor) this, x -> Arithmetic.clampMax(x, high));
    }

    /** Puts a number where the mask holds. */
    default Tensor maskedFill_(Tensor mask, Number value) {
        return InPlace.map("masked_fill_", (Tensor) this, x -> Arithmetic.maskedFill(x, mask, value));
    }

    /** Puts a zero-dimensional tensor where the mask holds. */
    default Tensor maskedFill_(Tensor mask, Tensor value) {
        return InPlace.map("masked_fill_", (Tensor) this, x -> Arithmetic.maskedFill(x, mask, value), value);
    }
}
