package io.github.gradlock.engine.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CustomFunctionTests {
    private static Tensor leaf(double... values) {
        return Tensors.of(values).requiresGrad_();
    }

    /** A custom function in two lambdas. */
    private static final class Scripted extends CustomFunction {
        private final Step forward;
        private final Step backward;
        private final boolean once;

        interface Step {
            @Nullable
            Tensor[] run(FunctionContext ctx, Tensor... tensors);
        }

        Scripted(Step forward, Step backward) {
            this(forward, backward, false);
        }

        Scripted(Step forward, Step backward, boolean once) {
            this.forward = forward;
            this.backward = backward;
            this.once = once;
        }

        @Override
        protected Tensor[] forward(FunctionContext ctx, Tensor... inputs) {
            return forward.run(ctx, inputs);
        }

        @Override
        protected @Nullable Tensor[] backward(FunctionContext ctx, Tensor... gradOutputs) {
            return backward.run(ctx, gradOutputs);
        }

        @Override
        protected boolean isOnceDifferentiable() {
            return once;
        }
    }

    private static Tensor[] of(@Nullable Tensor... tensors) {
        return tensors;
    }

    private static Scripted exponential(boolean once) {
        return new Scripted(
                (ctx, x) -> {
                    Tensor y = x[0].exp();
                    assertFalse(y.requiresGrad());
                    ctx.saveForBackward(y);
                    return of(y);
                },
                (ctx, g) -> of(g[0].mul(ctx.saved(0))),
                once);
    }

    @Test
    void aSavedOutputCanBeDifferentiatedAgain() {
        Tensor x = leaf(2);
        Tensor y = exponential(false).applyOne(x);
        Node node = y.gradFn();
        assertNotNull(node);
        assertEquals("ScriptedBackward", node.name());
        for (int order = 0; order < 3; order++) {
            y = Autograd.grad(List.of(y.sum()), List.of(x), null, GradOptions.DEFAULT.creatingGraph())
                    .get(0);
            assertEquals(StrictMath.exp(2), y.item());
        }
    }

    @Test
    void severalOutputsContextValuesAndMissingGradients() {
        Scripted both = new Scripted(
                (ctx, x) -> {
                    ctx.put("factor", 3);
                    ctx.saveForBackward(x);
                    Tensor order = x[0].gt(x[1]);
                    return of(x[0].mul(x[1]), x[0].add(x[1]), order);
                },
                (ctx, g) -> {
                    assertNull(g[2]);
                    assertFalse(ctx.needsInputGrad(1));
                    int factor = ctx.get("factor", Integer.class);
                    List<Tensor> saved = ctx.savedTensors();
                    return of(g[0].mul(saved.get(1)).add(g[1]).mul(factor), null);
                });
        Tensor x = leaf(2);
        Tensor[] outputs = both.apply(x, Tensors.of(new double[] {5}));
        assertFalse(outputs[2].requiresGrad());
        assertEquals(15, Autograd.grad(outputs[0].sum(), List.of(x)).get(0).item());
        assertThrows(IllegalStateException.class, () -> both.applyOne(x, Tensors.of(new double[] {5})));
    }

    @Test
    void gradientsNeedNotBeMaterialised() {
        Scripted pair = new Scripted(
                (ctx, x) -> {
                    ctx.setMaterializeGrads(false);
                    return of(x[0].mul(1), x[0].mul(2));
                },
                (ctx, g) -> {
                    assertNull(g[0]);
                    return of(g[1].mul(2));
                });
        Tensor x = leaf(4);
        assertEquals(2, Autograd.grad(pair.apply(x)[1].sum(), List.of(x)).get(0).item());
    }

    @Test
    void outputsCanBeConstant() {
        Scripted split = new Scripted(
                (ctx, x) -> {
                    Tensor whole = x[0].floor();
                    ctx.markNonDifferentiable(whole);
                    return of(x[0].sub(whole), whole);
                },
                (ctx, g) -> of(g[0]));
        Tensor[] outputs = split.apply(leaf(2.5));
        assertTrue(outputs[0].requiresGrad());
        assertFalse(outputs[1].requiresGrad());
    }

    @Test
    void dirtyInputsGetTheHistoryAndAreGivenBack() {
        Scripted twice = new Scripted(
                (ctx, x) -> {
                    x[0].mul_(2);
                    ctx.markDirty(x[0]);
                    return of(x[0]);
                },
                (ctx, g) -> of(g[0].mul(2)));
        Tensor x = leaf(3, 4);
        Tensor y = x.mul(1);
        assertSame(y, twice.applyOne(y));
        assertArrayEquals(
                new double[] {2, 2}, Autograd.grad(y.sum(), List.of(x)).get(0).toDoubleArray());
        Tensor z = x.mul(1);
        twice.applyOne(z.select(0, 1));
        assertArrayEquals(
                new double[] {1, 2}, Autograd.grad(z.sum(), List.of(x)).get(0).toDoubleArray());
        assertThrows(IllegalStateException.class, () -> twice.applyOne(leaf(1)));
        Scripted forgetful = new Scripted(
                (ctx, x0) -> {
                    ctx.markDirty(x0[0]);
                    return of(x0[0].mul(2));
                },
                (ctx, g) -> of(g[0]));
        assertTrue(String.valueOf(assertThrows(IllegalStateException.class, () -> forgetful.applyOne(x.mul(1)))
                        .getMessage())
                .startsWith("markDirty was given a float64 [2] that is not both an input and an output"));
    }

    @Test
    void aReturnedInputIsAViewThatMustNotBeChanged() {
        Scripted same = new Scripted((ctx, x) -> of(x[0]), (ctx, g) -> of(g[0].mul(5)));
        Tensor x = leaf(3);
        Tensor y = x.mul(1);
        Tensor z = same.applyOne(y);
        assertEquals(5, Autograd.grad(z.sum(), List.of(x)).get(0).item());
        assertTrue(String.valueOf(assertThrows(IllegalStateException.class, () -> z.mul_(2))
                        .getMessage())
                .contains("This view was created inside a custom Function"));
        assertNull(Autograd.gradFn(x));
    }

    @Test
    void wrongNumbersAndShapesOfGradientsAreNamed() {
        Tensor x = leaf(1, 2, 3);
        Scripted many = new Scripted((ctx, t) -> of(t[0].mul(2)), (ctx, g) -> of(g[0], g[0]));
        assertEquals(
                "function ScriptedBackward returned an incorrect number of gradients (expected 1, got 2); return one for each"
                        + " input, null where none is needed",
                assertThrows(
                                IllegalStateException.class,
                                () -> many.applyOne(x).sum().backward())
                        .getMessage());
        Scripted narrow = new Scripted((ctx, t) -> of(t[0].mul(2)), (ctx, g) -> of(g[0].narrow(0, 0, 2)));
        assertEquals(
                "Function ScriptedBackward returned an invalid gradient at index 0 - got float64 [2] but expected shape"
                        + " compatible with float64 [3]; the gradient of an input has the shape of that input",
                assertThrows(
                                IllegalStateException.class,
                                () -> narrow.applyOne(x).sum().backward())
                        .getMessage());
        Scripted wide = new Scripted((ctx, t) -> of(t[0].mul(2)), (ctx, g) -> of(g[0].expand(2, 3)));
        assertArrayEquals(
                new double[] {2, 2, 2},
                Autograd.grad(wide.applyOne(x).sum(), List.of(x)).get(0).toDoubleArray());
    }

    @Test
    void aOnceDifferentiableFunctionRefusesToBeDifferentiatedTwice() {
        Tensor x = leaf(2);
        Scripted once = exponential(true);
        assertEquals(
                StrictMath.exp(2),
                Autograd.grad(once.applyOne(x).sum(), List.of(x)).get(0).item());
        Tensor first = Autograd.grad(
                        List.of(once.applyOne(x).sum()), List.of(x), null, GradOptions.DEFAULT.creatingGraph())
                .get(0);
        assertEquals(
                "trying to differentiate twice a function that was marked with onceDifferentiable: Scripted. Write its"
                        + " backward in operations on the given tensors and drop the mark, or do without second derivatives and"
                        + " forward mode through it.",
                assertThrows(IllegalStateException.class, () -> first.sum().backward())
                        .getMessage());
    }

    @Test
    void forwardModeGoesThroughTheBackward() {
        Scripted wrong = new Scripted((ctx, x) -> of(x[0].exp()), (ctx, g) -> of(g[0].mul(100)));
        assertEquals(
                300,
                Functional.jvp(wrong::applyOne, Tensors.of(new double[] {1}), Tensors.of(new double[] {3}))
                        .product()
                        .item());
    }
}
