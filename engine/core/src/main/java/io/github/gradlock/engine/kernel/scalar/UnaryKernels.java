package io.github.gradlock.engine.kernel.scalar;

import io.github.gradlock.engine.kernel.Nest;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.kernel.Workers;
import io.github.gradlock.engine.math.Elementary;
import io.github.gradlock.engine.math.Elementary32;
import io.github.gradlock.engine.tensor.HostStorage;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;

/** Functions of one element. Those of binary32 are correctly rounded (rule 5), which for a square root one rounding of binary64 is. */
final class UnaryKernels {
    private static final int GRAIN = 1 << 12;

    private final Workers workers;

    UnaryKernels(Workers workers) {
        this.workers = workers;
    }

    void unary(UnaryFunction function, Tensor x, Tensor out) {
        Nest nest = Nest.of(x, out);
        Nest.Row row =
                switch (x.dtype()) {
                    case FLOAT32 ->
                        function.isPredicate()
                                ? floatPredicate(nest, predicate(function), x, out)
                                : floats(nest, floatFunction(function), x, out);
                    case FLOAT64 ->
                        function.isPredicate()
                                ? doublePredicate(nest, predicate(function), x, out)
                                : doubles(nest, doubleFunction(function), x, out);
                    case INT64 ->
                        function.isPredicate()
                                ? longPredicate(nest, predicate(function), x, out)
                                : longs(nest, longFunction(function), x, out);
                    case BOOL -> bools(nest, function, x, out);
                };
        workers.split(nest.size(), GRAIN, (from, to) -> nest.forEach(from, to, row));
    }

    /** A function of binary32. */
    private interface FloatFunction {
        float apply(float x);
    }

    /** A question about an element; int64 and bool are asked as binary64, which keeps what is asked. */
    private interface Predicate {
        boolean test(double x);
    }

    private static FloatFunction floatFunction(UnaryFunction function) {
        return switch (function) {
            case NEG -> x -> -x;
            case ABS -> Math::abs;
            case SIGN -> x -> x > 0 ? 1 : x < 0 ? -1 : 0;
            case RECIPROCAL -> x -> 1 / x;
            case RELU -> x -> Math.max(x, 0f);
            case EXP -> Elementary32::exp;
            case EXP2 -> Elementary32::exp2;
            case EXPM1 -> Elementary32::expm1;
            case LOG -> Elementary32::log;
            case LOG2 -> Elementary32::log2;
            case LOG10 -> Elementary32::log10;
            case LOG1P -> Elementary32::log1p;
            case SIN -> Elementary32::sin;
            case COS -> Elementary32::cos;
            case TAN -> Elementary32::tan;
            case ASIN -> Elementary32::asin;
            case ACOS -> Elementary32::acos;
            case ATAN -> Elementary32::atan;
            case SINH -> Elementary32::sinh;
            case COSH -> Elementary32::cosh;
            case TANH -> Elementary32::tanh;
            case ASINH -> Elementary32::asinh;
            case ACOSH -> Elementary32::acosh;
            case ATANH -> Elementary32::atanh;
            case SIGMOID -> Elementary32::sigmoid;
            case ERF -> Elementary32::erf;
            case ERFC -> Elementary32::erfc;
            case ERFINV -> Elementary32::erfinv;
            case LGAMMA -> Elementary32::lgamma;
            case DIGAMMA -> Elementary32::digamma;
            case RSQRT -> Elementary32::rsqrt;
            default -> {
                DoubleUnaryOperator wide = doubleFunction(function);
                yield x -> (float) wide.applyAsDouble(x);
            }
        };
    }

    private static DoubleUnaryOperator doubleFunction(UnaryFunction function) {
        return switch (function) {
            case NEG -> x -> -x;
            case ABS -> Math::abs;
            case SIGN -> x -> x > 0 ? 1 : x < 0 ? -1 : 0;
            case FLOOR -> Math::floor;
            case CEIL -> Math::ceil;
            case ROUND -> Math::rint;
            case TRUNC -> x -> x < 0 ? Math.ceil(x) : Math.floor(x);
            case SQRT -> Math::sqrt;
            case RSQRT -> Elementary::rsqrt;
            case RECIPROCAL -> x -> 1 / x;
            case EXP -> Elementary::exp;
            case EXP2 -> Elementary::exp2;
            case EXPM1 -> Elementary::expm1;
            case LOG -> Elementary::log;
            case LOG2 -> Elementary::log2;
            case LOG10 -> Elementary::log10;
            case LOG1P -> Elementary::log1p;
            case SIN -> Elementary::sin;
            case COS -> Elementary::cos;
            case TAN -> Elementary::tan;
            case ASIN -> Elementary::asin;
            case ACOS -> Elementary::acos;
            case ATAN -> Elementary::atan;
            case SINH -> Elementary::sinh;
            case COSH -> Elementary::cosh;
            case TANH -> Elementary::tanh;
            case ASINH -> Elementary::asinh;
            case ACOSH -> Elementary::acosh;
            case ATANH -> Elementary::atanh;
            case SIGMOID -> Elementary::sigmoid;
            case ERF -> Elementary::erf;
            case ERFC -> Elementary::erfc;
            case ERFINV -> Elementary::erfinv;
            case LGAMMA -> Elementary::lgamma;
            case DIGAMMA -> Elementary::digamma;
            case RELU -> x -> Math.max(x, 0.0);
            case LOGICAL_NOT, IS_NAN, IS_FINITE -> throw new IllegalArgumentException(function + " gives bool");
        };
    }

    private static LongUnaryOperator longFunction(UnaryFunction function) {
        return switch (function) {
            case NEG -> x -> -x;
            case ABS -> Math::abs;
            case SIGN -> Long::signum;
            case FLOOR, CEIL, ROUND, TRUNC -> x -> x;
            case RELU -> x -> Math.max(x, 0);
            default -> throw new IllegalArgumentException(function + " is not defined for int64");
        };
    }

    private static Predicate predicate(UnaryFunction function) {
        return switch (function) {
            case LOGICAL_NOT -> x -> x == 0;
            case IS_NAN -> Double::isNaN;
            case IS_FINITE -> Double::isFinite;
            default -> throw new IllegalArgumentException(function + " does not give bool");
        };
    }

    private static Nest.Row floats(Nest nest, FloatFunction f, Tensor in, Tensor out) {
        float[] x = HostStorage.floats(in);
        float[] o = HostStorage.floats(out);
        int sx = nest.step(0);
        int so = nest.step(1);
        return (at, first, count) -> {
            for (int i = 0, ix = at[0], io = at[1]; i < count; i++, ix += sx, io += so) {
                o[io] = f.apply(x[ix]);
            }
        };
    }

    private static Nest.Row doubles(Nest nest, DoubleUnaryOperator f, Tensor in, Tensor out) {
        double[] x = HostStorage.doubles(in);
        double[] o = HostStorage.doubles(out);
        int sx = nest.step(0);
        int so = nest.step(1);
        return (at, first, count) -> {
            for (int i = 0, ix = at[0], io = at[1]; i < count; i++, ix += sx, io += so) {
                o[io] = f.applyAsDouble(x[ix]);
            }
        };
    }

    private static Nest.Row longs(Nest nest, LongUnaryOperator f, Tensor in, Tensor out) {
        long[] x = HostStorage.longs(in);
        long[] o = HostStorage.longs(out);
        int sx = nest.step(0);
        int so = nest.step(1);
        return (at, first, count) -> {
            for (int i = 0, ix = at[0], io = at[1]; i < count; i++, ix += sx, io += so) {
                o[io] = f.applyAsLong(x[ix]);
            }
        };
    }

    private static Nest.Row floatPredicate(Nest nest, Predicate f, Tensor in, Tensor out) {
        float[] x = HostStorage.floats(in);
        byte[] o = HostStorage.bools(out);
        int sx = nest.step(0);
        int so = nest.step(1);
        return (at, first, count) -> {
            for (int i = 0, ix = at[0], io = at[1]; i < count; i++, ix += sx, io += so) {
                o[io] = CopyKernels.bool(f.test(x[ix]));
            }
        };
    }

    private static Nest.Row doublePredicate(Nest nest, Predicate f, Tensor in, Tensor out) {
        double[] x = HostStorage.doubles(in);
        byte[] o = HostStorage.bools(out);
        int sx = nest.step(0);
        int so = nest.step(1);
        return (at, first, count) -> {
            for (int i = 0, ix = at[0], io = at[1]; i < count; i++, ix += sx, io += so) {
                o[io] = CopyKernels.bool(f.test(x[ix]));
            }
        };
    }

    private static Nest.Row longPredicate(Nest nest, Predicate f, Tensor in, Tensor out) {
        long[] x = HostStorage.longs(in);
        byte[] o = HostStorage.bools(out);
        int sx = nest.step(0);
        int so = nest.step(1);
        return (at, first, count) -> {
            for (int i = 0, ix = at[0], io = at[1]; i < count; i++, ix += sx, io += so) {
                o[io] = CopyKernels.bool(f.test(x[ix]));
            }
        };
    }

    private static Nest.Row bools(Nest nest, UnaryFunction function, Tensor in, Tensor out) {
        if (!function.isPredicate()) {
            throw new IllegalArgumentException(function + " is not defined for bool");
        }
        Predicate f = predicate(function);
        byte[] x = HostStorage.bools(in);
        byte[] o = HostStorage.bools(out);
        int sx = nest.step(0);
        int so = nest.step(1);
        return (at, first, count) -> {
            for (int i = 0, ix = at[0], io = at[1]; i < count; i++, ix += sx, io += so) {
                o[io] = CopyKernels.bool(f.test(x[ix]));
            }
        };
    }
}
