package io.github.gradlock.engine.kernel.scalar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.kernel.contract.Samples;
import io.github.gradlock.engine.math.Elementary;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Element-wise kernels against functions written out here, on every layout and number of threads. */
class ElementwiseKernelsTests {
    private final Kernels kernels = new ScalarKernels(3);

    @ParameterizedTest
    @EnumSource(UnaryFunction.class)
    void unaryOfFloating(UnaryFunction function) {
        for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
            DType result = function.isPredicate() ? DType.BOOL : dtype;
            for (Shape shape : Samples.SHAPES) {
                for (Tensor x : Samples.layouts(shape, dtype, 11, true)) {
                    Tensor out = Samples.target(shape, result);
                    kernels.unary(function, x, out);
                    double[] in = Samples.values(x);
                    long[] expected = new long[in.length];
                    for (int i = 0; i < in.length; i++) {
                        double value = unary(function, in[i]);
                        expected[i] = result == DType.BOOL ? (long) value : Samples.rounded(value, dtype);
                    }
                    assertArrayEquals(expected, Samples.bits(out), () -> function + " of " + x);
                }
            }
        }
    }

    private static double unary(UnaryFunction function, double x) {
        return switch (function) {
            case NEG -> 0.0 == x && 1 / x > 0 ? -0.0 : 0 - x;
            case ABS -> x <= 0 ? 0 - x : x;
            case SIGN -> x != x ? 0 : x == 0 ? 0 : x / StrictMath.abs(x) == 1 || x == Double.POSITIVE_INFINITY ? 1 : -1;
            case FLOOR -> StrictMath.floor(x);
            case CEIL -> StrictMath.ceil(x);
            case ROUND -> StrictMath.rint(x);
            case TRUNC -> StrictMath.copySign(StrictMath.floor(StrictMath.abs(x)), x);
            case SQRT -> StrictMath.sqrt(x);
            case RECIPROCAL -> 1 / x;
            case EXP -> StrictMath.exp(x);
            case EXPM1 -> StrictMath.expm1(x);
            case LOG -> StrictMath.log(x);
            case LOG1P -> StrictMath.log1p(x);
            case SIN -> StrictMath.sin(x);
            case COS -> StrictMath.cos(x);
            case TANH -> StrictMath.tanh(x);
            case SIGMOID -> x >= 0 ? 1 / (1 + StrictMath.exp(-x)) : StrictMath.exp(x) / (1 + StrictMath.exp(x));
            case ERF -> Elementary.erf(x);
            case RSQRT -> Elementary.rsqrt(x);
            case EXP2 -> Elementary.exp2(x);
            case LOG2 -> Elementary.log2(x);
            case LOG10 -> Elementary.log10(x);
            case TAN -> Elementary.tan(x);
            case ASIN -> Elementary.asin(x);
            case ACOS -> Elementary.acos(x);
            case ATAN -> Elementary.atan(x);
            case SINH -> Elementary.sinh(x);
            case COSH -> Elementary.cosh(x);
            case ASINH -> Elementary.asinh(x);
            case ACOSH -> Elementary.acosh(x);
            case ATANH -> Elementary.atanh(x);
            case ERFC -> Elementary.erfc(x);
            case ERFINV -> Elementary.erfinv(x);
            case LGAMMA -> Elementary.lgamma(x);
            case DIGAMMA -> Elementary.digamma(x);
            case RELU -> x > 0 ? x : x != x ? x : 0.0;
            case LOGICAL_NOT -> x == 0 ? 1 : 0;
            case IS_NAN -> x != x ? 1 : 0;
            case IS_FINITE -> x - x == 0 ? 1 : 0;
        };
    }

    @Test
    void unaryOfIntegers() {
        Tensor x = Tensors.of(new long[] {5, -5, 0, Long.MIN_VALUE});
        assertArrayEquals(new long[] {-5, 5, 0, Long.MIN_VALUE}, integers(UnaryFunction.NEG, x));
        assertArrayEquals(new long[] {5, 5, 0, Long.MIN_VALUE}, integers(UnaryFunction.ABS, x));
        assertArrayEquals(new long[] {1, -1, 0, -1}, integers(UnaryFunction.SIGN, x));
        assertArrayEquals(new long[] {5, 0, 0, 0}, integers(UnaryFunction.RELU, x));
        assertArrayEquals(new long[] {5, -5, 0, Long.MIN_VALUE}, integers(UnaryFunction.FLOOR, x));
        assertThrows(IllegalArgumentException.class, () -> integers(UnaryFunction.EXP, x));
        Tensor out = Samples.target(Shape.of(2), DType.BOOL);
        kernels.unary(UnaryFunction.LOGICAL_NOT, Tensors.of(new boolean[] {true, false}), out);
        assertArrayEquals(new boolean[] {false, true}, out.toBooleanArray());
    }

    private long[] integers(UnaryFunction function, Tensor x) {
        Tensor out = Samples.target(x.shape(), DType.INT64);
        kernels.unary(function, x, out);
        return out.toLongArray();
    }

    @ParameterizedTest
    @EnumSource(
            value = BinaryFunction.class,
            mode = EnumSource.Mode.MATCH_NONE,
            names = {"BITWISE_.*", "SHIFT_.*"})
    void binary(BinaryFunction function) {
        for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
            DType result = function.isPredicate() ? DType.BOOL : dtype;
            for (Shape shape : Samples.SHAPES) {
                List<Tensor> left = Samples.layouts(shape, dtype, 21, true);
                List<Tensor> right = Samples.layouts(shape, dtype, 22, true);
                for (Tensor a : left) {
                    for (Tensor b : right) {
                        Tensor gapped = Samples.target(shape, result);
                        Tensor dense = Tensors.zeros(shape, result);
                        kernels.binary(function, a, b, gapped);
                        kernels.binary(function, a, b, dense);
                        long[] expected = expected(function, a, b, result);
                        assertArrayEquals(expected, Samples.bits(gapped), () -> function + " of " + a + " and " + b);
                        assertArrayEquals(expected, Samples.bits(dense), () -> function + " of " + a + " and " + b);
                    }
                }
            }
        }
    }

    private static long[] expected(BinaryFunction function, Tensor a, Tensor b, DType result) {
        double[] x = Samples.values(a);
        double[] y = Samples.values(b);
        long[] expected = new long[x.length];
        for (int i = 0; i < x.length; i++) {
            if (result == DType.FLOAT32
                    && (function == BinaryFunction.FLOOR_DIVIDE || function == BinaryFunction.NEXTAFTER)) {
                float narrow = function == BinaryFunction.NEXTAFTER
                        ? StrictMath.nextAfter((float) x[i], y[i])
                        : Division.floorDivide((float) x[i], (float) y[i]);
                expected[i] = Samples.rounded(narrow, result);
                continue;
            }
            // Rounding a binary64 sum, product or quotient of binary32 operands to binary32 is the same as one
            // rounding.
            double value = binary(function, x[i], y[i]);
            expected[i] = result == DType.BOOL ? (long) value : Samples.rounded(value, result);
        }
        return expected;
    }

    private static double binary(BinaryFunction function, double a, double b) {
        return switch (function) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> a / b;
            case FLOOR_DIVIDE -> Division.floorDivide(a, b);
            case REMAINDER -> a % b != 0 && a < 0 != b < 0 ? a % b + b : a % b;
            case FMOD -> a % b;
            case ATAN2 -> StrictMath.atan2(a, b);
            case HYPOT -> StrictMath.hypot(a, b);
            case COPYSIGN -> StrictMath.copySign(a, b);
            case NEXTAFTER -> StrictMath.nextAfter(a, b);
            case POLYGAMMA -> Elementary.polygamma(a, b);
            case POW -> a == 1 || a == -1 && Double.isInfinite(b) ? 1 : StrictMath.pow(a, b);
            case MAXIMUM -> a != a || b != b ? Double.NaN : Double.compare(a, b) > 0 ? a : b;
            case MINIMUM -> a != a || b != b ? Double.NaN : Double.compare(a, b) < 0 ? a : b;
            case GATE -> b > 0 || b != b ? a : 0;
            case EQ -> a == b ? 1 : 0;
            case NE -> a == b ? 0 : 1;
            case LT -> a < b ? 1 : 0;
            case LE -> a < b || a == b ? 1 : 0;
            case GT -> b < a ? 1 : 0;
            case GE -> b < a || a == b ? 1 : 0;
            case LOGICAL_AND -> a != 0 && b != 0 ? 1 : 0;
            case LOGICAL_OR -> a != 0 || b != 0 ? 1 : 0;
            case LOGICAL_XOR -> (a != 0) != (b != 0) ? 1 : 0;
            case BITWISE_AND, BITWISE_OR, BITWISE_XOR, SHIFT_LEFT, SHIFT_RIGHT ->
                throw new AssertionError(function + " has no floating operands");
        };
    }

    @Test
    void binaryOfIntegersWraps() {
        Tensor a = Tensors.of(new long[] {Long.MAX_VALUE, -7, 3, 2});
        Tensor b = Tensors.of(new long[] {1, 2, -2, 63});
        assertArrayEquals(new long[] {Long.MIN_VALUE, -5, 1, 65}, integers(BinaryFunction.ADD, a, b));
        assertArrayEquals(new long[] {Long.MAX_VALUE, -3, -1, 0}, integers(BinaryFunction.DIV, a, b));
        assertArrayEquals(new long[] {Long.MAX_VALUE, 49, 0, Long.MIN_VALUE}, integers(BinaryFunction.POW, a, b));
        assertArrayEquals(new long[] {1, -7, -2, 2}, integers(BinaryFunction.MINIMUM, a, b));
        assertArrayEquals(new long[] {1, 0, 2, 2}, integers(BinaryFunction.BITWISE_AND, a, b));
        assertArrayEquals(new long[] {-2, -28, 0, 0}, integers(BinaryFunction.SHIFT_LEFT, a, b));
        assertThrows(IllegalArgumentException.class, () -> integers(BinaryFunction.ATAN2, a, b));
        Tensor zero = Tensors.of(new long[4]);
        assertThrows(ArithmeticException.class, () -> integers(BinaryFunction.DIV, a, zero));
        Tensor out = Tensors.zeros(DType.BOOL, 4);
        // Beyond 2^53 a comparison by way of binary64 would go wrong.
        kernels.binary(BinaryFunction.GT, a, Tensors.of(new long[] {Long.MAX_VALUE - 1, 0, 3, 1}), out);
        assertArrayEquals(new boolean[] {true, false, false, true}, out.toBooleanArray());
    }

    private long[] integers(BinaryFunction function, Tensor a, Tensor b) {
        Tensor out = Samples.target(a.shape(), DType.INT64);
        kernels.binary(function, a, b, out);
        return out.toLongArray();
    }

    @Test
    void binaryOfBools() {
        Tensor a = Tensors.of(new boolean[] {false, false, true, true});
        Tensor b = Tensors.of(new boolean[] {false, true, false, true});
        assertArrayEquals(new boolean[] {false, true, true, true}, bools(BinaryFunction.ADD, a, b));
        assertArrayEquals(new boolean[] {false, false, false, true}, bools(BinaryFunction.MUL, a, b));
        assertArrayEquals(new boolean[] {false, true, true, false}, bools(BinaryFunction.NE, a, b));
        assertArrayEquals(new boolean[] {false, true, false, false}, bools(BinaryFunction.LT, a, b));
        assertThrows(IllegalArgumentException.class, () -> bools(BinaryFunction.SUB, a, b));
    }

    private boolean[] bools(BinaryFunction function, Tensor a, Tensor b) {
        Tensor out = Samples.target(a.shape(), DType.BOOL);
        kernels.binary(function, a, b, out);
        return out.toBooleanArray();
    }

    @Test
    void copyConverts() {
        for (Shape shape : Samples.SHAPES) {
            for (DType from : DType.values()) {
                for (Tensor x : Samples.layouts(shape, from, 31, true)) {
                    for (DType to : DType.values()) {
                        Tensor out = Samples.target(shape, to);
                        kernels.copy(x, out);
                        assertArrayEquals(converted(x, to), Samples.bits(out), () -> from + " to " + to + " of " + x);
                    }
                }
            }
        }
    }

    private static long[] converted(Tensor x, DType to) {
        long[] bits = Samples.bits(x);
        double[] values = Samples.values(x);
        long[] expected = new long[bits.length];
        for (int i = 0; i < bits.length; i++) {
            boolean whole = !x.dtype().isFloating();
            expected[i] = switch (to) {
                case FLOAT32 -> Float.floatToIntBits(whole ? (float) bits[i] : (float) values[i]);
                case FLOAT64 -> Double.doubleToLongBits(whole ? (double) bits[i] : values[i]);
                case INT64 -> whole ? bits[i] : (long) values[i];
                case BOOL -> values[i] != 0 ? 1 : 0;
            };
        }
        return expected;
    }

    @Test
    void whereChooses() {
        for (Shape shape : Samples.SHAPES) {
            for (DType dtype : DType.values()) {
                for (Tensor condition : Samples.layouts(shape, DType.BOOL, 41, false)) {
                    Tensor a = Samples.layouts(shape, dtype, 42, true).get(1);
                    Tensor b = Samples.random(shape, dtype, 43, true);
                    Tensor out = Samples.target(shape, dtype);
                    kernels.where(condition, a, b, out);
                    boolean[] chosen = condition.toBooleanArray();
                    long[] expected = Samples.bits(b);
                    long[] first = Samples.bits(a);
                    for (int i = 0; i < expected.length; i++) {
                        expected[i] = chosen[i] ? first[i] : expected[i];
                    }
                    assertArrayEquals(expected, Samples.bits(out));
                }
            }
        }
    }

    @Test
    void fillAndArange() {
        Tensor floats = Samples.target(Shape.of(2, 3), DType.FLOAT32);
        // By way of binary64 this would be rounded twice, to 2^62 + 2^39.
        kernels.fill((1L << 62) + (1L << 38) + 1, floats);
        assertEquals(0x1.000002p62f, floats.toFloatArray()[4]);
        kernels.arange(0.5, 0.1, floats);
        for (int i = 0; i < 6; i++) {
            assertEquals((float) (0.5 + i * 0.1), floats.toFloatArray()[i]);
        }
        Tensor longs = Samples.target(Shape.of(3), DType.INT64);
        kernels.fill(Long.MAX_VALUE, longs);
        assertArrayEquals(new long[] {Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE}, longs.toLongArray());
        kernels.arange(Long.MAX_VALUE - 2, 1, longs);
        assertArrayEquals(new long[] {Long.MAX_VALUE - 2, Long.MAX_VALUE - 1, Long.MAX_VALUE}, longs.toLongArray());
        assertThrows(IllegalArgumentException.class, () -> kernels.arange(0.5, 1, longs));
        Tensor bools = Samples.target(Shape.of(2), DType.BOOL);
        kernels.fill(0.5, bools);
        assertArrayEquals(new boolean[] {true, true}, bools.toBooleanArray());
    }

    @Test
    void threadsDoNotShow() {
        Shape shape = Shape.of(3, 41, 701);
        Tensor a = Samples.layouts(shape, DType.FLOAT32, 51, true).get(2);
        Tensor b = Samples.layouts(shape, DType.FLOAT32, 52, true).get(1);
        List<long[]> results = new ArrayList<>();
        for (int threads : Samples.THREADS) {
            Kernels some = new ScalarKernels(threads);
            Tensor product = Samples.target(shape, DType.FLOAT32);
            Tensor sample = Samples.target(shape, DType.FLOAT64);
            some.binary(BinaryFunction.MUL, a, b, product);
            some.unary(UnaryFunction.TANH, product, product);
            some.uniform(7, 9, sample);
            results.add(Samples.bits(product));
            assertArrayEquals(results.get(0), Samples.bits(product));
            results.add(Samples.bits(sample));
            assertArrayEquals(results.get(1), Samples.bits(sample));
        }
    }
}
