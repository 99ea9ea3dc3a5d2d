package io.github.gradlock.engine.tensor;

import io.github.gradlock.engine.op.Arithmetic;
import io.github.gradlock.engine.op.Comparisons;

/** Arithmetic and comparisons of elements, as methods of a tensor. */
public sealed interface ArithmeticMethods permits Tensor {
    /** Adds a tensor, with broadcasting. */
    default Tensor add(Tensor other) {
        return Arithmetic.add((Tensor) this, other);
    }

    /** Adds a number. */
    default Tensor add(Number other) {
        return Arithmetic.add((Tensor) this, other);
    }

    /** Subtracts a tensor, with broadcasting. */
    default Tensor sub(Tensor other) {
        return Arithmetic.sub((Tensor) this, other);
    }

    /** Subtracts a number. */
    default Tensor sub(Number other) {
        return Arithmetic.sub((Tensor) this, other);
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

    /** Raises to the power of a tensor, with broadcasting. */
    default Tensor pow(Tensor other) {
        return Arithmetic.pow((Tensor) this, other);
    }

    /** Raises to the power of a number. */
    default Tensor pow(Number other) {
        return Arithmetic.pow((Tensor) this, other);
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

    /** Limits to an interval. */
    default Tensor clamp(Number low, Number high) {
        return Arithmetic.clamp((Tensor) this, low, high);
    }

    /** Puts a number where the mask holds. */
    default Tensor maskedFill(Tensor mask, Number value) {
        return Arithmetic.maskedFill((Tensor) this, mask, value);
    }

    /** Converts to a dtype. */
    default Tensor to(DType dtype) {
        return Arithmetic.cast((Tensor) this, dtype);
    }

    /** Tells where it is equal. */
    default Tensor eq(Tensor other) {
        return Comparisons.eq((Tensor) this, other);
    }

    /** Tells where it is equal. */
    default Tensor eq(Number other) {
        return Comparisons.eq((Tensor) this, other);
    }

    /** Tells where it is not equal. */
    default Tensor ne(Tensor other) {
        return Comparisons.ne((Tensor) this, other);
    }

    /** Tells where it is not equal. */
    default Tensor ne(Number other) {
        return Comparisons.ne((Tensor) this, other);
    }

    /** Tells where it is less. */
    default Tensor lt(Tensor other) {
        return Comparisons.lt((Tensor) this, other);
    }

    /** Tells where it is less. */
    default Tensor lt(Number other) {
        return Comparisons.lt((Tensor) this, other);
    }

    /** Tells where it is less or equal. */
    default Tensor le(Tensor other) {
        return Comparisons.le((Tensor) this, other);
    }

    /** Tells where it is less or equal. */
    default Tensor le(Number other) {
        return Comparisons.le((Tensor) this, other);
    }

    /** Tells where it is greater. */
    default Tensor gt(Tensor other) {
        return Comparisons.gt((Tensor) this, other);
    }

    /** Tells where it is greater. */
    default Tensor gt(Number other) {
        return Comparisons.gt((Tensor) this, other);
    }

    /** Tells where it is greater or equal. */
    default Tensor ge(Tensor other) {
        return Comparisons.ge((Tensor) this, other);
    }

    /** Tells where it is greater or equal. */
    default Tensor ge(Number other) {
        return Comparisons.ge((Tensor) this, other);
    }
}
