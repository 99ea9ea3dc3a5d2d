package io.github.gradlock.engine.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Changes in place while recording: histories of bases and views, as PyTorch's CopySlices gives them. */
class InPlaceTests {
    private static Tensor leaf(double... values) {
        return Tensors.of(values).requiresGrad_();
    }

    private static double[] grad(Tensor y, Tensor x) {
        return Autograd.grad(List.of(y.sum()), List.of(x), null, GradOptions.DEFAULT.retainingGraph())
                .get(0)
                .toDoubleArray();
    }

    private static String nodeName(Tensor tensor) {
        Node node = tensor.gradFn();
        assertNotNull(node);
        return node.name();
    }

    @Test
    void aChangeOfAViewChangesTheBase() {
        Tensor x = leaf(1, 2, 3);
        Tensor y = x.mul(1);
        y.narrow(0, 1, 2).mul_(10);
        assertArrayEquals(new double[] {1, 20, 30}, y.toDoubleArray());
        assertEquals("CopySlices", nodeName(y));
        assertArrayEquals(new double[] {1, 10, 10}, grad(y, x));
    }

    @Test
    void aChangeOfTheBaseChangesItsViews() {
        Tensor x = leaf(1, 2, 3);
        Tensor y = x.mul(1);
        Tensor view = y.narrow(0, 1, 2);
        Tensor viewOfView = view.select(0, 1);
        y.mul_(y.detach().copy());
        assertEquals("AsStridedBackward", nodeName(view));
        assertArrayEquals(new double[] {0, 2, 3}, grad(view, x));
        assertArrayEquals(new double[] {0, 0, 3}, grad(viewOfView, x));
    }

    @Test
    void oneViewSeesTheChangeOfAnother() {
        Tensor x = leaf(1, 2, 3, 4);
        Tensor w = leaf(5, 6);
        Tensor matrix = x.view(2, 2).mul(1);
        Tensor row = matrix.select(0, 1);
        Tensor column = matrix.select(1, 0);
        row.mul_(w);
        assertArrayEquals(new double[] {1, 15}, column.toDoubleArray());
        assertArrayEquals(new double[] {1, 0, 5, 0}, grad(column, x));
        assertArrayEquals(new double[] {3, 0}, grad(column, w));
        column.add_(row.detach().copy());
        assertArrayEquals(new double[] {1, 1, 5, 6}, grad(matrix, x));
        assertArrayEquals(new double[] {3, 4}, grad(row, w));
    }

    @Test
    void aBufferOfConstantsGetsAHistory() {
        Tensor x = leaf(2, 3);
        Tensor buffer = Tensors.zeros(DType.FLOAT64, 2, 2);
        Tensor other = buffer.select(0, 0);
        buffer.select(0, 1).copy_(x.mul(x));
        assertTrue(buffer.requiresGrad());
        assertTrue(other.requiresGrad());
        assertArrayEquals(new double[] {4, 6}, grad(buffer, x));
        assertArrayEquals(new double[] {0, 0}, grad(other, x));
    }

    @Test
    void whatIsOverwrittenGetsZeros() {
        Tensor x = leaf(2, 3);
        Tensor y = x.mul(x);
        y.zero_();
        assertTrue(y.requiresGrad());
        assertEquals("ZeroBackward", nodeName(y));
        assertArrayEquals(new double[] {0, 0}, grad(y, x));
        Tensor z = x.mul(1);
        Tensor w = leaf(7);
        z.copy_(w);
        assertArrayEquals(new double[] {0, 0}, grad(z, x));
        assertArrayEquals(new double[] {2}, grad(z, w));
        Tensor part = x.mul(3);
        part.select(0, 0).fill_(1);
        assertArrayEquals(new double[] {0, 3}, grad(part, x));
    }

    @Test
    void secondDerivativesGoThroughChangedViews() {
        Tensor x = leaf(2, 3);
        Tensor y = x.mul(x);
        y.select(0, 1).mul_(x.select(0, 0));
        Tensor first = Autograd.grad(List.of(y.sum()), List.of(x), null, GradOptions.DEFAULT.creatingGraph())
                .get(0);
        assertArrayEquals(new double[] {2 * 2 + 9, 2 * 3 * 2}, first.toDoubleArray());
        assertArrayEquals(new double[] {2 + 6, 6 + 4}, grad(first, x));
    }

    @Test
    void aDetachedTensorSharesElementsAndVersionButNoHistory() {
        Tensor x = leaf(2);
        Tensor y = x.exp();
        Tensor detached = y.detach();
        detached.mul_(5);
        assertEquals(1, y.version());
        assertEquals("ExpBackward", nodeName(y));
        assertThrows(IllegalStateException.class, () -> y.sum().backward());
    }

    @Test
    void retainedGradientsAreThoseOfTheTensorAsItIs() {
        Tensor x = leaf(2);
        Tensor y = x.mul(3);
        y.retainGrad();
        y.mul_(10);
        y.mul(7).sum().backward();
        Tensor retained = y.grad();
        assertNotNull(retained);
        assertEquals(7, retained.item());
        Tensor base = x.mul(1);
        Tensor view = base.view(1, 1);
        view.retainGrad();
        base.mul_(10);
        view.mul(4).sum().backward();
        Tensor ofView = view.grad();
        assertNotNull(ofView);
        assertEquals(4, ofView.item());
    }

    @Test
    void aTensorHookStaysWithTheElementsOfItsTime() {
        Tensor x = leaf(2);
        Tensor y = x.mul(3);
        double[] seen = new double[1];
        y.registerHook(gradient -> {
            seen[0] = gradient.item();
            return null;
        });
        y.mul_(10);
        y.sum().backward();
        assertEquals(10, seen[0]);
    }

    @Test
    void viewsOfLeavesAndViewsMadeWithoutRecordingAreRefused() {
        Tensor x = leaf(1, 2);
        assertEquals(
                "a view of a leaf Variable that requires grad is being used in an in-place operation: zero_ on a float64"
                        + " tensor of shape [1], view of shape [2]; change it in Autograd.noGrad(…), or a copy()",
                assertThrows(
                                IllegalStateException.class,
                                () -> x.narrow(0, 0, 1).zero_())
                        .getMessage());
        Tensor y = x.mul(2);
        Tensor silent = Autograd.noGrad(() -> y.select(0, 0));
        assertFalse(silent.requiresGrad());
        assertEquals(
                "the target is a view and is being modified inplace with recording on: mul_ on a float64 tensor of shape"
                        + " []. This view was created in no_grad mode. Make the view with recording switched on, or change it"
                        + " in noGrad too.",
                assertThrows(IllegalStateException.class, () -> silent.mul_(x.select(0, 0)))
                        .getMessage());
        y.mul_(2);
        assertEquals(
                "A tensor of shape [] is a view, and its base or another view of its base has been modified inplace. This"
                        + " view was created in no_grad mode. Make the view with recording switched on, or change it in noGrad"
                        + " too.",
                assertThrows(IllegalStateException.class, () -> silent.mul(x)).getMessage());
    }

    @Test
    void valuesAndGradientsAreThoseOfTheOperationsOutOfPlace() {
        Tensor x = leaf(0.25, 0.5, 0.75);
        Tensor y = x.mul(2);
        y.sub_(0.25)
                .div_(2)
                .div_(x)
                .add_(x)
                .pow_(2)
                .neg_()
                .abs_()
                .clamp_(0.1, 5)
                .sqrt_()
                .log_()
                .tanh_();
        Tensor z = x.mul(2)
                .sub(0.25)
                .div(2)
                .div(x)
                .add(x)
                .pow(2)
                .neg()
                .abs()
                .clamp(0.1, 5)
                .sqrt();
        Tensor expected = z.log().tanh();
        assertArrayEquals(expected.toDoubleArray(), y.toDoubleArray());
        assertArrayEquals(grad(expected, x), grad(y, x));
        Tensor mask = Tensors.of(new boolean[] {true, false, true});
        assertArrayEquals(new double[] {0, 1, 0}, grad(x.mul(1).maskedFill_(mask, 9), x));
        assertArrayEquals(
                new double[] {0, 0, 1}, x.sub(0.5).mul(4).relu_().ceil_().toDoubleArray());
    }
}
