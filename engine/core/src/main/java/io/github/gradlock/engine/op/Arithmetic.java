package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Promotion;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;

/**
 * Arithmetic of elements. Operands are broadcast and promoted by PyTorch's rules; where a {@link Number} stands for an operand, a
 * Java integer is of the integer category and a Java floating-point number of the floating one.
 *
 * <p>All throw {@link IllegalArgumentException} naming op and shapes if two shapes cannot be broadcast.
 */
public final class Arithmetic {
    private static final WhereOp WHERE = new WhereOp();

    private Arithmetic() {}

    /** Adds. */
    public static Tensor add(Tensor a, Tensor b) {
        return Operands.binary(BinaryOp.ADD, a, b);
    }

    /** Adds a number. */
    public static Tensor add(Tensor a, Number b) {
        return Operands.binary(BinaryOp.ADD, a, b);
    }

    /** Subtracts. */
    public static Tensor sub(Tensor a, Tensor b) {
        return Operands.binary(BinaryOp.SUB, a, b);
    }

    /** Subtracts a number. */
    public static Tensor sub(Tensor a, Number b) {
        return Operands.binary(BinaryOp.SUB, a, b);
    }

    /** Subtracts from a number: {@code a - b}. */
    public static Tensor rsub(Number a, Tensor b) {
        DType dtype = Promotion.resultType(b, a);
        Tensor right = cast(b, dtype);
        return Dispatch.applyOne(BinaryOp.SUB, constant(right, a), right);
    }

    /** Multiplies. */
    public static Tensor mul(Tensor a, Tensor b) {
        return Operands.binary(BinaryOp.MUL, a, b);
    }

    /** Multiplies with a number. */
    public static Tensor mul(Tensor a, Number b) {
        return Operands.binary(BinaryOp.MUL, a, b);
    }

    /** Divides; integers give the default floating type. */
    public static Tensor div(Tensor a, Tensor b) {
        DType dtype = Promotion.toFloating(Promotion.resultType(a, b));
        return Operands.binary(BinaryOp.DIV, cast(a, dtype), cast(b, dtype));
    }

    /** Divides by a number; integers give the default floating type. */
    public static Tensor div(Tensor a, Number b) {
        return Operands.binary(BinaryOp.DIV, cast(a, Promotion.toFloating(a.dtype())), b);
    }

    /** Raises to a power that is a tensor. */
    public static Tensor pow(Tensor base, Tensor exponent) {
        return Operands.binary(BinaryOp.POW, base, exponent);
    }

    /** Raises to a power that is a number. */
    public static Tensor pow(Tensor base, Number exponent) {
        return Dispatch.applyOne(new PowScalarOp(exponent), cast(base, Promotion.resultType(base, exponent)));
    }

    /** Takes the greater of two; NaN if one is NaN. */
    public static Tensor maximum(Tensor a, Tensor b) {
        return Operands.binary(BinaryOp.MAXIMUM, a, b);
    }

    /** Takes the lesser of two; NaN if one is NaN. */
    public static Tensor minimum(Tensor a, Tensor b) {
        return Operands.binary(BinaryOp.MINIMUM, a, b);
    }

    /** Changes the sign. */
    public static Tensor neg(Tensor x) {
        return Dispatch.applyOne(UnaryOp.NEG, x);
    }

    /** Takes the absolute value; its derivative at zero is zero. */
    public static Tensor abs(Tensor x) {
        return Dispatch.applyOne(UnaryOp.ABS, x);
    }

    /** Takes {@code a} where {@code condition} (bool) holds, and {@code b} elsewhere. */
    public static Tensor where(Tensor condition, Tensor a, Tensor b) {
        if (condition.dtype() != DType.BOOL) {
            throw new IllegalArgumentException(
                    "where expected condition to be a bool tensor, got " + condition.dtype());
        }
        DType dtype = Promotion.resultType(a, b);
        Shape shape = Operands.broadcast("where", Operands.broadcast("where", a.shape(), b.shape()), condition.shape());
        return Dispatch.applyOne(
                WHERE,
                Views.expand(condition, shape),
                Views.expand(cast(a, dtype), shape),
                Views.expand(cast(b, dtype), shape));
    }

    /** Puts a number where {@code mask} (bool) holds. */
    public static Tensor maskedFill(Tensor x, Tensor mask, Number value) {
        return where(mask, constant(x, Shape.SCALAR, value), x);
    }

    /** Limits to an interval; the derivative is 1 on it, its ends included, and 0 outside. */
    public static Tensor clamp(Tensor x, Number low, Number high) {
        return clampMax(clampMin(x, low), high);
    }

    /** Limits from below; the derivative at the limit is 1. */
    public static Tensor clampMin(Tensor x, Number low) {
        Tensor from = cast(x, Promotion.resultType(x, low));
        return where(Comparisons.lt(from, low), constant(from, low), from);
    }

    /** Limits from above; the derivative at the limit is 1. */
    public static Tensor clampMax(Tensor x, Number high) {
        Tensor from = cast(x, Promotion.resultType(x, high));
        return where(Comparisons.gt(from, high), constant(from, high), from);
    }

    /** Converts to a dtype; the same tensor if it has it already. */
    public static Tensor cast(Tensor x, DType dtype) {
        return x.dtype() == dtype ? x : Dispatch.applyOne(new CastOp(x.dtype(), dtype), x);
    }

    /** Returns a constant with shape and dtype of another tensor; it takes the room of one element, and must not be written. */
    static Tensor constant(Tensor like, Number value) {
        return constant(like, like.shape(), value);
    }

    static Tensor constant(Tensor like, Shape shape, Number value) {
        return Primitives.constant(Dispatch.kernels(like), shape, value, like.dtype());
    }
}
