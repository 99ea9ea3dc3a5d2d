package io.github.gradlock.engine.tensor;

import io.github.gradlock.engine.op.Arithmetic;
import io.github.gradlock.engine.op.Arithmetic.Rounding;

/** Arithmetic of elements, as methods of a tensor. */
public sealed interface ArithmeticMethods permits Tensor {
    /** Adds a tensor, with broadcasting. */
    default Tensor add(Tensor other) {
        return Arithmetic.add((Tensor) this, other);
    }

    /** Adds a number. */
    default Tensor add(Number other) {
        return Arithmetic.add((Tensor) this, other);
    }

    /** Adds a multiple of a tensor. */
    default Tensor add(Tensor other, Number alpha) {
        return Arithmetic.add((Tensor) this, other, alpha);
    }

    /** Subtracts a tensor, with broadcasting. */
    default Tensor sub(Tensor other) {
        return Arithmetic.sub((Tensor) this, other);
    }

    /** Subtracts a number. */
    default Tensor sub(Number other) {
        return Arithmetic.sub((Tensor) this, other);
    }

    /** Subtracts a multiple of a tensor. */
    default Tensor sub(Tensor other, Number alpha) {
        return Arithmetic.sub((Tensor) this, other, alpha);
    }

    /** Multiplies with a tensor, with broadcasting. */
    default Tensor mul(Tensor other) {
        return Arithmetic.mul((Tensor) this, other);
    }

    /** Multiplies with a number. */
    default Tensor mul(Number other) {
        return Arithmetic.mul((Tensor) this, other);
    }

    /** Divides by a tensor, with broadcasting. */
    default Tensor div(Tensor other) {
        return Arithmetic.div((Tensor) this, other);
    }

    /** Divides by a number. */
    default Tensor div(Number other) {
        return Arithmetic.div((Tensor) this, other);
    }

    /** Divides by a tensor and rounds. */
    default Tensor div(Tensor other, Rounding rounding) {
        return Arithmetic.div((Tensor) this, other, rounding);
    }

    /** Divides by a number and rounds. */
    default Tensor div(Number other, Rounding rounding) {
        return Arithmetic.div((Tensor) this, other, rounding);
    }

    /** Divides by a tensor and rounds down. */
    default Tensor floorDivide(Tensor other) {
        return Arithmetic.floorDivide((Tensor) this, other);
    }

    /** Divides by a number and rounds down. */
    default Tensor floorDivide(Number other) {
        return Arithmetic.floorDivide((Tensor) this, other);
    }

    /** Takes the remainder by a tensor, with the sign of the divisor. */
    default Tensor remainder(Tensor other) {
        return Arithmetic.remainder((Tensor) this, other);
    }

    /** Takes the remainder by a number, with the sign of the divisor. */
    default Tensor remainder(Number other) {
        return Arithmetic.remainder((Tensor) this, other);
    }

    /** Takes the remainder by a tensor, with the sign of the dividend. */
    default Tensor fmod(Tensor other) {
        return Arithmetic.fmod((Tensor) this, other);
    }

    /** Takes the remainder by a number, with the sign of the dividend. */
    default Tensor fmod(Number other) {
        return Arithmetic.fmod((Tensor) this, other);
    }

    /** Adds {@code value * a * b}. */
    default Tensor addcmul(Tensor a, Tensor b, Number value) {
        return Arithmetic.addcmul((Tensor) this, a, b, value);
    }

    /** Adds {@code a * b}. */
    default Tensor addcmul(Tensor a, Tensor b) {
        return Arithmetic.addcmul((Tensor) this, a, b, 1);
    }

    /** Adds {@code value * a / b}. */
    default Tensor addcdiv(Tensor a, Tensor b, Number value) {
        return Arithmetic.addcdiv((Tensor) this, a, b, value);
    }

    /** Adds {@code a / b}. */
    default Tensor addcdiv(Tensor a, Tensor b) {
        return Arithmetic.addcdiv((Tensor) this, a, b, 1);
    }

    /** Goes towards an end by a weight. */
    default Tensor lerp(Tensor end, Tensor weight) {
        return Arithmetic.lerp((Tensor) this, end, weight);
    }

    /** Goes towards an end by a weight that is a number. */
    default Tensor lerp(Tensor end, Number weight) {
        return Arithmetic.lerp((Tensor) this, end, weight);
    }

    /** Takes the length of the hypotenuse. */
    default Tensor hypot(Tensor other) {
        return Arithmetic.hypot((Tensor) this, other);
    }

    /** Takes the sign of a tensor. */
    default Tensor copysign(Tensor other) {
        return Arithmetic.copysign((Tensor) this, other);
    }

    /** Takes the sign of a number. */
    default Tensor copysign(Number other) {
        return Arithmetic.copysign((Tensor) this, other);
    }

    /** Raises to the power of a tensor, with broadcasting. */
    default Tensor pow(Tensor other) {
        return Arithmetic.pow((Tensor) this, other);
    }

    /** Raises to the power of a number. */
    default Tensor pow(Number other) {
        return Arithmetic.pow((Tensor) this, other);
    }

    /** Raises to the power of a tensor, in float64. */
    default Tensor floatPower(Tensor other) {
        return Arithmetic.floatPower((Tensor) this, other);
    }

    /** Raises to the power of a number, in float64. */
    default Tensor floatPower(Number other) {
        return Arithmetic.floatPower((Tensor) this, other);
    }

    /** Changes the sign. */
    default Tensor neg() {
        return Arithmetic.neg((Tensor) this);
    }

    /** Takes the absolute value. */
    default Tensor abs() {
        return Arithmetic.abs((Tensor) this);
    }

    /** Takes the greater of two, element by element. */
    default Tensor maximum(Tensor other) {
        return Arithmetic.maximum((Tensor) this, other);
    }

    /** Takes the lesser of two, element by element. */
    default Tensor minimum(Tensor other) {
        return Arithmetic.minimum((Tensor) this, other);
    }

    /** Limits to an interval: {@code clamp(min, max)}. */
    default Tensor clamp(Number low, Number high) {
        return Arithmetic.clamp((Tensor) this, low, high);
    }

    /** Limits to intervals. */
    default Tensor clamp(Tensor low, Tensor high) {
        return Arithmetic.clamp((Tensor) this, low, high);
    }

    /** Limits from below by a tensor. */
    default Tensor clampMin(Tensor low) {
        return Arithmetic.clampMin((Tensor) this, low);
    }

    /** Limits from below by a number. */
    default Tensor clampMin(Number low) {
        return Arithmetic.clampMin((Tensor) this, low);
    }

    /** Limits from above by a tensor. */
    default Tensor clampMax(Tensor high) {
        return Arithmetic.clampMax((Tensor) this, high);
    }

    /** Limits from above by a number. */
    default Tensor clampMax(Number high) {
        return Arithmetic.clampMax((Tensor) this, high);
    }

    /** Puts finite numbers for NaN and the infinities. */
    default Tensor nanToNum() {
        return Arithmetic.nanToNum((Tensor) this);
    }

    /** Puts these numbers for NaN, plus infinity and minus infinity. */
    default Tensor nanToNum(double nan, double posInf, double negInf) {
        return Arithmetic.nanToNum((Tensor) this, nan, posInf, negInf);
    }

    /** Takes this where the condition holds, and the other tensor elsewhere. */
    default Tensor where(Tensor condition, Tensor other) {
        return Arithmetic.where(condition, (Tensor) this, other);
    }

    /** Takes this where the condition holds, and a number elsewhere. */
    default Tensor where(Tensor condition, Number other) {
        return Arithmetic.where(condition, (Tensor) this, other);
    }

    /** Puts a number where the mask holds. */
    default Tensor maskedFill(Tensor mask, Number value) {
        return Arithmetic.maskedFill((Tensor) this, mask, value);
    }

    /** Puts a zero-dimensional tensor where the mask holds. */
    default Tensor maskedFill(Tensor mask, Tensor value) {
        return Arithmetic.maskedFill((Tensor) this, mask, value);
    }
}
