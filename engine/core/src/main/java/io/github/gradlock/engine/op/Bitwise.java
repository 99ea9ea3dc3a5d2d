package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Promotion;
import io.github.gradlock.engine.tensor.Tensor;

/**
 * Functions of the bits of int64, in two's complement; and of bool, where they are the logical functions. Operands are broadcast and
 * promoted.
 *
 * <p>All throw {@link IllegalArgumentException} if an operand is floating, and shifts also if both are bool.
 */
public final class Bitwise {
    private Bitwise() {}

    /** Sets the bits that both have; of bools: both hold. */
    public static Tensor and(Tensor a, Tensor b) {
        return apply(BinaryFunction.BITWISE_AND, a, b);
    }

    /** Sets the bits that both have, those of a number. */
    public static Tensor and(Tensor a, Number b) {
        return apply(BinaryFunction.BITWISE_AND, a, b);
    }

    /** Sets the bits that at least one has; of bools: one holds. */
    public static Tensor or(Tensor a, Tensor b) {
        return apply(BinaryFunction.BITWISE_OR, a, b);
    }

    /** Sets the bits that at least one has, those of a number. */
    public static Tensor or(Tensor a, Number b) {
        return apply(BinaryFunction.BITWISE_OR, a, b);
    }

    /** Sets the bits that exactly one has; of bools: exactly one holds. */
    public static Tensor xor(Tensor a, Tensor b) {
        return apply(BinaryFunction.BITWISE_XOR, a, b);
    }

    /** Sets the bits that exactly one has, those of a number. */
    public static Tensor xor(Tensor a, Number b) {
        return apply(BinaryFunction.BITWISE_XOR, a, b);
    }

    /** Turns every bit over, {@code -1 - x}; of bools: does not hold. */
    public static Tensor not(Tensor x) {
        return x.dtype() == DType.BOOL ? Comparisons.not(x) : xor(x, -1);
    }

    /** Shifts bits to the left, {@code a * 2^places} without regard to overflow; 0 for a negative number of places, or 64 and more. */
    public static Tensor leftShift(Tensor a, Tensor places) {
        return apply(BinaryFunction.SHIFT_LEFT, a, places);
    }

    /** Shifts bits to the left, {@code a * 2^places} without regard to overflow; 0 for a negative number of places, or 64 and more. */
    public static Tensor leftShift(Tensor a, Number places) {
        return apply(BinaryFunction.SHIFT_LEFT, a, places);
    }

    /** Shifts bits to the right and keeps the sign, {@code floor(a / 2^places)}; 0 or -1 by the sign for a negative number of places. */
    public static Tensor rightShift(Tensor a, Tensor places) {
        return apply(BinaryFunction.SHIFT_RIGHT, a, places);
    }

    /** Shifts bits to the right and keeps the sign, {@code floor(a / 2^places)}; 0 or -1 by the sign for a negative number of places. */
    public static Tensor rightShift(Tensor a, Number places) {
        return apply(BinaryFunction.SHIFT_RIGHT, a, places);
    }

    private static Tensor apply(BinaryFunction function, Tensor a, Tensor b) {
        check(function, Promotion.resultType(a, b));
        return Operands.binary(new BitwiseOp(function), a, b);
    }

    private static Tensor apply(BinaryFunction function, Tensor a, Number b) {
        check(function, Promotion.resultType(a, b));
        return Operands.binary(new BitwiseOp(function), a, b);
    }

    private static void check(BinaryFunction function, DType dtype) {
        boolean shift = function == BinaryFunction.SHIFT_LEFT || function == BinaryFunction.SHIFT_RIGHT;
        if (dtype.isFloating() || shift && dtype == DType.BOOL) {
            throw new IllegalArgumentException(new BitwiseOp(function).name() + " is not defined for " + dtype);
        }
    }
}
