package io.github.gradlock.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradlock.engine.autograd.Autograd;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Index;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The expected elements are those that NumPy gives, but where an integer stands beside tensors of indices. */
class SubscriptsTests {
    private static Tensor cube() {
        return Tensors.arange(24).reshape(2, 3, 4);
    }

    private static Tensor mask(boolean... values) {
        return Tensors.of(values);
    }

    private static void assertRead(Tensor found, int[] shape, long... elements) {
        assertEquals(Shape.of(shape), found.shape());
        assertArrayEquals(elements, found.toLongArray());
    }

    @Test
    void simpleEntriesGiveViews() {
        Tensor x = cube();
        Tensor view = x.get(Index.at(1), Index.ellipsis(), Index.slice(null, null, 2));
        assertRead(view, new int[] {3, 2}, 12, 14, 16, 18, 20, 22);
        assertSame(x.storage(), view.storage());
        assertRead(
                x.get(Index.all(), Index.slice(-2, 100), Index.slice(-100, 2)),
                new int[] {2, 2, 2},
                4,
                5,
                8,
                9,
                16,
                17,
                20,
                21);
        assertEquals(
                Shape.of(1, 2, 1, 3, 4),
                x.get(Index.newAxis(), Index.all(), Index.newAxis()).shape());
        assertEquals(Shape.of(0, 3, 4), x.get(Index.slice(2, 1)).shape());
        assertSame(x, x.get());
        assertSame(x, x.get(Index.ellipsis()));
        Tensor chosen = x.get(Index.of(Tensors.scalar(-1L)));
        assertSame(x.storage(), chosen.storage());
        assertEquals(Shape.of(3, 4), chosen.shape());
    }

    @Test
    void neighbouringIndicesStayWhereTheyWere() {
        Tensor x = cube();
        assertRead(
                x.get(Index.all(), Index.of(Tensors.of(new long[] {0, 2}, 1, 2)), Index.of(1)),
                new int[] {2, 1, 2},
                1,
                9,
                13,
                21);
        assertRead(
                x.get(Index.ellipsis(), Index.of(3, 0)),
                new int[] {2, 3, 2},
                3,
                0,
                7,
                4,
                11,
                8,
                15,
                12,
                19,
                16,
                23,
                20);
        assertRead(
                x.get(Index.of(1), Index.of(Tensors.of(new long[] {2, 0}, 2, 1)), Index.slice(1, 3)),
                new int[] {2, 1, 2},
                21,
                22,
                13,
                14);
        assertNotSame(x.storage(), x.get(Index.of(0, 1)).storage());
    }

    @Test
    void indicesThatAreApartGoToTheFront() {
        Tensor x = cube();
        assertRead(x.get(Index.of(0, 1), Index.all(), Index.of(1, 2)), new int[] {2, 3}, 1, 5, 9, 14, 18, 22);
        assertRead(
                x.get(Index.newAxis(), Index.of(0, 1), Index.all(), Index.newAxis(), Index.of(1, 1)),
                new int[] {2, 1, 3, 1},
                1,
                5,
                9,
                13,
                17,
                21);
    }

    @Test
    void anIntegerDoesNotCountAsIndices() {
        Tensor x = cube();
        assertRead(x.get(Index.at(0), Index.all(), Index.of(1, 2)), new int[] {3, 2}, 1, 2, 5, 6, 9, 10);
        assertRead(x.get(Index.at(-1), Index.of(-1, 0)), new int[] {2, 4}, 20, 21, 22, 23, 12, 13, 14, 15);
    }

    @Test
    void masksStandForTheirDimensions() {
        Tensor x = cube();
        boolean[] chosen = {true, false, false, true, false, false, false, false, false, true, false, false};
        assertRead(x.get(Index.all(), Index.of(Tensors.of(chosen, 3, 4))), new int[] {2, 3}, 0, 3, 9, 12, 15, 21);
        assertEquals(
                Shape.of(1, 3, 4, 1),
                x.get(Index.of(mask(false, true)), Index.ellipsis(), Index.newAxis())
                        .shape());
        assertEquals(Shape.of(1, 2, 3, 4), x.get(Index.of(Tensors.scalar(true))).shape());
        assertEquals(
                Shape.of(0, 2, 3, 4), x.get(Index.of(Tensors.scalar(false))).shape());
        assertEquals(
                Shape.of(0, 4), x.get(Index.of(mask(false, false)), Index.of(0)).shape());
    }

    @Test
    void nothingIsPickedFromNothing() {
        Tensor nothing = Tensors.zeros(DType.FLOAT64, 0, 3);
        assertEquals(Shape.of(0, 3), nothing.get(Index.of(new long[0])).shape());
        assertEquals(
                Shape.of(2, 0, 4),
                cube().get(Index.all(), Index.of(new long[0])).shape());
        assertThrows(IndexOutOfBoundsException.class, () -> nothing.get(Index.of(0)));
        assertEquals(
                Shape.of(0),
                Tensors.scalar(1.0).maskedSelect(Tensors.scalar(false)).shape());
    }

    @Test
    void errorsSayWhatDoesNotFit() {
        Tensor x = cube();
        assertOutOfBounds(
                "too many indices for tensor of dimension 3, shape [2, 3, 4]: got 4",
                () -> x.get(Index.at(0), Index.at(0), Index.at(0), Index.at(0)));
        assertOutOfBounds(
                "index 3 is out of bounds in index for dimension 1 with size 3",
                () -> x.get(Index.all(), Index.of(0, 3)));
        assertOutOfBounds(
                "index -3 is out of bounds in index for dimension 0 with size 2", () -> x.get(Index.of(0, -3)));
        assertOutOfBounds(
                "select: index 2 is out of range for dimension 0 of shape [2, 3, 4]", () -> x.get(Index.at(2)));
        assertOutOfBounds(
                "the shape of the mask [3] at index 0 does not match the shape of the indexed tensor [2, 3, 4] at"
                        + " index 0",
                () -> x.get(Index.of(mask(true, true, false))));
        assertRefused(
                "shape mismatch in index: indexing tensors could not be broadcast together with shapes [2], [3]",
                () -> x.get(Index.of(0, 1), Index.of(0, 1, 2)));
        assertRefused(
                "an index can only have a single ellipsis, got 2", () -> x.get(Index.ellipsis(), Index.ellipsis()));
        assertRefused(
                "tensors used as indices must be int64 or bool, got float64 [1]",
                () -> Index.of(Tensors.of(new double[] {1})));
        assertRefused("slice step must be positive, got 0", () -> Index.slice(0, 1, 0));
        assertRefused(
                "shape mismatch in index_put: value tensor of shape [3] cannot be broadcast to indexing result of"
                        + " shape [2, 3, 2]",
                () -> x.indexPut(Tensors.arange(3), Index.ellipsis(), Index.of(0, 1)));
        assertRefused(
                "dtype mismatch in index_put: lhs int64, rhs float64; convert one: x.to(DType.FLOAT64)",
                () -> x.indexPut(Tensors.scalar(1.0), Index.at(0)));
    }

    private static void assertOutOfBounds(String message, Runnable action) {
        assertEquals(
                message,
                assertThrows(IndexOutOfBoundsException.class, action::run).getMessage());
    }

    private static void assertRefused(String message, Runnable action) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, action::run).getMessage());
    }

    @Test
    void putReplacesOrAddsWhatIsNamed() {
        Tensor x = Tensors.arange(6).reshape(2, 3);
        Tensor values = Tensors.of(new long[] {10, 20});
        assertRead(x.indexPut(values, Index.all(), Index.of(2, 0)), new int[] {2, 3}, 20, 1, 10, 20, 4, 10);
        assertRead(x.indexPut(values, Index.of(1, 1), Index.of(0, 0)), new int[] {2, 3}, 0, 1, 2, 20, 4, 5);
        assertRead(x.indexPutAccumulate(values, Index.of(1, 1), Index.of(0, 0)), new int[] {2, 3}, 0, 1, 2, 33, 4, 5);
        assertRead(
                x.t().indexPut(Tensors.scalar(7L), Index.of(mask(true, false, true)), Index.at(1)),
                new int[] {3, 2},
                0,
                7,
                1,
                4,
                2,
                7);
        assertRead(x, new int[] {2, 3}, 0, 1, 2, 3, 4, 5);
    }

    @Test
    void assignmentChangesTheTensorItself() {
        Tensor x = Tensors.arange(6).reshape(2, 3);
        assertSame(x, x.indexPut_(Tensors.scalar(7.0), Index.at(1), Index.slice(0, 2)));
        assertRead(x, new int[] {2, 3}, 0, 1, 2, 7, 7, 5);
        x.indexPut_(Tensors.of(new long[] {8, 9}), Index.of(0, 1), Index.of(2, 0));
        assertRead(x, new int[] {2, 3}, 0, 1, 8, 9, 7, 5);
    }

    @Test
    void recordedAssignmentsAreDifferentiated() {
        Tensor x = Tensors.of(new double[] {1, 2, 3, 4}).requiresGrad_();
        Tensor values = Tensors.of(new double[] {5, 6}).requiresGrad_();
        Tensor y = x.mul(2).view(2, 2);
        y.indexPut_(values, Index.at(1));
        y.indexPut_(values.mul(3), Index.of(0, 1), Index.of(0, 0));
        y.split(1, 1).get(1).mul_(10);
        assertArrayEquals(new double[] {15, 40, 18, 60}, y.detach().toDoubleArray());
        List<Tensor> grads = Autograd.grad(y.sum(), List.of(x, values));
        assertArrayEquals(new double[] {0, 20, 0, 0}, grads.get(0).toDoubleArray());
        assertArrayEquals(new double[] {3, 13}, grads.get(1).toDoubleArray());
    }

    @Test
    void theDerivativeOfPutFollowsPyTorch() {
        Tensor x = Tensors.of(new double[] {1, 2, 3}).requiresGrad_();
        Tensor values = Tensors.of(new double[] {4, 5}).requiresGrad_();
        Tensor weights = Tensors.of(new double[] {1, 10, 100});
        Tensor put = x.indexPut(values, Index.of(1, 1)).mul(weights).sum();
        List<Tensor> grads = Autograd.grad(put, List.of(x, values));
        assertArrayEquals(new double[] {1, 0, 100}, grads.get(0).toDoubleArray());
        assertArrayEquals(new double[] {10, 10}, grads.get(1).toDoubleArray());
    }

    /** As Python's {@code x[0, 0] = torch.tensor([5.])}. */
    @Test
    void assigningDropsLeadingOnes() {
        Tensor x = Tensors.zeros(2, 3);
        Subscripts.assign(x, Tensors.of(new float[] {5}), Subscripts.at(0, 0));
        Subscripts.assign(x, Tensors.ones(1, 1, 3), Subscripts.at(1));
        assertArrayEquals(new float[] {5, 0, 0, 1, 1, 1}, x.toFloatArray());
        Subscripts.assign(x, Tensors.ones(1, 1, 1).mul(7), Index.of(x.eq(0)));
        assertArrayEquals(new float[] {5, 7, 7, 1, 1, 1}, x.toFloatArray());
        assertThrows(
                IllegalArgumentException.class, () -> Subscripts.assign(x, Tensors.ones(2, 1, 3), Subscripts.at(1)));
    }
}
