package io.github.gradlock.engine.gradcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.autograd.CustomFunction;
import io.github.gradlock.engine.autograd.FunctionContext;
import io.github.gradlock.engine.op.Dispatch;
import io.github.gradlock.engine.op.Op;
import io.github.gradlock.engine.op.OpContext;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class GradcheckTests {
    private final Tensor x = Tensors.of(new double[] {1, 2, 3}).requiresGrad_();

    /** Triples, with a derivative that grows by a given step each time it is asked for. */
    private static final class Triple implements Op {
        private final double step;
        private double factor;

        Triple(double factor, double step) {
            this.factor = factor;
            this.step = step;
        }

        @Override
        public String name() {
            return "triple";
        }

        @Override
        public Tensor[] forward(OpContext context, Tensor... inputs) {
            double[] values = inputs[0].toDoubleArray();
            for (int i = 0; i < values.length; i++) {
                values[i] *= 3;
            }
            return new Tensor[] {Tensors.of(values)};
        }

        @Override
        public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
            factor += step;
            return new Tensor[] {gradOutputs[0].mul(factor)};
        }
    }

    @Test
    void rightDerivativesPass() {
        Gradcheck.check(inputs -> Dispatch.applyOne(new Triple(3, 0), inputs), List.of(x));
        Gradcheck.gradgradcheck(inputs -> inputs[0].mul(inputs[0]).mul(inputs[0]), List.of(x));
    }

    @Test
    void aWrongDerivativeIsNamedWithItsPlaceAndValues() {
        GradcheckException e = assertThrows(
                GradcheckException.class,
                () -> Gradcheck.check(inputs -> Dispatch.applyOne(new Triple(4, 0), inputs), List.of(x)));
        assertEquals(
                "Jacobian mismatch for output 0 with respect to input 0, at output index [0] and input index [0]:"
                        + " numerical 3, analytical 4.0 (atol 1.0E-5, rtol 0.001)",
                String.valueOf(e.getMessage()).replaceAll("numerical (3\\.000|2\\.999)\\d*", "numerical 3"));
    }

    @Test
    void aDerivativeThatChangesItsBitsIsFound() {
        Op drifting = new Triple(3, 1e-12);
        GradcheckException e = assertThrows(
                GradcheckException.class,
                () -> Gradcheck.check(inputs -> Dispatch.applyOne(drifting, inputs), List.of(x)));
        assertEquals(
                "Backward is not reentrant: the gradient of output 0 with respect to input 0 changed its bits on a fresh"
                        + " graph with the same inputs, for output element 0: 3.000000000001, then 3",
                String.valueOf(e.getMessage()).replaceAll("then 3\\.0000\\d*", "then 3"));
        Gradcheck.check(
                inputs -> Dispatch.applyOne(drifting, inputs),
                List.of(x),
                GradcheckOptions.DEFAULT.withNondetTol(1e-9));
    }

    @Test
    void aWrongSecondDerivativeIsFound() {
        assertThrows(
                GradcheckException.class,
                () -> Gradcheck.gradgradcheck(
                        inputs -> inputs[0].mul(inputs[0].detach()).mul(inputs[0]), List.of(x)));
    }

    /** Each element, and one projection of all: both see a derivative that is wrong, and name the same element. */
    @Test
    void theFastModeNamesTheElementToo() {
        GradcheckOptions fast = GradcheckOptions.DEFAULT.withFastMode(true);
        Gradcheck.check(inputs -> inputs[0].mul(inputs[0]).sin(), List.of(x), fast);
        GradcheckException e = assertThrows(
                GradcheckException.class,
                () -> Gradcheck.check(inputs -> Dispatch.applyOne(new Triple(4, 0), inputs), List.of(x), fast));
        assertTrue(String.valueOf(e.getMessage()).contains("at output index [0] and input index [0]"), e::getMessage);
        assertFalse(Gradcheck.check(
                inputs -> Dispatch.applyOne(new Triple(4, 0), inputs), List.of(x), fast.withRaiseException(false)));
    }

    @Test
    void theForwardModeIsCheckedWhereAskedFor() {
        GradcheckOptions forward =
                GradcheckOptions.DEFAULT.withCheckForwardAd(true).withCheckBackwardAd(false);
        Gradcheck.check(inputs -> inputs[0].mul(inputs[0]).sin(), List.of(x), forward);
        GradcheckException e = assertThrows(
                GradcheckException.class,
                () -> Gradcheck.check(inputs -> Dispatch.applyOne(new Triple(4, 0), inputs), List.of(x), forward));
        assertTrue(String.valueOf(e.getMessage()).startsWith("Jacobian mismatch in forward mode"), e::getMessage);
        assertThrows(IllegalArgumentException.class, () -> GradcheckOptions.DEFAULT.withCheckBackwardAd(false));
    }

    /** Two halves, with a derivative that is right for one cotangent, and wrong for two. */
    private static final class Halves extends CustomFunction {
        @Override
        protected Tensor[] forward(FunctionContext ctx, Tensor... inputs) {
            ctx.setMaterializeGrads(false);
            return new Tensor[] {inputs[0].div(2), inputs[0].div(2)};
        }

        @Override
        protected Tensor[] backward(FunctionContext ctx, Tensor... gradOutputs) {
            Tensor first = gradOutputs[0];
            Tensor second = gradOutputs[1];
            Tensor one = first == null ? second.div(2) : first.div(2);
            return new Tensor[] {first == null || second == null ? one : one.mul(3)};
        }
    }

    @Test
    void anOutputWithoutACotangentMustCountAsZero() {
        TupleFunction wrong = inputs -> new Halves().apply(inputs);
        assertTrue(String.valueOf(assertThrows(
                                GradcheckException.class,
                                () -> Gradcheck.checkAll(wrong, List.of(x), GradcheckOptions.DEFAULT))
                        .getMessage())
                .startsWith("Outputs without a cotangent must count as zero: for a cotangent of output 0 alone"));
    }

    @Test
    void aCheckThatComparesNothingIsAnError() {
        assertEquals(
                "gradcheck expects at least one floating output that requires grad and has elements, got [float64 [3]]",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Gradcheck.check(inputs -> inputs[0].detach(), List.of(x)))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> Gradcheck.check(inputs -> inputs[0].gt(1), List.of(x)));
        assertThrows(
                IllegalArgumentException.class, () -> Gradcheck.check(inputs -> inputs[0].narrow(0, 0, 0), List.of(x)));
    }

    @Test
    void inputsMustBeDoublePrecisionLeaves() {
        assertEquals(
                "gradcheck wants float64 inputs: input 0 is float32",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Gradcheck.check(
                                        inputs -> inputs[0],
                                        List.of(Tensors.of(new float[] {1}).requiresGrad_())))
                        .getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> Gradcheck.check(inputs -> inputs[0], List.of(Tensors.of(new double[] {1}))));
    }

    @Test
    void theDefaultsAreThoseOfPyTorch() {
        GradcheckOptions defaults = GradcheckOptions.DEFAULT;
        assertEquals(
                List.of(1e-6, 1e-5, 1e-3, 0.0),
                List.of(defaults.eps(), defaults.atol(), defaults.rtol(), defaults.nondetTol()));
        assertTrue(defaults.raiseException() && defaults.checkUndefinedGrad() && defaults.checkBackwardAd());
        assertFalse(defaults.checkForwardAd() || defaults.fastMode());
        GradcheckOptions other =
                defaults.withEps(1e-4).withAtol(1).withRtol(2).withNondetTol(3).withRepetitions(4);
        assertEquals(List.of(1e-4, 1.0, 2.0, 3.0), List.of(other.eps(), other.atol(), other.rtol(), other.nondetTol()));
        assertEquals(4, other.repetitions());
        assertEquals(1e-6, defaults.eps());
        assertFalse(other.withCheckUndefinedGrad(false).checkUndefinedGrad());
        for (Executable wrong : List.<Executable>of(
                () -> defaults.withEps(0),
                () -> defaults.withAtol(-1),
                () -> defaults.withRtol(Double.NaN),
                () -> defaults.withNondetTol(-1),
                () -> defaults.withRepetitions(0))) {
            assertThrows(IllegalArgumentException.class, wrong);
        }
    }

    /** Wrong derivatives of either order are a result where the caller wants one; what cannot be checked is an error still. */
    @Test
    void aFailureCanBeAResult() {
        GradcheckOptions quiet = GradcheckOptions.DEFAULT.withRaiseException(false);
        assertTrue(Gradcheck.check(inputs -> inputs[0].sin(), List.of(x), quiet));
        assertTrue(Gradcheck.gradgradcheck(inputs -> inputs[0].sin(), List.of(x), quiet));
        assertFalse(Gradcheck.gradgradcheck(
                inputs -> inputs[0].mul(inputs[0].detach()).mul(inputs[0]), List.of(x), quiet));
        assertThrows(
                IllegalArgumentException.class, () -> Gradcheck.check(inputs -> inputs[0].detach(), List.of(x), quiet));
    }

    @Test
    void forwardOverReverseIsCheckedWhereAskedFor() {
        GradcheckOptions both = GradcheckOptions.DEFAULT.withCheckForwardAd(true);
        Gradcheck.gradgradcheck(inputs -> inputs[0].mul(inputs[0]).sin(), List.of(x), both);
    }

    @Test
    void distinctInputsAreDistinctForAnyNumberOfElements() {
        for (int count = 1; count < 300; count++) {
            double[] values =
                    InputSpec.distinct(count).draw(DType.FLOAT64, 1, 2).toDoubleArray();
            Arrays.sort(values);
            for (int i = 1; i < count; i++) {
                assertTrue(values[i] - values[i - 1] >= 0.25, "of " + count + " elements");
            }
        }
    }
}
