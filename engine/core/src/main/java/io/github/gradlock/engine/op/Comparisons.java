package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Promotion;
import io.github.gradlock.engine.tensor.Tensor;

/**
 * Comparisons and logic, element by element. Operands are broadcast and promoted; the results are bool and have no derivative.
 *
 * <p>All throw {@link IllegalArgumentException} naming op and shapes if two shapes cannot be broadcast.
 */
public final class Comparisons {
    private static final TestOp NOT = new TestOp("logical_not", UnaryFunction.LOGICAL_NOT);
    private static final TestOp NAN = new TestOp("isnan", UnaryFunction.IS_NAN);
    private static final TestOp FINITE = new TestOp("isfinite", UnaryFunction.IS_FINITE);

    private Comparisons() {}

    /** Tells where {@code a} is equal to b; a NaN is equal to nothing, zeros of both signs are equal. */
    public static Tensor eq(Tensor a, Tensor b) {
        return Operands.binary(new PredicateOp(BinaryFunction.EQ), a, b);
    }

    /** Tells where {@code a} is equal to a number. */
    public static Tensor eq(Tensor a, Number b) {
        return Operands.binary(new PredicateOp(BinaryFunction.EQ), a, b);
    }

    /** Tells where {@code a} is not equal to b; a NaN is equal to nothing, itself included, so that it is true there. */
    public static Tensor ne(Tensor a, Tensor b) {
        return Operands.binary(new PredicateOp(BinaryFunction.NE), a, b);
    }

    /** Tells where {@code a} is not equal to a number. */
    public static Tensor ne(Tensor a, Number b) {
        return Operands.binary(new PredicateOp(BinaryFunction.NE), a, b);
    }

    /** Tells where {@code a} is less than b; of a NaN, nowhere. */
    public static Tensor lt(Tensor a, Tensor b) {
        return Operands.binary(new PredicateOp(BinaryFunction.LT), a, b);
    }

    /** Tells where {@code a} is less than a number. */
    public static Tensor lt(Tensor a, Number b) {
        return Operands.binary(new PredicateOp(BinaryFunction.LT), a, b);
    }

    /** Tells where {@code a} is less than b or equal to it; of a NaN, nowhere. */
    public static Tensor le(Tensor a, Tensor b) {
        return Operands.binary(new PredicateOp(BinaryFunction.LE), a, b);
    }

    /** Tells where {@code a} is less than a number or equal to it. */
    public static Tensor le(Tensor a, Number b) {
        return Operands.binary(new PredicateOp(BinaryFunction.LE), a, b);
    }

    /** Tells where {@code a} is greater than b; of a NaN, nowhere. */
    public static Tensor gt(Tensor a, Tensor b) {
        return Operands.binary(new PredicateOp(BinaryFunction.GT), a, b);
    }

    /** Tells where {@code a} is greater than a number. */
    public static Tensor gt(Tensor a, Number b) {
        return Operands.binary(new PredicateOp(BinaryFunction.GT), a, b);
    }

    /** Tells where {@code a} is greater than b or equal to it; of a NaN, nowhere. */
    public static Tensor ge(Tensor a, Tensor b) {
        return Operands.binary(new PredicateOp(BinaryFunction.GE), a, b);
    }

    /** Tells where {@code a} is greater than a number or equal to it. */
    public static Tensor ge(Tensor a, Number b) {
        return Operands.binary(new PredicateOp(BinaryFunction.GE), a, b);
    }

    /** Tells where both hold; a number holds where it is not zero. */
    public static Tensor and(Tensor a, Tensor b) {
        return Operands.binary(new PredicateOp(BinaryFunction.LOGICAL_AND), a, b);
    }

    /** Tells where at least one holds; a number holds where it is not zero, NaN included. */
    public static Tensor or(Tensor a, Tensor b) {
        return Operands.binary(new PredicateOp(BinaryFunction.LOGICAL_OR), a, b);
    }

    /** Tells where exactly one holds; a number holds where it is not zero, NaN included. */
    public static Tensor xor(Tensor a, Tensor b) {
        return Operands.binary(new PredicateOp(BinaryFunction.LOGICAL_XOR), a, b);
    }

    /** Tells where it does not hold, that is, where it is zero. */
    public static Tensor not(Tensor x) {
        return Dispatch.applyOne(NOT, x);
    }

    /** Tells where an element is not a number; of integers and bools, nowhere. */
    public static Tensor isNan(Tensor x) {
        return Dispatch.applyOne(NAN, x);
    }

    /** Tells where an element is neither infinite nor NaN; of integers and bools, everywhere. */
    public static Tensor isFinite(Tensor x) {
        return Dispatch.applyOne(FINITE, x);
    }

    /** Tells where an element is infinite. */
    public static Tensor isInf(Tensor x) {
        return eq(Arithmetic.abs(Operands.floating(x)), Double.POSITIVE_INFINITY);
    }

    /** Tells where an element is plus infinity. */
    public static Tensor isPosInf(Tensor x) {
        return eq(x, Double.POSITIVE_INFINITY);
    }

    /** Tells where an element is minus infinity. */
    public static Tensor isNegInf(Tensor x) {
        return eq(x, Double.NEGATIVE_INFINITY);
    }

    /** Tells where the sign is minus, -0.0 included. NaN counts as positive, since the engine's has no sign. */
    public static Tensor signbit(Tensor x) {
        return x.dtype().isFloating()
                ? lt(Arithmetic.copysign(Arithmetic.constant(x, 1), Views.detach(x)), 0)
                : lt(x, 0);
    }

    /**
     * Tells where {@code |a - b| <= atol + rtol |b|}; equal infinities are close, and NaN is close to nothing, or to NaN if
     * {@code equalNan}. As in PyTorch, integers and bools are compared exactly, and then as float32, so that no difference
     * overflows; with both tolerances 0 only what is equal is close.
     *
     * @throws IllegalArgumentException if a tolerance is negative
     */
    public static Tensor isClose(Tensor a, Tensor b, double rtol, double atol, boolean equalNan) {
        if (!(rtol >= 0 && atol >= 0)) {
            throw new IllegalArgumentException(
                    "isclose expects tolerances that are not negative, got rtol " + rtol + " and atol " + atol);
        }
        Tensor same = equalNan ? or(eq(a, b), and(isNan(a), isNan(b))) : eq(a, b);
        if (rtol == 0 && atol == 0) {
            return same;
        }
        DType floating = Promotion.toFloating(Promotion.resultType(a, b));
        Tensor x = Arithmetic.cast(a, floating);
        Tensor y = Arithmetic.cast(b, floating);
        Tensor allowed = Arithmetic.add(Arithmetic.mul(Arithmetic.abs(y), rtol), atol);
        Tensor apart = Arithmetic.abs(Arithmetic.sub(x, y));
        return or(same, and(isFinite(apart), le(apart, allowed)));
    }

    /** Tells where {@code |a - b| <= 1e-8 + 1e-5 |b|}; NaN is close to nothing. */
    public static Tensor isClose(Tensor a, Tensor b) {
        return isClose(a, b, 1e-5, 1e-8, false);
    }

    /** Returns whether {@code |a - b| <= 1e-8 + 1e-5 |b|} for all elements; NaN is close to nothing. */
    public static boolean allClose(Tensor a, Tensor b) {
        return allClose(a, b, 1e-5, 1e-8, false);
    }

    /** Returns whether all elements are close, as {@link #isClose} tells; shapes are broadcast. */
    public static boolean allClose(Tensor a, Tensor b, double rtol, double atol, boolean equalNan) {
        return allHold(isClose(a, b, rtol, atol, equalNan));
    }

    /**
     * Returns whether shapes are the same and all elements equal; a NaN equals nothing, and zeros of both signs are equal.
     *
     * @throws IllegalArgumentException if the dtypes differ
     */
    public static boolean equal(Tensor a, Tensor b) {
        if (a.dtype() != b.dtype()) {
            throw Operands.mismatch("equal", a.dtype(), b.dtype());
        }
        return a.shape().equals(b.shape()) && allHold(eq(a, b));
    }

    static boolean allHold(Tensor condition) {
        return Reductions.all(condition, false).item() != 0;
    }
}
