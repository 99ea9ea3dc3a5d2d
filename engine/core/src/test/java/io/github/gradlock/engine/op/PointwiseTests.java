package io.github.gradlock.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradlock.engine.autograd.Autograd;
import io.github.gradlock.engine.autograd.GradOptions;
import io.github.gradlock.engine.op.Arithmetic.Rounding;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Values and derivatives where formulas break, and errors: those of PyTorch 2.13. */
class PointwiseTests {
    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double NAN = Double.NaN;

    private static Tensor leaf(double... values) {
        return Tensors.of(values).requiresGrad_();
    }

    private static double[] grad(Tensor output, Tensor input) {
        return Autograd.grad(output.sum(), List.of(input)).get(0).toDoubleArray();
    }

    private static void assertSlopes(double[] expected, UnaryOperator<Tensor> function, double... at) {
        Tensor x = leaf(at);
        assertArrayEquals(expected, grad(function.apply(x), x), 1e-12);
    }

    private static void assertRefused(String message, Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }

    @Test
    void derivativesOfActivationsAtTheirKinks() {
        assertSlopes(new double[] {0, 1, 0, 1}, Activations::relu6, 0, 3, 6, NAN);
        assertSlopes(new double[] {0, 1, 0}, x -> Activations.hardtanh(x, -1, 1), -1, 0, 1);
        assertSlopes(new double[] {0, 0.5, 1, 1}, Activations::hardswish, -3, 0, 3, INF);
        assertSlopes(new double[] {0, 1 / 6.0, 0, 0}, Activations::hardsigmoid, -3, 0, 3, NAN);
        assertSlopes(new double[] {1, 0, 0, 1}, x -> Activations.hardshrink(x, 0.5), -1, -0.5, 0.5, 1);
        assertSlopes(new double[] {1, 0, 0, 1}, x -> Activations.softshrink(x, 0.5), -1, -0.5, 0.5, NAN);
        assertSlopes(new double[] {0.01, 0.01, 1}, x -> x.leakyRelu(0.01), -1, 0, 1);
        assertSlopes(new double[] {0, 0, 1}, x -> Activations.threshold(x, 0.5, 7), 0, 0.5, 1);
        assertSlopes(new double[] {0, 1.7580993408473766, 1.0507009873554805}, Activations::selu, -1000, 0, 1000);
        assertSlopes(new double[] {0.25, 0.25, 1}, x -> x.prelu(Tensors.scalar(0.25)), -1, 0, 1);
    }

    @Test
    void limitsThatAreTensorsTakeTheDerivativeWhereTheyAreReached() {
        Tensor x = leaf(0, 1, 2, 3, NAN, 0);
        Tensor low = leaf(1, 1, 2, 1, 0, 1);
        Tensor high = leaf(2, 1, 2, 2, 1, 1);
        Tensor y = x.clamp(low, high);
        assertArrayEquals(new double[] {1, 1, 2, 2, NAN, 1}, y.toDoubleArray());
        assertArrayEquals(new double[] {0, 1, 1, 0, 0, 0}, grad(x.clamp(low, high), x));
        assertArrayEquals(new double[] {1, 0, 0, 0, 0, 0}, grad(x.clamp(low, high), low));
        assertArrayEquals(new double[] {0, 0, 0, 1, 0, 0}, grad(x.clamp(low, high), high));
        assertSlopes(new double[] {0, 1, 1, 0, 0}, a -> a.clamp(-1, 1), -2, -1, 1, 2, NAN);
        assertArrayEquals(new double[] {-1, -1}, leaf(0, 5).clamp(1, -1).toDoubleArray());
    }

    @Test
    void functionsAtTheirSingularPoints() {
        assertSlopes(new double[] {0, 0}, x -> x.atan2(Tensors.of(new double[] {0, -0.0})), 0, 0);
        assertSlopes(new double[] {0, -1, 1}, x -> x.copysign(-1).mul(-1).copysign(-1), 0, 1, -2);
        assertSlopes(new double[] {0, -1e-9 * Math.PI * Math.PI / 3}, Tensor::sinc, 0, 1e-9);
        assertSlopes(new double[] {0, 0, 0, 1}, Tensor::nanToNum, NAN, INF, -INF, 1);
        assertSlopes(new double[] {INF, NAN, 4}, Tensor::logit, 0, -0.5, 0.5);
        assertSlopes(new double[] {0, 6.25, 0}, x -> x.logit(0.2), 0, 0.2, 1);
        assertArrayEquals(
                new double[] {0, 0, NAN}, leaf(0, 0, 0).xlogy(leaf(0, -1, NAN)).toDoubleArray());
        assertArrayEquals(
                new double[] {INF, -INF, 1000},
                leaf(INF, -INF, 1000).logaddexp(leaf(INF, -INF, 0)).toDoubleArray());
        assertArrayEquals(
                new double[] {NAN, -0.0, 2}, leaf(-INF, -0.0, 4).pow(0.5).toDoubleArray());
    }

    @Test
    void secondDerivativeOfSincAtZeroExists() {
        Tensor x = leaf(0);
        Tensor slope = Autograd.grad(
                        List.of(x.sinc()),
                        List.of(x),
                        List.of(Tensors.of(new double[] {1})),
                        GradOptions.DEFAULT.creatingGraph())
                .get(0);
        assertArrayEquals(new double[] {-Math.PI * Math.PI / 3}, grad(slope, x), 1e-12);
    }

    @Test
    void quotientsAndRemaindersFollowTheSignsOfPython() {
        Tensor a = leaf(5, -5, 5, -5, 3);
        Tensor b = leaf(3, 3, -3, -3, 0);
        assertArrayEquals(
                new double[] {1, -2, -2, 1, INF}, a.div(b, Rounding.FLOOR).toDoubleArray());
        assertArrayEquals(
                new double[] {1, -1, -1, 1, INF}, a.div(b, Rounding.TRUNC).toDoubleArray());
        assertArrayEquals(new double[] {2, 1, -1, -2, NAN}, a.remainder(b).toDoubleArray());
        assertArrayEquals(new double[] {2, -2, 2, -2, NAN}, a.fmod(b).toDoubleArray());
        assertArrayEquals(new double[] {-1, 2, 2, -1, -INF}, grad(a.remainder(b), b));
        assertArrayEquals(new double[] {0, 0, 0, 0, 0}, grad(a.div(b, Rounding.TRUNC), a));
        Tensor longs = Tensors.of(new long[] {-7, 7});
        assertArrayEquals(new long[] {-4, 3}, longs.floorDivide(2).toLongArray());
        assertArrayEquals(new long[] {-3, 3}, longs.div(2, Rounding.TRUNC).toLongArray());
        assertThrows(ArithmeticException.class, () -> longs.remainder(0));
    }

    @Test
    void dtypesOfResultsArePyTorchs() {
        Tensor longs = Tensors.of(new long[] {1, 2});
        assertSame(DType.FLOAT32, longs.copysign(-1).dtype());
        assertSame(DType.FLOAT32, longs.clamp(0.5, 2).dtype());
        assertSame(DType.INT64, longs.clamp(1, 2).dtype());
        assertSame(DType.FLOAT64, longs.floatPower(2).dtype());
        assertSame(DType.INT64, longs.square().dtype());
        assertSame(DType.FLOAT32, longs.xlogy(longs).dtype());
        assertSame(DType.INT64, longs.maskedFill(longs.gt(1), 1.5).dtype());
        assertSame(DType.INT64, Activations.relu6(longs).dtype());
        assertSame(DType.FLOAT64, longs.softmax(0, DType.FLOAT64).dtype());
        assertSame(DType.FLOAT32, Arithmetic.where(longs.gt(1), longs, 2.0).dtype());
    }

    @Test
    void errorsSayWhatIsWrong() {
        Tensor x = leaf(1, 2, 3);
        Tensor longs = Tensors.of(new long[] {1, 2, 3});
        assertRefused("glu expected an even size, got 3 in dimension 0 of shape [3]", () -> Activations.glu(x, 0));
        assertRefused(
                "shape mismatch in prelu: input [3], weight [3]; one element is wanted, or one for each of the 1 channels",
                () -> x.prelu(x));
        assertRefused("celu divides by alpha, which cannot be 0", () -> Activations.celu(x, 0));
        assertRefused("softshrink expected lambda not to be negative, got -1.0", () -> Activations.softshrink(x, -1));
        assertRefused(
                "dtype mismatch in lerp: lhs float64, rhs int64; convert one: x.to(DType.FLOAT64)",
                () -> x.lerp(longs, 0.5));
        assertRefused("masked_fill expected a zero-dimensional value, got shape [3]", () -> x.maskedFill(x.gt(1), x));
        assertRefused(
                "add of integers expected alpha to be an integer, got 0.5 for int64", () -> longs.add(longs, 0.5));
        assertRefused(
                "pow does not raise integers to negative integer powers: base int64, exponent -1", () -> longs.pow(-1));
        assertRefused("shape mismatch in addcmul: lhs [3], rhs [2]", () -> x.addcmul(x, leaf(1, 2), 1));
        assertRefused(
                "alpha_dropout probability has to be between 0 and 1, but got 2.0",
                () -> Dropouts.alphaDropout(x, 2, 1, 0));
    }

    @Test
    void changesInPlaceKeepWhatTheirDerivativesNeed() {
        Tensor x = leaf(0.5, 2);
        assertArrayEquals(grad(x.mul(3).sin().exp(), x), grad(x.mul(3).sin_().exp_(), x));
        Tensor w = leaf(4, 5);
        Tensor target = Tensors.of(new double[] {1, 2});
        assertArrayEquals(new double[] {-1 / 16.0, -2 / 25.0}, grad(target.div_(w), w), 1e-15);
        assertRefused(
                "dtype mismatch in sqrt_: result type float32 cannot be cast to int64",
                () -> Tensors.of(new long[] {4}).sqrt_());
    }

    @Test
    void signsOfZerosAreSeen() {
        Tensor x = leaf(-0.0, 0, -1, NAN);
        assertArrayEquals(new boolean[] {true, false, true, false}, x.signbit().toBooleanArray());
        assertArrayEquals(
                new boolean[] {false, true, true}, leaf(1, INF, -INF).isInf().toBooleanArray());
    }

    @Test
    void whatChanceDecidesIsInTheTrace() {
        List<String> told = new ArrayList<>();
        Tensor x = Tensors.ones(DType.FLOAT64, 4, 3, 2);
        OpListener.Scope scope =
                OpListener.listen((op, phase, inputs, outputs) -> told.add(op.name() + op.attributes()));
        try (scope) {
            Tensor dropped = Dropouts.featureDropout(x, 0.5, 3, 9);
            assertEquals(Shape.of(4, 3, 2), dropped.shape());
            double[] values = dropped.toDoubleArray();
            for (int i = 0; i < values.length; i += 2) {
                assertEquals(values[i], values[i + 1], "a channel is dropped as a whole");
            }
        }
        assertEquals("uniform{seed=3, stream=9}", told.get(0));
    }
}
