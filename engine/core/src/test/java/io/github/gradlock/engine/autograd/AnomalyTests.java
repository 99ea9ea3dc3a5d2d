package io.github.gradlock.engine.autograd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.op.Joins;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnomalyTests {
    private static Tensor leaf(double... values) {
        return Tensors.of(values).requiresGrad_();
    }

    private static AnomalyException raised(Runnable action) {
        return assertThrows(AnomalyException.class, () -> detecting(true, action));
    }

    private static void detecting(boolean checkNan, Runnable action) {
        GradScope scope = Anomaly.detect(checkNan);
        try (scope) {
            action.run();
        }
    }

    private static void assertHere(Throwable call, String method) {
        assertEquals(getClassName(), call.getStackTrace()[0].getClassName());
        assertEquals(method, call.getStackTrace()[0].getMethodName());
    }

    private static String getClassName() {
        return AnomalyTests.class.getName();
    }

    private static Tensor root(Tensor x) {
        return x.sqrt();
    }

    @Test
    void theFirstStepThatGivesNaNIsNamedWithItsForwardCall() {
        Tensor x = leaf(4, 0);
        AnomalyException e = raised(() ->
                root(x).mul(Tensors.of(new double[] {1, 0})).view(2, 1).sum().backward());
        assertEquals(AnomalyException.Kind.RESULT, e.kind());
        assertEquals("SqrtBackward", e.function());
        assertEquals(0, e.output());
        assertEquals(Shape.of(2), e.shape());
        Throwable call = e.getCause();
        assertNotNull(call);
        assertHere(call, "root");
        assertTrue(
                String.valueOf(e.getMessage())
                        .startsWith(
                                "Function 'SqrtBackward' returned NaN in its output 0: the gradient of input 0, float64"
                                        + " [2], first at index [1]. The forward call: " + call.getStackTrace()[0]),
                e::getMessage);
    }

    /** Both uses give 1e308; the place is that of the tensor that was used twice. */
    @Test
    void aSumOfFiniteGradientsThatOverflowsIsNamed() {
        Tensor x = leaf(1, 2);
        AnomalyException e = raised(() -> {
            Tensor y = root(x);
            y.mul(1e308).add(y.mul(Tensors.of(new double[] {1, 1e308}))).sum().backward();
        });
        assertEquals(AnomalyException.Kind.SUM, e.kind());
        assertEquals("SqrtBackward", e.function());
        assertEquals(Shape.of(2), e.shape());
        assertNotNull(e.getCause());
        assertHere(e.getCause(), "root");
        assertEquals(
                "The gradients that arrived at the result of SqrtBackward, float64 [2], are finite one by one; their sum has"
                        + " infinity, first at index [1]. The last one came from function 'MulBackward'. The forward call: "
                        + e.getCause().getStackTrace()[0],
                e.getMessage());
    }

    private static Tensor scaled(Tensor x) {
        return x.mul(1e308);
    }

    /** A leaf was made nowhere: the place is that of the last use. */
    @Test
    void aSumAtALeafHasThePlaceOfAUse() {
        Tensor x = leaf(1);
        AnomalyException e = raised(() -> scaled(x).add(scaled(x)).sum().backward());
        assertEquals(AnomalyException.Kind.SUM, e.kind());
        assertEquals("AccumulateGrad", e.function());
        assertNotNull(e.getCause());
        assertHere(e.getCause(), "scaled");
    }

    @Test
    void anAccumulatedGradientThatOverflowsIsNamed() {
        Tensor x = leaf(1, 2);
        detecting(true, () -> scaled(x).sum().backward());
        AnomalyException e = raised(() -> scaled(x).sum().backward());
        assertEquals(AnomalyException.Kind.ACCUMULATION, e.kind());
        assertNotNull(e.getCause());
        assertHere(e.getCause(), "scaled");
        assertTrue(
                String.valueOf(e.getMessage())
                        .startsWith(
                                "The gradient that a leaf, float64 [2], had from earlier backward passes and the one that"
                                        + " was added to it are finite; their sum has infinity, first at index [0]. The last one"
                                        + " came from function 'MulBackward'. Is a zeroGrad() missing between the passes? The forward"
                                        + " call: "),
                e::getMessage);
        detecting(false, () -> scaled(x).sum().backward());
    }

    /** Stretches a number to two, and leaves it to the pass to add up their gradients. */
    private static final class Twice extends CustomFunction {
        @Override
        protected Tensor[] forward(FunctionContext ctx, Tensor... inputs) {
            return new Tensor[] {inputs[0].mul(Tensors.of(new double[] {1, 1}))};
        }

        @Override
        protected Tensor[] backward(FunctionContext ctx, Tensor... gradOutputs) {
            return new Tensor[] {gradOutputs[0].mul(1e308)};
        }
    }

    /** The step's own result is finite: it is the sum over what was broadcast that is not. */
    @Test
    void aGradientThatOverflowsWhenItIsSummedOrConvertedIsNamed() {
        Tensor x = leaf(1);
        AnomalyException e = raised(() -> new Twice().applyOne(x).sum().backward());
        assertEquals(AnomalyException.Kind.FIT, e.kind());
        assertEquals("TwiceBackward", e.function());
        assertTrue(
                String.valueOf(e.getMessage())
                        .startsWith(
                                "The gradient of input 0 that function 'TwiceBackward' returned, float64 [2], is finite;"
                                        + " summed or converted to what the input is, float64 [1], it has infinity"),
                e::getMessage);
    }

    @Test
    void infinityIsAnAnomalyToo() {
        AnomalyException e = raised(() -> root(leaf(0)).sum().backward());
        assertTrue(
                String.valueOf(e.getMessage()).startsWith("Function 'SqrtBackward' returned infinity"), e::getMessage);
    }

    @Test
    void framesOfTheJdkUnderTheEngineAreTrimmedToo() {
        Tensor x = leaf(0);
        AnomalyException e =
                raised(() -> Joins.stack(List.of(x, x), 0).sqrt().sum().backward());
        assertNotNull(e.getCause());
        assertEquals(getClassName(), e.getCause().getStackTrace()[0].getClassName());
    }

    @Test
    void aGradientThatWasNotFiniteBeforeIsNamed() {
        Tensor x = leaf(1, 2);
        AnomalyException e =
                raised(() -> x.mul(2).backward(Tensors.of(new double[] {1, Double.NaN}), GradOptions.DEFAULT));
        assertTrue(
                String.valueOf(e.getMessage())
                        .contains(
                                "The gradient it was given for output 0 was not finite already: look at the gradient passed"
                                        + " to backward, and at hooks"),
                e::getMessage);
    }

    @Test
    void withoutAnOpenScopeInForwardThereIsNoCall() {
        Tensor y = root(leaf(0)).sum();
        AnomalyException e = raised(y::backward);
        assertNull(e.getCause());
        assertTrue(
                String.valueOf(e.getMessage())
                        .endsWith(
                                "No forward pass information available: keep Anomaly.detect() open during the forward pass"
                                        + " for more information"),
                e::getMessage);
    }

    private static Tensor gradient(Tensor x) {
        return Autograd.grad(List.of(power(x)), List.of(x), null, GradOptions.DEFAULT.creatingGraph())
                .get(0);
    }

    private static Tensor power(Tensor x) {
        return x.pow(1.5).sum();
    }

    @Test
    void secondDerivativesTellBothCalls() {
        Tensor x = leaf(0);
        AnomalyException e = raised(() -> gradient(x).sum().backward());
        Throwable call = e.getCause();
        assertNotNull(call);
        assertHere(call, "gradient");
        assertTrue(String.valueOf(call.getMessage()).contains(", in the backward pass through Pow"), call::getMessage);
        Throwable parent = call.getCause();
        assertNotNull(parent);
        assertHere(parent, "power");
    }

    @Test
    void withoutCheckOnlyErrorsAreExplained() {
        Tensor x = leaf(0);
        detecting(false, () -> root(x).sum().backward());
        IllegalStateException e = assertThrows(
                IllegalStateException.class,
                () -> detecting(false, () -> {
                    Tensor y = root(x);
                    Tensor sum = y.sum();
                    y.detach().fill_(1);
                    sum.backward();
                }));
        assertEquals(1, e.getSuppressed().length);
        assertHere(e.getSuppressed()[0], "root");
        assertEquals("the forward call that made SqrtBackward", e.getSuppressed()[0].getMessage());
    }

    @Test
    void nothingIsNotedWhileItIsOff() {
        assertFalse(Anomaly.isEnabled());
        Node node = leaf(1).mul(2).gradFn();
        assertNotNull(node);
        assertNull(node.forwardCall());
        detecting(true, () -> assertTrue(Anomaly.isEnabled()));
        assertFalse(Anomaly.isEnabled());
    }
}
