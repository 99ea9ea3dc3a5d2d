package io.github.gradlock.engine.autograd;

import static io.github.gradlock.engine.autograd.BackwardTests.gradOf;
import static io.github.gradlock.engine.autograd.BackwardTests.leaf;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Backward passes that leave gradients in chosen tensors, or start at several. */
class BackwardInputsTests {
    private static final GradOptions DEFAULT = GradOptions.DEFAULT;

    private final Tensor x = leaf(2);
    private final Tensor w = leaf(3);

    @Test
    void onlyTheGivenLeavesHaveGradients() {
        List<String> ran = new ArrayList<>();
        w.registerHook(gradient -> {
            ran.add("hook of w");
            return null;
        });
        w.registerPostAccumulateGradHook(leaf -> ran.add("w"));
        x.registerPostAccumulateGradHook(leaf -> ran.add("x"));
        for (int i = 0; i < 2; i++) {
            x.mul(w).sum().backward(null, DEFAULT, List.of(x));
        }
        assertArrayEquals(new double[] {6}, gradOf(x));
        assertNull(w.grad());
        assertEquals(List.of("x", "x"), ran);
    }

    @Test
    void aResultRetainsItsGradient() {
        Tensor y = x.mul(w);
        assertFalse(y.retainsGrad());
        y.mul(5).sum().backward(null, DEFAULT.retainingGraph(), List.of(y));
        assertArrayEquals(new double[] {5}, gradOf(y));
        assertTrue(y.retainsGrad());
        assertNull(x.grad());
        y.mul(5).sum().backward(null, DEFAULT, List.of(w, y));
        assertArrayEquals(new double[] {10}, gradOf(w));
        assertArrayEquals(new double[] {10}, gradOf(y));
    }

    @Test
    void whatIsNotUsedKeepsItsGradient() {
        Tensor other = leaf(1);
        x.mul(w).sum().backward(null, DEFAULT, List.of(other, x));
        assertNull(other.grad());
        assertArrayEquals(new double[] {3}, gradOf(x));
    }

    @Test
    void inputsMustBeNamedAndRequireGrad() {
        Tensor y = x.mul(w).sum();
        assertEquals(
                "inputs argument to backward() cannot be empty: name the tensors whose gradients are wanted, or leave it out"
                        + " for all leaves",
                assertThrows(IllegalArgumentException.class, () -> y.backward(null, DEFAULT, List.of()))
                        .getMessage());
        assertEquals(
                "One of the differentiated Tensors does not require grad: input 1 of shape [1]; call requiresGrad_() on a"
                        + " leaf before it is used",
                assertThrows(
                                IllegalStateException.class,
                                () -> y.backward(null, DEFAULT, List.of(x, Tensors.of(new double[1]))))
                        .getMessage());
        assertNull(x.grad());
    }

    @Test
    void severalOutputsArePassedAtOnce() {
        Tensor y = x.mul(w);
        Autograd.backward(List.of(y.sum(), y.mul(2)), Arrays.asList(null, Tensors.of(new double[] {10})), DEFAULT);
        assertArrayEquals(new double[] {63}, gradOf(x));
        assertArrayEquals(new double[] {42}, gradOf(w));
    }

    @Test
    void unusedInputsCanGiveZeros() {
        Tensor other = leaf(1, 2);
        List<Tensor> grads = Autograd.grad(List.of(x.mul(w)), List.of(x, other), null, DEFAULT.materializingGrads());
        assertArrayEquals(new double[] {3}, grads.get(0).toDoubleArray());
        assertArrayEquals(new double[2], grads.get(1).toDoubleArray());
    }

    @Test
    void detachInPlaceLeavesTheGraph() {
        Tensor y = x.mul(w);
        assertSame(y, y.detach_());
        assertTrue(y.isLeaf());
        assertFalse(y.requiresGrad());
        assertFalse(x.copy().detach_().requiresGrad());
        assertEquals(
                "Can't detach views in-place. Use detach() instead: view of shape [1]",
                assertThrows(
                                IllegalStateException.class,
                                () -> x.mul(w).narrow(0, 0, 1).detach_())
                        .getMessage());
    }

    @Test
    void viewsMadeBeforeDetachInPlaceKeepTheirHistory() {
        Tensor start = leaf(3, 4);
        Tensor y = start.mul(2);
        Tensor before = y.narrow(0, 0, 1);
        Tensor unrecorded = Autograd.noGrad(() -> y.narrow(0, 0, 1));
        y.detach_();
        assertFalse(y.narrow(0, 0, 1).requiresGrad());
        assertFalse(unrecorded.requiresGrad());
        assertEquals("<SliceBackward>", String.valueOf(before.gradFn()));
        assertArrayEquals(
                new double[] {2, 0},
                Autograd.grad(before.sum(), List.of(start)).get(0).toDoubleArray());
        Tensor other = leaf(5, 6);
        y.mul_(other);
        assertArrayEquals(
                new double[] {6, 0},
                Autograd.grad(before.sum(), List.of(other)).get(0).toDoubleArray());
    }

    @Test
    void whatIsWrittenOverADetachedBaseIsConstantInItsViews() {
        Tensor start = leaf(3, 4);
        Tensor y = start.mul(2);
        Tensor view = y.narrow(0, 0, 1);
        y.detach_();
        y.zero_();
        assertFalse(view.requiresGrad());

        Tensor z = start.mul(2);
        Tensor part = z.narrow(0, 0, 1);
        z.detach_();
        String message = String.valueOf(
                assertThrows(IllegalStateException.class, () -> part.mul_(3)).getMessage());
        assertTrue(message.startsWith("the base of the view was detached in place"), message);
        part.detach().mul_(3);
        assertArrayEquals(new double[] {18, 8}, z.toDoubleArray());
        assertFalse(part.requiresGrad());
    }
}
