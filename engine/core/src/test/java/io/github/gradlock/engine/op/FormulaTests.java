package io.github.gradlock.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.autograd.Autograd;
import io.github.gradlock.engine.autograd.GradOptions;
import io.github.gradlock.engine.kernel.contract.Samples;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A formula gives the same bits whether it is one op or composed of ops that are recorded. */
class FormulaTests {
    private static final GradOptions KEPT = GradOptions.DEFAULT.retainingGraph();
    private static final GradOptions RECORDED = GradOptions.DEFAULT.creatingGraph();
    private static final Shape SHAPE = Shape.of(5, 700);

    /** A function by its name. */
    private record Named(String name, UnaryOperator<Tensor> function) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Named> functions() {
        return Stream.of(
                new Named("sqrt", x -> Functions.sqrt(Arithmetic.mul(x, x))),
                new Named("rsqrt", x -> Functions.rsqrt(Arithmetic.add(Arithmetic.mul(x, x), 1))),
                new Named("reciprocal", Functions::reciprocal),
                new Named("div", x -> Arithmetic.div(Arithmetic.constant(x, 2), x)),
                new Named("tanh", Functions::tanh),
                new Named("sigmoid", Functions::sigmoid),
                new Named("erf", Functions::erf),
                new Named("erfc", SpecialFunctions::erfc),
                new Named("gelu", Activations::gelu),
                new Named("gelu tanh", Activations::geluTanh),
                new Named("silu", Activations::silu),
                new Named("lstm", FormulaTests::lstm),
                new Named("softmax", x -> Activations.softmax(x, 1)),
                new Named("softmax of columns", x -> Activations.softmax(x, 0)),
                new Named("log_softmax", x -> Activations.logSoftmax(x, 1)),
                new Named(
                        "layer_norm",
                        x -> Normalisations.layerNorm(
                                x, Shape.of(700), Samples.random(Shape.of(700), x.dtype(), 3, false), null, 1e-5)),
                new Named(
                        "batch_norm",
                        x -> ChannelNormalisations.batchNorm(
                                Views.reshape(x, 5, 7, 100),
                                Samples.random(Shape.of(7), x.dtype(), 4, false),
                                Samples.random(Shape.of(7), x.dtype(), 5, false),
                                1e-5)));
    }

    private static Tensor lstm(Tensor gates) {
        Tensor cell = Samples.random(Shape.of(5, 175), gates.dtype(), 6, false);
        Tensor[] first = Dispatch.apply(new LstmCellOp(), gates, cell);
        return Arithmetic.add(Dispatch.apply(new LstmCellOp(), gates, first[1])[0], first[0]);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void derivativesHaveTheSameBitsWhereTheyAreRecorded(Named named) {
        for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
            Tensor x = Samples.random(SHAPE, dtype, 1, false).requiresGrad_();
            Tensor y = named.function.apply(x);
            Tensor g = Samples.random(y.shape(), dtype, 2, false);
            Tensor once =
                    Autograd.grad(List.of(y), List.of(x), List.of(g), KEPT).get(0);
            Tensor recorded =
                    Autograd.grad(List.of(y), List.of(x), List.of(g), RECORDED).get(0);
            assertTrue(recorded.requiresGrad());
            assertArrayEquals(Samples.bits(recorded), Samples.bits(once), named + " of " + dtype);
        }
    }

    /** Written with single operations, of every layout, with special values. */
    @Test
    void resultsHaveTheBitsOfTheirSteps() {
        for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
            for (Tensor x : Samples.layouts(SHAPE, dtype, 7, true)) {
                Tensor half = Arithmetic.add(Functions.erf(Arithmetic.mul(x, 0.7071067811865476)), 1);
                same(Arithmetic.mul(x, Arithmetic.mul(half, 0.5)), Activations.gelu(x));
                same(Arithmetic.mul(x, Functions.sigmoid(x)), Activations.silu(x));
                Tensor cube = Arithmetic.mul(Arithmetic.mul(x, x), x);
                Tensor inner = Arithmetic.mul(Arithmetic.add(x, Arithmetic.mul(cube, 0.044715)), 0.7978845608028654);
                same(
                        Arithmetic.mul(Arithmetic.mul(x, 0.5), Arithmetic.add(Functions.tanh(inner), 1)),
                        Activations.geluTanh(x));
                Tensor mean = Reductions.mean(x, true, 1);
                Tensor deviation = Arithmetic.sub(x, mean);
                Tensor variance = Arithmetic.div(Reductions.sum(Arithmetic.mul(deviation, deviation), true, 1), 700);
                Tensor weight = Samples.random(Shape.of(700), dtype, 8, false);
                Tensor normal = Arithmetic.mul(deviation, Functions.rsqrt(Arithmetic.add(variance, 1e-5)));
                same(
                        Arithmetic.add(Arithmetic.mul(normal, weight), weight),
                        Normalisations.layerNorm(x, Shape.of(700), weight, weight, 1e-5));
                Tensor exps = Functions.exp(Arithmetic.sub(x, Reductions.amax(x, true, 1)));
                same(Arithmetic.div(exps, Reductions.sum(exps, true, 1)), Activations.softmax(x, 1));
                Tensor cell = Samples.random(Shape.of(5, 175), dtype, 9, true);
                Tensor in = Functions.sigmoid(Views.narrow(x, 1, 0, 175));
                Tensor forget = Functions.sigmoid(Views.narrow(x, 1, 175, 175));
                Tensor candidate = Functions.tanh(Views.narrow(x, 1, 350, 175));
                Tensor next = Arithmetic.add(Arithmetic.mul(forget, cell), Arithmetic.mul(in, candidate));
                Tensor out = Functions.sigmoid(Views.narrow(x, 1, 525, 175));
                Tensor[] once = Dispatch.apply(new LstmCellOp(), x, cell);
                same(next, once[1]);
                same(Arithmetic.mul(out, Functions.tanh(next)), once[0]);
            }
        }
    }

    private static void same(Tensor expected, Tensor actual) {
        assertArrayEquals(Samples.bits(expected), Samples.bits(actual));
    }

    /** Also of a weight and a bias, where x itself needs none. */
    @Test
    void derivativesInParametersHaveTheSameBitsWhereTheyAreRecorded() {
        Tensor x = Samples.random(SHAPE, DType.FLOAT32, 10, false);
        List<Tensor> parameters = List.of(
                Samples.random(Shape.of(700), DType.FLOAT32, 11, false).requiresGrad_(),
                Samples.random(Shape.of(700), DType.FLOAT32, 12, false).requiresGrad_());
        Tensor y = Normalisations.layerNorm(x, Shape.of(700), parameters.get(0), parameters.get(1), 1e-5);
        List<Tensor> g = List.of(Samples.random(SHAPE, DType.FLOAT32, 13, false));
        List<Tensor> once = Autograd.grad(List.of(y), parameters, g, KEPT);
        List<Tensor> recorded = Autograd.grad(List.of(y), parameters, g, RECORDED);
        for (int i = 0; i < once.size(); i++) {
            same(recorded.get(i), once.get(i));
        }
    }

    @Test
    void isOneOpWhereNothingIsRecorded() {
        Tensor x = Samples.random(SHAPE, DType.FLOAT32, 1, false).requiresGrad_();
        assertEquals(List.of("gelu", "gelu_backward"), names(x, KEPT));
        List<String> recorded = names(x, RECORDED);
        assertTrue(recorded.containsAll(List.of("gelu", "erf", "exp")), recorded::toString);
        assertFalse(recorded.contains("gelu_backward"), recorded::toString);
    }

    private static List<String> names(Tensor x, GradOptions options) {
        List<String> names = new ArrayList<>();
        Tensor g = Samples.random(SHAPE, DType.FLOAT32, 2, false);
        OpListener.Scope listening = OpListener.listen((op, phase, inputs, outputs) -> names.add(op.name()));
        try (listening) {
            Autograd.grad(List.of(Activations.gelu(x)), List.of(x), List.of(g), options);
        }
        return names;
    }
}
