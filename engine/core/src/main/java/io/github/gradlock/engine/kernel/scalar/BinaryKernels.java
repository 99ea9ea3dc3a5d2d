package io.github.gradlock.engine.kernel.scalar;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.Nest;
import io.github.gradlock.engine.kernel.Workers;
import io.github.gradlock.engine.math.Elementary;
import io.github.gradlock.engine.tensor.HostStorage;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/**
 * Functions of two elements. The maximum and the minimum propagate NaN, and hold -0.0 to be less than +0.0; comparisons hold them
 * to be equal, as IEEE 754 does.
 */
final class BinaryKernels {
    private static final int GRAIN = 1 << 13;

    private final Workers workers;

    BinaryKernels(Workers workers) {
        this.workers = workers;
    }

    void binary(BinaryFunction function, Tensor a, Tensor b, Tensor out) {
        Nest nest = Nest.of(a, b, out);
        Nest.Row row =
                switch (a.dtype()) {
                    case FLOAT32 ->
                        function.isPredicate()
                                ? floatPredicate(nest, floatPredicate(function), a, b, out)
                                : floats(nest, function, a, b, out);
                    case FLOAT64 ->
                        function.isPredicate()
                                ? doublePredicate(nest, doublePredicate(function), a, b, out)
                                : doubles(nest, function, a, b, out);
                    case INT64 ->
                        function.isPredicate()
                                ? longPredicate(nest, longPredicate(function), a, b, out)
                                : longs(nest, longFunction(function), a, b, out);
                    case BOOL -> bools(nest, boolFunction(function), a, b, out);
                };
        workers.split(nest.size(), GRAIN, (from, to) -> nest.forEach(from, to, row));
    }

    /** A function of two binary32. */
    private interface FloatFunction {
        float apply(float a, float b);
    }

    /** A question about two binary32. */
    private interface FloatPredicate {
        boolean test(float a, float b);
    }

    /** A question about two binary64. */
    private interface DoublePredicate {
        boolean test(double a, double b);
    }

    /** A question about two integers, or about two bools as 0 and 1. */
    private interface LongPredicate {
        boolean test(long a, long b);
    }

    private static FloatFunction floatFunction(BinaryFunction function) {
        return switch (function) {
            case ADD -> (a, b) -> a + b;
            case SUB -> (a, b) -> a - b;
            case MUL -> (a, b) -> a * b;
            case DIV -> (a, b) -> a / b;
            case FLOOR_DIVIDE -> Division::floorDivide;
            case REMAINDER -> Division::remainder;
            case FMOD -> (a, b) -> a % b;
            case COPYSIGN -> StrictMath::copySign;
            case NEXTAFTER -> Division::nextAfter;
            case POW, ATAN2, HYPOT, POLYGAMMA -> {
                DoubleBinaryOperator wide = doubleFunction(function);
                yield (a, b) -> (float) wide.applyAsDouble(a, b);
            }
            case MAXIMUM -> Math::max;
            case MINIMUM -> Math::min;
            case GATE -> (a, b) -> b <= 0 ? 0 : a;
            default -> throw new IllegalArgumentException(function + " is not defined for floating dtypes");
        };
    }

    private static DoubleBinaryOperator doubleFunction(BinaryFunction function) {
        return switch (function) {
            case ADD -> (a, b) -> a + b;
            case SUB -> (a, b) -> a - b;
            case MUL -> (a, b) -> a * b;
            case DIV -> (a, b) -> a / b;
            case FLOOR_DIVIDE -> Division::floorDivide;
            case REMAINDER -> Division::remainder;
            case FMOD -> (a, b) -> a % b;
            case POW -> Elementary::pow;
            case ATAN2 -> Elementary::atan2;
            case HYPOT -> Elementary::hypot;
            case COPYSIGN -> StrictMath::copySign;
            case NEXTAFTER -> Division::nextAfter;
            case POLYGAMMA -> Elementary::polygamma;
            case MAXIMUM -> Math::max;
            case MINIMUM -> Math::min;
            case GATE -> (a, b) -> b <= 0 ? 0 : a;
            default -> throw new IllegalArgumentException(function + " is not defined for floating dtypes");
        };
    }

    private static LongBinaryOperator longFunction(BinaryFunction function) {
        return switch (function) {
            case ADD -> (a, b) -> a + b;
            case SUB -> (a, b) -> a - b;
            case MUL -> (a, b) -> a * b;
            case DIV -> Division::truncatedQuotient;
            case FLOOR_DIVIDE -> Division::floorDivide;
            case REMAINDER -> Division::remainder;
            case FMOD -> Division::truncatedRemainder;
            case POW -> BinaryKernels::wrappedPower;
            case MAXIMUM -> Math::max;
            case MINIMUM -> Math::min;
            case GATE -> (a, b) -> b <= 0 ? 0 : a;
            case BITWISE_AND -> (a, b) -> a & b;
            case BITWISE_OR -> (a, b) -> a | b;
            case BITWISE_XOR -> (a, b) -> a ^ b;
            // Java takes the number of places modulo 64, C++ leaves it undefined: PyTorch defines it as here.
            case SHIFT_LEFT -> (a, b) -> b < 0 || b > 63 ? 0 : a << b;
            case SHIFT_RIGHT -> (a, b) -> a >> (b < 0 || b > 63 ? 63 : b);
            default -> throw new IllegalArgumentException(function + " is not defined for int64");
        };
    }

    /** Returns the power modulo 2^64; a negative exponent gives the whole part of the reciprocal. */
    private static long wrappedPower(long base, long exponent) {
        if (exponent < 0) {
            return base == 1 ? 1 : base == -1 ? 1 - 2 * (exponent & 1) : 0;
        }
        long result = 1;
        for (long square = base, rest = exponent; rest > 0; rest >>= 1, square *= square) {
            result *= (rest & 1) == 1 ? square : 1;
        }
        return result;
    }

    private static FloatPredicate floatPredicate(BinaryFunction function) {
        return switch (function) {
            case EQ -> (a, b) -> a == b;
            case NE -> (a, b) -> a != b;
            case LT -> (a, b) -> a < b;
            case LE -> (a, b) -> a <= b;
            case GT -> (a, b) -> a > b;
            case GE -> (a, b) -> a >= b;
            case LOGICAL_AND -> (a, b) -> a != 0 && b != 0;
            case LOGICAL_OR -> (a, b) -> a != 0 || b != 0;
            case LOGICAL_XOR -> (a, b) -> a != 0 ^ b != 0;
            default -> throw new IllegalArgumentException(function + " does not give bool");
        };
    }

    private static DoublePredicate doublePredicate(BinaryFunction function) {
        return switch (function) {
            case EQ -> (a, b) -> a == b;
            case NE -> (a, b) -> a != b;
            case LT -> (a, b) -> a < b;
            case LE -> (a, b) -> a <= b;
            case GT -> (a, b) -> a > b;
            case GE -> (a, b) -> a >= b;
            case LOGICAL_AND -> (a, b) -> a != 0 && b != 0;
            case LOGICAL_OR -> (a, b) -> a != 0 || b != 0;
            case LOGICAL_XOR -> (a, b) -> a != 0 ^ b != 0;
            default -> throw new IllegalArgumentException(function + " does not give bool");
        };
    }

    private static LongPredicate longPredicate(BinaryFunction function) {
        return switch (function) {
            case EQ -> (a, b) -> a == b;
            case NE -> (a, b) -> a != b;
            case LT -> (a, b) -> a < b;
            case LE -> (a, b) -> a <= b;
            case GT -> (a, b) -> a > b;
            case GE -> (a, b) -> a >= b;
            case LOGICAL_AND -> (a, b) -> a != 0 && b != 0;
            case LOGICAL_OR -> (a, b) -> a != 0 || b != 0;
            case LOGICAL_XOR -> (a, b) -> a != 0 ^ b != 0;
            default -> throw new IllegalArgumentException(function + " does not give bool");
        };
    }

    /** Arithmetic of bools, as in PyTorch: sum and maximum are "or", product and minimum are "and". */
    private static LongPredicate boolFunction(BinaryFunction function) {
        return switch (function) {
            case ADD, MAXIMUM, BITWISE_OR -> longPredicate(BinaryFunction.LOGICAL_OR);
            case MUL, MINIMUM, BITWISE_AND -> longPredicate(BinaryFunction.LOGICAL_AND);
            case BITWISE_XOR -> longPredicate(BinaryFunction.LOGICAL_XOR);
            case EQ, NE, LT, LE, GT, GE, LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR -> longPredicate(function);
            default -> throw new IllegalArgumentException(function + " is not defined for bool");
        };
    }

    private static Nest.Row floats(Nest nest, BinaryFunction function, Tensor a, Tensor b, Tensor out) {
        float[] x = HostStorage.floats(a);
        float[] y = HostStorage.floats(b);
        float[] o = HostStorage.floats(out);
        int sa = nest.step(0);
        int sb = nest.step(1);
        int so = nest.step(2);
        if (sa == 1 && sb == 1 && so == 1 && isArithmetic(function)) {
            return contiguous(function, x, y, o);
        }
        FloatFunction f = floatFunction(function);
        return (at, first, count) -> {
            for (int i = 0, ia = at[0], ib = at[1], io = at[2]; i < count; i++, ia += sa, ib += sb, io += so) {
                o[io] = f.apply(x[ia], y[ib]);
            }
        };
    }

    private static boolean isArithmetic(BinaryFunction function) {
        return switch (function) {
            case ADD, SUB, MUL, DIV -> true;
            default -> false;
        };
    }

    /** Loops that the JIT compiler turns into vector instructions; IEEE operations have the same bits there. */
    private static Nest.Row contiguous(BinaryFunction function, float[] x, float[] y, float[] o) {
        return switch (function) {
            case ADD ->
                (at, first, count) -> {
                    for (int i = 0, ia = at[0], ib = at[1], io = at[2]; i < count; i++) {
                        o[io + i] = x[ia + i] + y[ib + i];
                    }
                };
            case SUB ->
                (at, first, count) -> {
                    for (int i = 0, ia = at[0], ib = at[1], io = at[2]; i < count; i++) {
                        o[io + i] = x[ia + i] - y[ib + i];
                    }
                };
            case MUL ->
                (at, first, count) -> {
                    for (int i = 0, ia = at[0], ib = at[1], io = at[2]; i < count; i++) {
                        o[io + i] = x[ia + i] * y[ib + i];
                    }
                };
            default ->
                (at, first, count) -> {
                    for (int i = 0, ia = at[0], ib = at[1], io = at[2]; i < count; i++) {
                        o[io + i] = x[ia + i] / y[ib + i];
                    }
                };
        };
    }

    private static Nest.Row doubles(Nest nest, BinaryFunction function, Tensor a, Tensor b, Tensor out) {
        double[] x = HostStorage.doubles(a);
        double[] y = HostStorage.doubles(b);
        double[] o = HostStorage.doubles(out);
        int sa = nest.step(0);
        int sb = nest.step(1);
        int so = nest.step(2);
        if (sa == 1 && sb == 1 && so == 1 && isArithmetic(function)) {
            return contiguous(function, x, y, o);
        }
        DoubleBinaryOperator f = doubleFunction(function);
        return (at, first, count) -> {
            for (int i = 0, ia = at[0], ib = at[1], io = at[2]; i < count; i++, ia += sa, ib += sb, io += so) {
                o[io] = f.applyAsDouble(x[ia], y[ib]);
            }
        };
    }

    private static Nest.Row contiguous(BinaryFunction function, double[] x, double[] y, double[] o) {
        return switch (function) {
            case ADD ->
                (at, first, count) -> {
                    for (int i = 0, ia = at[0], ib = at[1], io = at[2]; i < count; i++) {
                        o[io + i] = x[ia + i] + y[ib + i];
                    }
                };
            case SUB ->
                (at, first, count) -> {
                    for (int i = 0, ia = at[0], ib = at[1], io = at[2]; i < count; i++) {
                        o[io + i] = x[ia + i] - y[ib + i];
                    }
                };
            case MUL ->
                (at, first, count) -> {
                    for (int i = 0, ia = at[0], ib = at[1], io = at[2]; i < count; i++) {
                        o[io + i] = x[ia + i] * y[ib + i];
                    }
                };
            default ->
                (at, first, count) -> {
                    for (int i = 0, ia = at[0], ib = at[1], io = at[2]; i < count; i++) {
                        o[io + i] = x[ia + i] / y[ib + i];
                    }
                };
        };
    }

    private static Nest.Row longs(Nest nest, LongBinaryOperator f, Tensor a, Tensor b, Tensor out) {
        long[] x = HostStorage.longs(a);
        long[] y = HostStorage.longs(b);
        long[] o = HostStorage.longs(out);
        int sa = nest.step(0);
        int sb = nest.step(1);
        int so = nest.step(2);
        return (at, first, count) -> {
            for (int i = 0, ia = at[0], ib = at[1], io = at[2]; i < count; i++, ia += sa, ib += sb, io += so) {
                o[io] = f.applyAsLong(x[ia], y[ib]);
            }
        };
    }

    private static Nest.Row floatPredicate(Nest nest, FloatPredicate f, Tensor a, Tensor b, Tensor out) {
        float[] x = HostStorage.floats(a);
        float[] y = HostStorage.floats(b);
        byte[] o = HostStorage.bools(out);
        int sa = nest.step(0);
        int sb = nest.step(1);
        int so = nest.step(2);
        return (at, first, count) -> {
            for (int i = 0, ia = at[0], ib = at[1], io = at[2]; i < count; i++, ia += sa, ib += sb, io += so) {
                o[io] = CopyKernels.bool(f.test(x[ia], y[ib]));
            }
        };
    }

    private static Nest.Row doublePredicate(Nest nest, DoublePredicate f, Tensor a, Tensor b, Tensor out) {
        double[] x = HostStorage.doubles(a);
        double[] y = HostStorage.doubles(b);
        byte[] o = HostStorage.bools(out);
        int sa = nest.step(0);
        int sb = nest.step(1);
        int so = nest.step(2);
        return (at, first, count) -> {
            for (int i = 0, ia = at[0], ib = at[1], io = at[2]; i < count; i++, ia += sa, ib += sb, io += so) {
                o[io] = CopyKernels.bool(f.test(x[ia], y[ib]));
            }
        };
    }

    private static Nest.Row longPredicate(Nest nest, LongPredicate f, Tensor a, Tensor b, Tensor out) {
        long[] x = HostStorage.longs(a);
        long[] y = HostStorage.longs(b);
        byte[] o = HostStorage.bools(out);
        int sa = nest.step(0);
        int sb = nest.step(1);
        int so = nest.step(2);
        return (at, first, count) -> {
            for (int i = 0, ia = at[0], ib = at[1], io = at[2]; i < count; i++, ia += sa, ib += sb, io += so) {
                o[io] = CopyKernels.bool(f.test(x[ia], y[ib]));
            }
        };
    }

    private static Nest.Row bools(Nest nest, LongPredicate f, Tensor a, Tensor b, Tensor out) {
        byte[] x = HostStorage.bools(a);
        byte[] y = HostStorage.bools(b);
        byte[] o = HostStorage.bools(out);
        int sa = nest.step(0);
        int sb = nest.step(1);
        int so = nest.step(2);
        return (at, first, count) -> {
            for (int i = 0, ia = at[0], ib = at[1], io = at[2]; i < count; i++, ia += sa, ib += sb, io += so) {
                o[io] = CopyKernels.bool(f.test(x[ia], y[ib]));
            }
        };
    }
}
