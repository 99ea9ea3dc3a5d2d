package io.github.gradlock.engine.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class HookTests {
    private static Tensor leaf(double... values) {
        return Tensors.of(values).requiresGrad_();
    }

    private static Node node(Tensor tensor) {
        Node node = tensor.gradFn();
        assertNotNull(node);
        return node;
    }

    private static double[] gradOf(Tensor tensor) {
        Tensor grad = tensor.grad();
        assertNotNull(grad);
        return grad.toDoubleArray();
    }

    @Test
    void aHookThatReturnsNullLeavesTheGradient() {
        Tensor x = leaf(3);
        x.registerHook(gradient -> null);
        x.mul(2).sum().backward();
        assertArrayEquals(new double[] {2}, gradOf(x));
    }

    @Test
    void postAccumulateHooksSeeTheGradientInPlace() {
        Tensor x = leaf(3);
        List<Double> seen = new ArrayList<>();
        HookHandle handle = x.registerPostAccumulateGradHook(leaf -> {
            seen.add(gradOf(leaf)[0]);
            leaf.zeroGrad();
        });
        x.mul(2).sum().backward();
        x.mul(5).sum().backward();
        assertEquals(List.of(2.0, 5.0), seen);
        assertNull(x.grad());
        handle.remove();
        x.mul(7).sum().backward();
        assertArrayEquals(new double[] {7}, gradOf(x));
        assertEquals(2, seen.size());
    }

    @Test
    void postAccumulateHooksAreForLeaves() {
        Tensor x = leaf(3);
        assertEquals(
                "post accumulate grad hooks cannot be registered on non-leaf tensors; use registerHook: shape [1]",
                assertThrows(IllegalStateException.class, () -> x.mul(2).registerPostAccumulateGradHook(leaf -> {}))
                        .getMessage());
        assertThrows(
                IllegalStateException.class,
                () -> Tensors.of(new double[1]).registerPostAccumulateGradHook(leaf -> {}));
    }

    @Test
    void hooksRunInOrderOfTensorsNodesAndLeaves() {
        Tensor x = leaf(3);
        Tensor y = x.mul(2);
        List<String> order = new ArrayList<>();
        node(y).registerHook((inputs, outputs) -> {
            order.add("hook " + outputs.get(0).item() + " " + inputs.get(0).item());
            return null;
        });
        node(y).registerPreHook(outputs -> {
            order.add("pre-hook " + outputs.get(0).item());
            return null;
        });
        y.retainGrad();
        y.registerHook(gradient -> {
            order.add("tensor " + gradient.item());
            return gradient.mul(10);
        });
        x.registerHook(gradient -> {
            order.add("leaf " + gradient.item());
            return null;
        });
        x.registerPostAccumulateGradHook(leaf -> order.add("accumulated"));
        y.sum().backward();
        assertEquals(List.of("tensor 1.0", "pre-hook 10.0", "hook 10.0 20.0", "leaf 20.0", "accumulated"), order);
        assertArrayEquals(new double[] {10}, gradOf(y));
    }

    @Test
    void nodeHooksReplaceWhatGoesInAndOut() {
        Tensor x = leaf(3);
        Tensor y = x.mul(2);
        HookHandle before = node(y).registerPreHook(
                        outputs -> Collections.singletonList(outputs.get(0).mul(10)));
        HookHandle after =
                node(y).registerHook((inputs, outputs) -> List.of(inputs.get(0).add(1), outputs.get(0)));
        Tensor sum = y.sum();
        sum.backward(null, GradOptions.DEFAULT.retainingGraph());
        assertArrayEquals(new double[] {21}, gradOf(x));
        before.remove();
        after.remove();
        after.remove();
        x.zeroGrad();
        sum.backward();
        assertArrayEquals(new double[] {2}, gradOf(x));
    }

    /** Once a pass, after the last of those that it comes to; also in a pass that is asked for some alone. */
    @Test
    void aHookOfSeveralTensorsWaitsForTheLast() {
        Tensor x = leaf(3);
        Tensor w = leaf(5);
        Tensor other = leaf(1);
        Tensor y = x.mul(w);
        List<List<Tensor>> seen = new ArrayList<>();
        HookHandle handle = Autograd.registerMultiGradHook(List.of(w, y, other), seen::add);
        Tensor sum = y.mul(2).sum();
        sum.backward(null, GradOptions.DEFAULT.retainingGraph());
        assertEquals(1, seen.size());
        assertEquals(6, seen.get(0).get(0).item());
        assertEquals(2, seen.get(0).get(1).item());
        assertNull(seen.get(0).get(2));
        Autograd.grad(List.of(sum), List.of(y), null, GradOptions.DEFAULT.retainingGraph());
        assertEquals(2, seen.size());
        assertNull(seen.get(1).get(0));
        handle.remove();
        sum.backward();
        assertEquals(2, seen.size());
        assertEquals(
                "Expected all tensors in registerMultiGradHook to require grad, but tensor 1 of shape [1] does not; call"
                        + " requiresGrad_() on a leaf first",
                assertThrows(
                                IllegalStateException.class,
                                () -> Autograd.registerMultiGradHook(List.of(x, y.detach()), seen::add))
                        .getMessage());
    }

    @Test
    void wrongResultsAreNamed() {
        Tensor x = leaf(3, 4);
        Tensor y = x.mul(2);
        HookHandle handle = y.registerHook(Tensor::sum);
        assertEquals(
                "a hook registered on the result of MulBackward, float64 [2], has changed its gradient from float64 [2] to"
                        + " float64 []; it must return the same shape and dtype, or null to leave the gradient",
                assertThrows(IllegalStateException.class, () -> y.sum().backward())
                        .getMessage());
        handle.remove();
        HookHandle onLeaf = x.registerHook(Tensor::sum);
        assertEquals(
                "a hook registered on a leaf, float64 [2], has changed its gradient from float64 [2] to float64 []; it must"
                        + " return the same shape and dtype, or null to leave the gradient",
                assertThrows(IllegalStateException.class, () -> x.mul(3).sum().backward())
                        .getMessage());
        onLeaf.remove();
        node(y).registerHook((inputs, outputs) -> List.of());
        assertEquals(
                "a hook of MulBackward returned 0 gradients, expected 2; return null to leave them",
                assertThrows(IllegalStateException.class, () -> y.sum().backward())
                        .getMessage());
        assertEquals(
                "cannot register a hook on a tensor that doesn't require gradient: shape [2]; call requiresGrad_() on a"
                        + " leaf first",
                assertThrows(IllegalStateException.class, () -> x.detach().registerHook(gradient -> null))
                        .getMessage());
    }
}
