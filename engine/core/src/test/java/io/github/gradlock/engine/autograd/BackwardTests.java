package io.github.gradlock.engine.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BackwardTests {
    static Tensor leaf(double... values) {
        return Tensors.of(values).requiresGrad_();
    }

    static double[] gradOf(Tensor tensor) {
        Tensor grad = tensor.grad();
        assertNotNull(grad);
        return grad.toDoubleArray();
    }

    @Test
    void aChainOfMethodsGivesGradientsToItsLeaves() {
        Tensor x = Tensors.of(new double[] {1, 2, 3, 4}, 2, 2).requiresGrad_();
        Tensor w = Tensors.of(new double[] {1, -1, 2, 1}, 2, 2).requiresGrad_();
        Tensor b = leaf(0, -10);
        x.matmul(w).add(b).relu().sum().backward();
        assertArrayEquals(new double[] {1, 2, 1, 2}, gradOf(x));
        assertArrayEquals(new double[] {4, 0, 6, 0}, gradOf(w));
        assertArrayEquals(new double[] {2, 0}, gradOf(b));
    }

    @Test
    void gradientsAddUpOverPassesAndUses() {
        Tensor x = leaf(3);
        x.mul(x).sum().backward();
        assertArrayEquals(new double[] {6}, gradOf(x));
        x.mul(2).sum().backward();
        assertArrayEquals(new double[] {8}, gradOf(x));
        x.add(x).sum().backward();
        assertArrayEquals(new double[] {10}, gradOf(x));
    }

    @Test
    void gradientsOfLeavesDoNotShareStorage() {
        Tensor a = leaf(1, 2);
        Tensor b = leaf(3, 4);
        a.add(b).sum().backward();
        Tensor grad = a.grad();
        assertNotNull(grad);
        grad.zero_();
        assertArrayEquals(new double[] {1, 1}, gradOf(b));
    }

    @Test
    void theGraphIsFreedUnlessRetained() {
        Tensor x = leaf(2);
        Tensor y = x.mul(x).sum();
        y.backward(null, GradOptions.DEFAULT.retainingGraph());
        y.backward();
        assertArrayEquals(new double[] {8}, gradOf(x));
        IllegalStateException e = assertThrows(IllegalStateException.class, y::backward);
        assertTrue(message(e).startsWith("Trying to backward through the graph a second time"), e::getMessage);
    }

    private static String message(Throwable e) {
        String message = e.getMessage();
        assertNotNull(message);
        return message;
    }

    @Test
    void createGraphGivesDerivativesOfAnyOrder() {
        Tensor x = leaf(2);
        Tensor y = x.pow(5).sum();
        double[] expected = {80, 160, 240, 240, 120};
        for (double derivative : expected) {
            y = Autograd.grad(List.of(y), List.of(x), null, GradOptions.DEFAULT.creatingGraph())
                    .get(0)
                    .sum();
            assertEquals(derivative, y.item());
        }
    }

    @Test
    void outputsMustBeScalarsOrHaveACotangentOfTheirShape() {
        Tensor x = leaf(1, 2);
        Tensor y = x.mul(3);
        assertEquals(
                "grad can be implicitly created only for scalar outputs, got shape [2]; reduce it, with sum() for instance,"
                        + " or give a gradient of that shape",
                message(assertThrows(IllegalStateException.class, y::backward)));
        assertEquals(
                "Mismatch in shape: gradOutputs[0] has a shape of [3] and outputs[0] has a shape of [2]",
                message(assertThrows(
                        IllegalArgumentException.class,
                        () -> y.backward(Tensors.of(new double[3]), GradOptions.DEFAULT))));
        y.backward(Tensors.of(new double[] {10, 100}), GradOptions.DEFAULT);
        assertArrayEquals(new double[] {30, 300}, gradOf(x));
    }

    @Test
    void constantsHaveNoGradient() {
        Tensor x = Tensors.of(new double[] {1});
        assertEquals(
                "element 0 of tensors does not require grad and does not have a gradFn: shape [1]; make it from leaves"
                        + " that require grad, with recording switched on",
                message(assertThrows(IllegalStateException.class, () -> x.mul(2).backward())));
        assertEquals(
                "only Tensors of floating point dtype can require gradients, got int64; convert it first",
                message(assertThrows(
                        IllegalStateException.class,
                        () -> Tensors.of(new long[] {1}).requiresGrad_())));
        Tensor y = leaf(1).mul(2);
        assertThrows(IllegalStateException.class, () -> y.requiresGrad_(false));
        assertFalse(y.detach().requiresGrad());
        assertFalse(y.gt(1).requiresGrad());
    }

    @Test
    void gradLeavesTheLeavesAloneAndNamesUnusedInputs() {
        Tensor x = leaf(1);
        Tensor unused = leaf(1);
        Tensor y = x.mul(2).sum();
        IllegalStateException e = assertThrows(
                IllegalStateException.class,
                () -> Autograd.grad(List.of(y), List.of(x, unused), null, GradOptions.DEFAULT.retainingGraph()));
        assertTrue(message(e).contains("appears to not have been used in the graph: input 1"), e::getMessage);
        List<@Nullable Tensor> grads =
                Autograd.grad(List.of(y), List.of(x, unused), null, GradOptions.DEFAULT.allowingUnused());
        assertEquals(2, grads.get(0).item());
        assertNull(grads.get(1));
        assertNull(x.grad());
    }

    @Test
    void gradOfAnIntermediateResultStopsThere() {
        Tensor x = leaf(3);
        Tensor y = x.mul(x);
        Tensor z = y.mul(y).sum();
        assertEquals(18, Autograd.grad(z, List.of(y)).get(0).item());
    }

    @Test
    void retainGradKeepsTheGradientOfAResult() {
        Tensor x = leaf(3);
        Tensor y = x.mul(2);
        y.retainGrad();
        y.mul(y).sum().backward();
        assertArrayEquals(new double[] {12}, gradOf(y));
        assertThrows(
                IllegalStateException.class, () -> Tensors.of(new double[] {1}).retainGrad());
    }

    @Test
    void hooksSeeAndReplaceGradients() {
        Tensor x = leaf(3);
        Tensor y = x.mul(2);
        List<Double> seen = new ArrayList<>();
        HookHandle removal = Autograd.registerHook(y, gradient -> {
            seen.add(gradient.item());
            return gradient.mul(10);
        });
        y.sum().backward(null, GradOptions.DEFAULT.retainingGraph());
        assertEquals(List.of(1.0), seen);
        assertArrayEquals(new double[] {20}, gradOf(x));
        removal.remove();
        x.mul(2).sum().backward();
        assertArrayEquals(new double[] {22}, gradOf(x));
    }

    @Test
    void aRemovalTakesItsOwnHookOnce() {
        Tensor x = leaf(3);
        List<String> order = new ArrayList<>();
        TensorHook twice = gradient -> {
            order.add("twice");
            return gradient.mul(2);
        };
        Autograd.registerHook(x, twice);
        Autograd.registerHook(x, gradient -> {
            order.add("once");
            return gradient.add(1);
        });
        HookHandle removal = Autograd.registerHook(x, twice);
        removal.remove();
        removal.remove();
        x.sum().backward();
        assertEquals(List.of("twice", "once"), order);
        assertArrayEquals(new double[] {3}, gradOf(x));
    }

    @Test
    void noGradRecordsNothing() {
        Tensor x = leaf(1);
        GradScope scope = Autograd.noGrad();
        try (scope) {
            assertFalse(x.mul(2).requiresGrad());
            assertTrue(Autograd.enableGrad(() -> x.mul(2)).requiresGrad());
        }
        assertTrue(x.mul(2).requiresGrad());
        assertTrue(Autograd.isGradEnabled());
    }

    @Test
    void aChangedSavedTensorIsNamedWithItsVersions() {
        Tensor x = leaf(1, 2);
        Tensor y = x.exp();
        Tensor z = y.sum();
        Autograd.noGrad(() -> y.mul_(2));
        assertEquals(
                "one of the variables needed for gradient computation has been modified by an inplace operation: a float64"
                        + " tensor of shape [2], saved by exp, is at version 1; expected version 0 instead. Replace the change"
                        + " in place by an operation that makes a new tensor, or change a copy(). Hint:"
                        + " Anomaly.detect() shows where exp was called.",
                message(assertThrows(IllegalStateException.class, z::backward)));
    }

    @Test
    void leavesThatRequireGradRefuseChangesInPlace() {
        Tensor x = leaf(1, 2);
        assertEquals(
                "a leaf Variable that requires grad is being used in an in-place operation: add_ on a float64 tensor of"
                        + " shape [2]; change it in Autograd.noGrad(…), as an optimizer does, or make a new tensor",
                message(assertThrows(IllegalStateException.class, () -> x.add_(1))));
        assertTrue(message(assertThrows(
                        IllegalStateException.class, () -> x.narrow(0, 0, 1).zero_()))
                .startsWith("a view of a leaf Variable that requires grad"));
        Autograd.noGrad(() -> x.add_(1));
        assertArrayEquals(new double[] {2, 3}, x.toDoubleArray());
        assertEquals(1, x.version());
    }

    @Test
    void aChangeInPlaceMovesTheHistory() {
        Tensor x = leaf(3);
        Tensor y = x.mul(2);
        Tensor view = y.view(1, 1);
        y.add_(x.mul(x));
        y.sum().backward(null, GradOptions.DEFAULT.retainingGraph());
        assertArrayEquals(new double[] {8}, gradOf(x));
        assertEquals(
                8,
                Autograd.grad(List.of(view.sum()), List.of(x), null, GradOptions.DEFAULT.retainingGraph())
                        .get(0)
                        .item());
        Tensor target = Tensors.of(new double[] {5});
        target.copy_(x);
        assertEquals(1, Autograd.grad(target.sum(), List.of(x)).get(0).item());
    }

    @Test
    void aGraphOfAHundredThousandNodesNeedsNoStack() {
        Tensor x = leaf(1);
        Tensor y = x;
        for (int i = 0; i < 100_000; i++) {
            y = y.neg();
        }
        y.sum().backward(null, GradOptions.DEFAULT.retainingGraph());
        assertArrayEquals(new double[] {1}, gradOf(x));
        assertEquals(1, Autograd.grad(y.sum(), List.of(x)).get(0).item());
    }

    @Test
    void theDeepestNodeGoesFirstAndOfEqualOnesTheOneFoundFirst() {
        Tensor x = leaf(1);
        List<String> order = new ArrayList<>();
        Tensor[] branches = new Tensor[4];
        for (int i = 0; i < branches.length; i++) {
            Tensor branch = i == 1 ? x.mul(1).mul(i) : x.mul(i);
            String name = "branch " + i;
            Autograd.registerHook(branch, gradient -> {
                order.add(name);
                return gradient;
            });
            branches[i] = branch;
        }
        // Branch 1 is deeper by one; the addition of 3 is found before that of 2 and 0.
        branches[2].add(branches[0]).add(branches[3]).add(branches[1]).sum().backward();
        assertEquals(List.of("branch 1", "branch 3", "branch 2", "branch 0"), order);
    }

    @Test
    void theBitsDoNotDependOnWhichThreadRecordedNorWhatElse() throws InterruptedException {
        Tensor x = Tensors.of(new float[] {1}).requiresGrad_();
        double[] factors = {1, 1e8, -1e8};
        Tensor[] terms = new Tensor[3];
        List<Float> seen = new ArrayList<>();
        int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
        for (int[] order : orders) {
            for (int i = 0; i < order.length; i++) {
                int term = order[i];
                int history = 100 * i;
                inThread(() -> {
                    record(x, history);
                    terms[term] = x.mul(factors[term]);
                });
            }
            seen.add(gradient(x, terms[0].add(terms[1]).add(terms[2])));
            inThread(() -> {
                record(x, 100 * order[0]);
                for (int term : order) {
                    terms[term] = x.mul(factors[term]);
                }
                terms[0] = terms[0].add(terms[1]).add(terms[2]);
            });
            seen.add(gradient(x, terms[0]));
        }
        // Found in the order 2, 0, 1: -1e8 + 1 rounds to -1e8. Other orders give 1.
        assertEquals(Collections.nCopies(12, 0f), seen);
    }

    private static float gradient(Tensor x, Tensor y) {
        return Autograd.grad(y.sum(), List.of(x)).get(0).toFloatArray()[0];
    }

    private static void record(Tensor x, int count) {
        for (int i = 0; i < count; i++) {
            x.neg();
        }
    }

    private static void inThread(Runnable action) throws InterruptedException {
        Thread thread = new Thread(action);
        thread.start();
        thread.join();
    }

    @Test
    void aGraphOfTwoThreadsIsPassedOnce() throws InterruptedException {
        Tensor x = leaf(2);
        Tensor own = x.mul(x).mul(x).mul(x);
        Tensor[] others = new Tensor[1];
        // Two ways of different length lead to own, which must wait for both.
        inThread(() -> others[0] = own.mul(x).add(own));
        others[0].sum().backward();
        assertArrayEquals(new double[] {80 + 32}, gradOf(x));
    }

    @Test
    void aFactorIsDifferentiatedByWhatWasMultipliedInPlace() {
        Tensor x = leaf(3);
        Tensor w = leaf(5);
        Tensor y = x.mul(2);
        y.mul_(w);
        y.sum().backward();
        assertArrayEquals(new double[] {10}, gradOf(x));
        assertArrayEquals(new double[] {6}, gradOf(w));
    }

    @Test
    void nodesTellTheirNameAndWhereTheyLead() {
        Tensor x = leaf(1, 2);
        Tensor y = x.logSoftmax(0);
        Node node = Autograd.gradFn(y);
        assertNotNull(node);
        assertEquals("LogSoftmaxBackward", node.name());
        Edge edge = node.nextFunctions().get(0);
        assertNotNull(edge);
        assertEquals("AccumulateGrad", edge.node().name());
        assertNull(Autograd.gradFn(x));
        assertTrue(x.isLeaf());
    }

    @Test
    void dtypesArePromotedAndGradientsConvertedBack() {
        Tensor a = Tensors.of(new float[] {1, 2}).requiresGrad_();
        Tensor b = leaf(3, 4);
        Tensor c = a.mul(b);
        assertSame(DType.FLOAT64, c.dtype());
        c.sum().backward();
        Tensor grad = a.grad();
        assertNotNull(grad);
        assertEquals("[3.0, 4.0]", Arrays.toString(grad.toFloatArray()));
    }
}
