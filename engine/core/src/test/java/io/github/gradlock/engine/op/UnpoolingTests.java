package io.github.gradlock.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class UnpoolingTests {
    private static final Window TWO = Window.pooling(2);

    @Test
    void maximaGoBackToWhereTheyWereFound() {
        Tensor image = Tensors.arange(16).toDouble().reshape(1, 1, 4, 4);
        Pooling.Maxima maxima = Pooling.maxPool2dWithIndices(image, TWO);
        Tensor back = Unpooling.maxUnpool2d(maxima.values(), maxima.indices(), TWO);
        double[] expected = {0, 0, 0, 0, 0, 5, 0, 7, 0, 0, 0, 0, 0, 13, 0, 15};
        assertArrayEquals(expected, back.toDoubleArray());
        Tensor single = Unpooling.maxUnpool2d(
                maxima.values().squeeze(0), maxima.indices().squeeze(0), TWO);
        assertTrue(back.squeeze(0).equal(single));
    }

    @Test
    void aGivenSizeMovesTheIndices() {
        // The example of PyTorch's MaxUnpool1d: nine elements, of which the pooling left the last out.
        Tensor line = Tensors.arange(1, 10).toFloat().reshape(1, 1, 9);
        Pooling.Maxima maxima = Pooling.maxPool1dWithIndices(line, TWO);
        assertArrayEquals(
                new float[] {0, 2, 0, 4, 0, 6, 0, 8, 0},
                Unpooling.maxUnpool1d(maxima.values(), maxima.indices(), TWO, 9).toFloatArray());
        assertEquals(
                Shape.of(1, 1, 8),
                Unpooling.maxUnpool1d(maxima.values(), maxima.indices(), TWO).shape());
        assertMessage(
                "invalid output size 10 of dim 0 in max_unpool1d: it must be between 6 and 10, both excluded",
                () -> Unpooling.maxUnpool1d(maxima.values(), maxima.indices(), TWO, 10));
    }

    @Test
    void derivativesAreGathered() {
        Tensor x = Tensors.of(new double[] {3, 4}, 1, 1, 2).requiresGrad_();
        Tensor out = Unpooling.maxUnpool1d(x, Tensors.of(new long[] {1, 2}, 1, 1, 2), TWO);
        out.backward(Tensors.of(new double[] {10, 20, 30, 40}, 1, 1, 4));
        assertArrayEquals(
                new double[] {20, 30}, Objects.requireNonNull(x.grad()).toDoubleArray());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Tensor x = Tensors.zeros(1, 1, 2);
        assertMessage(
                "max_unpool1d expected int64 indices of the shape of the input, [1, 1, 2], got int64 [1, 1, 1]",
                () -> Unpooling.maxUnpool1d(x, Tensors.zeros(DType.INT64, 1, 1, 1), TWO));
        assertMessage(
                "found an invalid max index in max_unpool1d: indices go from 0 to 3 for an output of shape [1, 1, 4]",
                () -> Unpooling.maxUnpool1d(x, Tensors.full(new int[] {1, 1, 2}, 4), TWO));
        assertMessage(
                "max_unpool2d expected 3 or 4 dimensions, got shape [2]",
                () -> Unpooling.maxUnpool2d(Tensors.zeros(2), Tensors.zeros(DType.INT64, 2), TWO));
    }

    private static void assertMessage(String expected, org.junit.jupiter.api.function.Executable action) {
        assertEquals(
                expected, assertThrows(IllegalArgumentException.class, action).getMessage());
    }
}
