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
    private static final LerpOp LERP = new LerpOp();

    private Arithmetic() {}

    /** How a quotient becomes a whole number. */
    public enum Rounding {
        /** Towards zero, as integers are divided in C. */
        TRUNC,
        /** Down, as integers are divided in Python. */
        FLOOR
    }

    /** Adds, {@code a + b}; of bools the sum is "or". */
    public static Tensor add(Tensor a, Tensor b) {
        return Operands.binary(BinaryOp.ADD, a, b);
    }

    /** Adds a number, {@code a + b}. */
    public static Tensor add(Tensor a, Number b) {
        return Operands.binary(BinaryOp.ADD, a, b);
    }

    /** Adds a multiple: {@code a + alpha * b}; integers want an integer alpha. */
    public static Tensor add(Tensor a, Tensor b, Number alpha) {
        return add(a, multiple("add", a, b, alpha));
    }

    /** Subtracts a multiple: {@code a - alpha * b}; integers want an integer alpha. */
    public static Tensor sub(Tensor a, Tensor b, Number alpha) {
        return sub(a, multiple("sub", a, b, alpha));
    }

    private static Tensor multiple(String op, Tensor a, Tensor b, Number alpha) {
        if (!Promotion.isInteger(alpha) && !Promotion.resultType(a, b).isFloating()) {
            throw new IllegalArgumentException(
                    op + " of integers expected alpha to be an integer, got " + alpha + " for " + a.dtype());
        }
        return alpha.doubleValue() == 1 ? b : mul(b, alpha);
    }

    /**
     * Subtracts, {@code a - b}. Two bools have no difference, use {@link Comparisons#xor}; a bool beside a number counts as 0 or 1, which
     * PyTorch refuses.
     */
    public static Tensor sub(Tensor a, Tensor b) {
        if (a.dtype() == DType.BOOL && b.dtype() == DType.BOOL) {
            throw new IllegalArgumentException("sub with two bool tensors is not supported; use bitwise_xor or"
                    + " logical_xor instead: a.bitwiseXor(b), a.logicalXor(b)");
        }
        return Operands.binary(BinaryOp.SUB, a, b);
    }

    /** Subtracts a number, {@code a - b}. */
    public static Tensor sub(Tensor a, Number b) {
        return Operands.binary(BinaryOp.SUB, a, b);
    }

    /** Subtracts from a number: {@code a - b}, for {@code 2 - x} in Python. */
    public static Tensor rsub(Number a, Tensor b) {
        DType dtype = Promotion.resultType(b, a);
        Tensor right = cast(b, dtype);
        return Dispatch.applyOne(BinaryOp.SUB, constant(right, a), right);
    }

    /** Multiplies element by element, {@code a b}; of bools the product is "and". */
    public static Tensor mul(Tensor a, Tensor b) {
        return Operands.binary(BinaryOp.MUL, a, b);
    }

    /** Multiplies with a number, {@code a b}. */
    public static Tensor mul(Tensor a, Number b) {
        return Operands.binary(BinaryOp.MUL, a, b);
    }

    /** Divides, {@code a / b}; integers and bools give the default floating type, float32. */
    public static Tensor div(Tensor a, Tensor b) {
        DType dtype = Promotion.toFloating(Promotion.resultType(a, b));
        return Operands.binary(BinaryOp.DIV, cast(a, dtype), cast(b, dtype));
    }

    /** Divides by a number, {@code a / b}; integers and bools give the default floating type, float32. */
    public static Tensor div(Tensor a, Number b) {
        return Operands.binary(BinaryOp.DIV, cast(a, Promotion.toFloating(a.dtype())), b);
    }

    /** Divides and rounds; integers stay integers. The derivatives are zero. */
    public static Tensor div(Tensor a, Tensor b, Rounding rounding) {
        return Operands.binary(new QuotientOp(rounding), a, b);
    }

    /** Divides by a number and rounds; integers stay integers. The derivative is zero. */
    public static Tensor div(Tensor a, Number b, Rounding rounding) {
        return Operands.binary(new QuotientOp(rounding), a, b);
    }

    /** Divides and rounds down, {@code floor(a / b)} from the exact remainder; integers stay integers. The derivatives are zero. */
    public static Tensor floorDivide(Tensor a, Tensor b) {
        return div(a, b, Rounding.FLOOR);
    }

    /** Divides by a number and rounds down, {@code floor(a / b)} from the exact remainder; integers stay integers. */
    public static Tensor floorDivide(Tensor a, Number b) {
        return div(a, b, Rounding.FLOOR);
    }

    /** Takes the remainder with the sign of the divisor: {@code a - b * floor(a / b)}. */
    public static Tensor remainder(Tensor a, Tensor b) {
        return Operands.binary(BinaryOp.REMAINDER, a, b);
    }

    /** Takes the remainder with the sign of the divisor. */
    public static Tensor remainder(Tensor a, Number b) {
        return Operands.binary(BinaryOp.REMAINDER, a, b);
    }

    /** Takes the remainder of a number, with the sign of the divisor. */
    public static Tensor remainder(Number a, Tensor b) {
        return Operands.binary(BinaryOp.REMAINDER, a, b);
    }

    /** Takes the remainder with the sign of the dividend: {@code a - b * trunc(a / b)}. */
    public static Tensor fmod(Tensor a, Tensor b) {
        return Operands.binary(BinaryOp.FMOD, a, b);
    }

    /** Takes the remainder with the sign of the dividend. */
    public static Tensor fmod(Tensor a, Number b) {
        return Operands.binary(BinaryOp.FMOD, a, b);
    }

    /** Adds a multiple of a product: {@code x + value * a * b}. */
    public static Tensor addcmul(Tensor x, Tensor a, Tensor b, Number value) {
        checkShapes("addcmul", x, a, b);
        return add(x, mul(value.doubleValue() == 1 ? a : mul(a, value), b));
    }

    /**
     * Adds a multiple of a quotient: {@code x + value * a / b}.
     *
     * @throws IllegalArgumentException if all are integers, as in PyTorch
     */
    public static Tensor addcdiv(Tensor x, Tensor a, Tensor b, Number value) {
        checkShapes("addcdiv", x, a, b);
        if (!Promotion.resultType(a, b).isFloating()) {
            throw new IllegalArgumentException("addcdiv expected floating point tensors, got " + a.dtype() + " and "
                    + b.dtype() + "; divide first, with rounding or without");
        }
        return add(x, div(value.doubleValue() == 1 ? a : mul(a, value), b));
    }

    private static void checkShapes(String op, Tensor x, Tensor a, Tensor b) {
        Operands.broadcast(op, x.shape(), Operands.broadcast(op, a.shape(), b.shape()));
    }

    /** Goes from {@code start} to {@code end} by a weight: {@code start + weight * (end - start)}. All are of one dtype. */
    public static Tensor lerp(Tensor start, Tensor end, Tensor weight) {
        for (Tensor other : new Tensor[] {end, weight}) {
            if (other.dtype() != start.dtype()) {
                throw Operands.mismatch("lerp", start.dtype(), other.dtype());
            }
        }
        return Operands.together(LERP, start, end, weight);
    }

    /** Goes from {@code start} to {@code end} by a weight that is a number. */
    public static Tensor lerp(Tensor start, Tensor end, Number weight) {
        return lerp(start, end, constant(start, Shape.SCALAR, weight));
    }

    /** Takes the length of the hypotenuse, {@code sqrt(a * a + b * b)}, without overflow. */
    public static Tensor hypot(Tensor a, Tensor b) {
        return Operands.floating(BinaryOp.HYPOT, a, b);
    }

    /** Gives {@code a} the sign of {@code b}; the derivative where {@code a} is zero is zero. */
    public static Tensor copysign(Tensor a, Tensor b) {
        return Operands.floating(BinaryOp.COPYSIGN, a, b);
    }

    /** Gives {@code a} the sign of a number; minus zero has the sign minus. */
    public static Tensor copysign(Tensor a, Number b) {
        return Operands.binary(BinaryOp.COPYSIGN, Operands.floating(a), b);
    }

    /** Raises to a power that is a tensor, {@code base ^ exponent}; the derivative for the exponent is 0 where the base is 0 and it is not negative. */
    public static Tensor pow(Tensor base, Tensor exponent) {
        return Operands.binary(BinaryOp.POW, base, exponent);
    }

    /**
     * Raises to a power that is a number.
     *
     * @throws IllegalArgumentException if integers are raised to a negative integer
     */
    public static Tensor pow(Tensor base, Number exponent) {
        DType dtype = Promotion.resultType(base, exponent);
        if (!dtype.isFloating() && exponent.longValue() < 0) {
            throw new IllegalArgumentException(
                    "pow does not raise integers to negative integer powers: base " + dtype + ", exponent " + exponent);
        }
        return Dispatch.applyOne(new PowScalarOp(exponent), cast(base, dtype));
    }

    /** Raises a number to a power, {@code base ^ exponent}. */
    public static Tensor pow(Number base, Tensor exponent) {
        return Operands.binary(BinaryOp.POW, base, exponent);
    }

    /** Raises to a power in float64, whatever the dtypes are. */
    public static Tensor floatPower(Tensor base, Tensor exponent) {
        return pow(cast(base, DType.FLOAT64), cast(exponent, DType.FLOAT64));
    }

    /** Raises to a power that is a number, in float64. */
    public static Tensor floatPower(Tensor base, Number exponent) {
        return pow(cast(base, DType.FLOAT64), exponent);
    }

    /** Raises a number to a power, in float64. */
    public static Tensor floatPower(Number base, Tensor exponent) {
        return pow(base, cast(exponent, DType.FLOAT64));
    }

    /** Takes the greater of two, NaN if one is NaN; where they are equal, each gets half of the cotangent. */
    public static Tensor maximum(Tensor a, Tensor b) {
        return Operands.binary(BinaryOp.MAXIMUM, a, b);
    }

    /** Takes the lesser of two, NaN if one is NaN; where they are equal, each gets half of the cotangent. */
    public static Tensor minimum(Tensor a, Tensor b) {
        return Operands.binary(BinaryOp.MINIMUM, a, b);
    }

    /** Changes the sign, {@code -x}; zeros too. Bools have no sign: use {@link Comparisons#not}. */
    public static Tensor neg(Tensor x) {
        return Dispatch.applyOne(UnaryOp.NEG, x);
    }

    /** Takes the absolute value; its derivative at zero is zero. */
    public static Tensor abs(Tensor x) {
        return Dispatch.applyOne(UnaryOp.ABS, x);
    }

    /** Takes {@code a} where {@code condition} (bool) holds, and {@code b} elsewhere. */
    public static Tensor where(Tensor condition, Tensor a, Tensor b) {
        return where("where", "condition", condition, a, b);
    }

    private static Tensor where(String op, String name, Tensor condition, Tensor a, Tensor b) {
        if (condition.dtype() != DType.BOOL) {
            throw new IllegalArgumentException(
                    op + " expected " + name + " to be a bool tensor, got " + condition.dtype());
        }
        DType dtype = Promotion.resultType(a, b);
        Shape shape = Operands.broadcast(op, Operands.broadcast(op, a.shape(), b.shape()), condition.shape());
        return Dispatch.applyOne(
                WHERE,
                Views.expand(condition, shape),
                Views.expand(cast(a, dtype), shape),
                Views.expand(cast(b, dtype), shape));
    }

    /** Takes {@code a} where {@code condition} (bool) holds, and a number elsewhere. */
    public static Tensor where(Tensor condition, Tensor a, Number b) {
        Tensor left = cast(a, Promotion.resultType(a, b));
        return where(condition, left, constant(left, Shape.SCALAR, b));
    }

    /** Takes a number where {@code condition} (bool) holds, and {@code b} elsewhere. */
    public static Tensor where(Tensor condition, Number a, Tensor b) {
        Tensor right = cast(b, Promotion.resultType(b, a));
        return where(condition, constant(right, Shape.SCALAR, a), right);
    }

    /** Puts a number, converted to the dtype of x, where {@code mask} (bool) holds. */
    public static Tensor maskedFill(Tensor x, Tensor mask, Number value) {
        return where("masked_fill", "mask", mask, constant(x, Shape.SCALAR, value), x);
    }

    /** Puts a zero-dimensional tensor, converted to the dtype of x, where {@code mask} (bool) holds. */
    public static Tensor maskedFill(Tensor x, Tensor mask, Tensor value) {
        if (value.rank() != 0) {
            throw new IllegalArgumentException(
                    "masked_fill expected a zero-dimensional value, got shape " + value.shape());
        }
        return where("masked_fill", "mask", mask, cast(value, x.dtype()), x);
    }

    /**
     * Limits to an interval, min(max(x, low), high); the derivative is 1 on it, its ends included, and 0 outside. Above an upper
     * limit that lies below the lower one, nothing is left but the upper one.
     */
    public static Tensor clamp(Tensor x, Number low, Number high) {
        DType dtype = Promotion.promote(Promotion.resultType(x, low), Promotion.resultType(x, high));
        Tensor from = cast(x, dtype);
        return Dispatch.applyOne(new ClampOp(true, true), from, constant(from, low), constant(from, high));
    }

    /** Limits from below; the derivative at the limit is 1. */
    public static Tensor clampMin(Tensor x, Number low) {
        return Operands.binary(new ClampOp(true, false), x, low);
    }

    /** Limits from above; the derivative at the limit is 1. */
    public static Tensor clampMax(Tensor x, Number high) {
        return Operands.binary(new ClampOp(false, true), x, high);
    }

    /** Limits to intervals; where x lies outside, the limit that it is set to has the derivative 1. */
    public static Tensor clamp(Tensor x, Tensor low, Tensor high) {
        return Operands.together(new ClampOp(true, true), x, low, high);
    }

    /** Limits from below; at the limit, the derivative goes to x. */
    public static Tensor clampMin(Tensor x, Tensor low) {
        return Operands.together(new ClampOp(true, false), x, low);
    }

    /** Limits from above; at the limit, the derivative goes to x. */
    public static Tensor clampMax(Tensor x, Tensor high) {
        return Operands.together(new ClampOp(false, true), x, high);
    }

    /** Puts 0 for NaN, and the greatest and the least finite number of the dtype for the infinities. */
    public static Tensor nanToNum(Tensor x) {
        double greatest = x.dtype() == DType.FLOAT32 ? Float.MAX_VALUE : Double.MAX_VALUE;
        return nanToNum(x, 0, greatest, -greatest);
    }

    /** Puts numbers for NaN, plus infinity and minus infinity; the derivative there is 0. */
    public static Tensor nanToNum(Tensor x, double nan, double posInf, double negInf) {
        if (!x.dtype().isFloating()) {
            return x;
        }
        Tensor known = maskedFill(x, Comparisons.isNan(x), nan);
        Tensor below = maskedFill(known, Comparisons.isPosInf(x), posInf);
        return maskedFill(below, Comparisons.isNegInf(x), negInf);
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
