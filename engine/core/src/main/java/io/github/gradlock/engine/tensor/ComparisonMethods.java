package io.github.gradlock.engine.tensor;

import io.github.gradlock.engine.op.Bitwise;
import io.github.gradlock.engine.op.Comparisons;

/** Comparisons, logic and bits of elements, as methods of a tensor. */
public sealed interface ComparisonMethods permits Tensor {
    /** Tells where it is equal to another tensor, with broadcasting. */
    default Tensor eq(Tensor other) {
        return Comparisons.eq((Tensor) this, other);
    }

    /** Tells where it is equal to a number. */
    default Tensor eq(Number other) {
        return Comparisons.eq((Tensor) this, other);
    }

    /** Tells where it is not equal, with broadcasting. */
    default Tensor ne(Tensor other) {
        return Comparisons.ne((Tensor) this, other);
    }

    /** Tells where it is not equal, compared with a number. */
    default Tensor ne(Number other) {
        return Comparisons.ne((Tensor) this, other);
    }

    /** Tells where it is less, with broadcasting. */
    default Tensor lt(Tensor other) {
        return Comparisons.lt((Tensor) this, other);
    }

    /** Tells where it is less, compared with a number. */
    default Tensor lt(Number other) {
        return Comparisons.lt((Tensor) this, other);
    }

    /** Tells where it is less or equal, with broadcasting. */
    default Tensor le(Tensor other) {
        return Comparisons.le((Tensor) this, other);
    }

    /** Tells where it is less or equal, compared with a number. */
    default Tensor le(Number other) {
        return Comparisons.le((Tensor) this, other);
    }

    /** Tells where it is greater, with broadcasting. */
    default Tensor gt(Tensor other) {
        return Comparisons.gt((Tensor) this, other);
    }

    /** Tells where it is greater, compared with a number. */
    default Tensor gt(Number other) {
        return Comparisons.gt((Tensor) this, other);
    }

    /** Tells where it is greater or equal, with broadcasting. */
    default Tensor ge(Tensor other) {
        return Comparisons.ge((Tensor) this, other);
    }

    /** Tells where it is greater or equal, compared with a number. */
    default Tensor ge(Number other) {
        return Comparisons.ge((Tensor) this, other);
    }

    /** Tells where an element is not a number. */
    default Tensor isNan() {
        return Comparisons.isNan((Tensor) this);
    }

    /** Tells where an element is infinite. */
    default Tensor isInf() {
        return Comparisons.isInf((Tensor) this);
    }

    /** Tells where an element is finite. */
    default Tensor isFinite() {
        return Comparisons.isFinite((Tensor) this);
    }

    /** Tells where the sign is minus. */
    default Tensor signbit() {
        return Comparisons.signbit((Tensor) this);
    }

    /** Tells where an element is plus infinity. */
    default Tensor isPosInf() {
        return Comparisons.isPosInf((Tensor) this);
    }

    /** Tells where an element is minus infinity. */
    default Tensor isNegInf() {
        return Comparisons.isNegInf((Tensor) this);
    }

    /** Tells where both hold; a number holds where it is not zero. */
    default Tensor logicalAnd(Tensor other) {
        return Comparisons.and((Tensor) this, other);
    }

    /** Tells where at least one holds. */
    default Tensor logicalOr(Tensor other) {
        return Comparisons.or((Tensor) this, other);
    }

    /** Tells where exactly one holds. */
    default Tensor logicalXor(Tensor other) {
        return Comparisons.xor((Tensor) this, other);
    }

    /** Tells where it does not hold, that is, where it is zero. */
    default Tensor logicalNot() {
        return Comparisons.not((Tensor) this);
    }

    /** Tells where it is close, {@code |this - other| <= 1e-8 + 1e-5 |other|}. */
    default Tensor isClose(Tensor other) {
        return Comparisons.isClose((Tensor) this, other, 1e-5, 1e-8, false);
    }

    /** Tells where it is close, {@code |this - other| <= atol + rtol |other|}. */
    default Tensor isClose(Tensor other, double rtol, double atol) {
        return Comparisons.isClose((Tensor) this, other, rtol, atol, false);
    }

    /** Returns whether all elements are close, {@code |this - other| <= 1e-8 + 1e-5 |other|}. */
    default boolean allClose(Tensor other) {
        return Comparisons.allClose((Tensor) this, other, 1e-5, 1e-8, false);
    }

    /** Returns whether all elements are close, {@code |this - other| <= atol + rtol |other|}. */
    default boolean allClose(Tensor other, double rtol, double atol) {
        return Comparisons.allClose((Tensor) this, other, rtol, atol, false);
    }

    /** Returns whether shape and elements are the same, of tensors of one dtype. */
    default boolean equal(Tensor other) {
        return Comparisons.equal((Tensor) this, other);
    }

    /** Sets the bits that both have; of bools: both hold. */
    default Tensor bitwiseAnd(Tensor other) {
        return Bitwise.and((Tensor) this, other);
    }

    /** Sets the bits that both have. */
    default Tensor bitwiseAnd(Number other) {
        return Bitwise.and((Tensor) this, other);
    }

    /** Sets the bits that at least one has; of bools: one holds. */
    default Tensor bitwiseOr(Tensor other) {
        return Bitwise.or((Tensor) this, other);
    }

    /** Sets the bits that at least one has. */
    default Tensor bitwiseOr(Number other) {
        return Bitwise.or((Tensor) this, other);
    }

    /** Sets the bits that exactly one has; of bools: exactly one holds. */
    default Tensor bitwiseXor(Tensor other) {
        return Bitwise.xor((Tensor) this, other);
    }

    /** Sets the bits that exactly one has. */
    default Tensor bitwiseXor(Number other) {
        return Bitwise.xor((Tensor) this, other);
    }

    /** Turns every bit over; of bools: does not hold. */
    default Tensor bitwiseNot() {
        return Bitwise.not((Tensor) this);
    }

    /** Shifts bits to the left; zero beyond 63 places. */
    default Tensor bitwiseLeftShift(Tensor places) {
        return Bitwise.leftShift((Tensor) this, places);
    }

    /** Shifts bits to the left; zero beyond 63 places. */
    default Tensor bitwiseLeftShift(Number places) {
        return Bitwise.leftShift((Tensor) this, places);
    }

    /** Shifts bits to the right and keeps the sign. */
    default Tensor bitwiseRightShift(Tensor places) {
        return Bitwise.rightShift((Tensor) this, places);
    }

    /** Shifts bits to the right and keeps the sign. */
    default Tensor bitwiseRightShift(Number places) {
        return Bitwise.rightShift((Tensor) this, places);
    }
}
