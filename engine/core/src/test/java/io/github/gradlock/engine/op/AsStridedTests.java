package io.github.gradlock.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradlock.engine.autograd.Autograd;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

class AsStridedTests {
    private static Tensor range(int n) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = i;
        }
        return Tensors.of(values);
    }

    @Test
    void itIsAViewOfTheStorage() {
        Tensor x = range(8);
        Tensor y = x.slice(0, 2, 8, 1).asStrided(new int[] {2, 2}, 3, 1);
        assertSame(x.storage(), y.storage());
        assertArrayEquals(new double[] {2, 3, 5, 6}, y.toDoubleArray());
        assertArrayEquals(
                new double[] {1, 4},
                x.asStrided(new int[] {2}, new int[] {3}, 1).toDoubleArray());
    }

    @Test
    void cotangentsOfSharedElementsAreAdded() {
        Tensor x = range(4).requiresGrad_();
        Tensor windows = x.asStrided(new int[] {3, 2}, 1, 1);
        Tensor grad = Autograd.grad(windows.mul(windows).sum(), List.of(x)).get(0);
        assertArrayEquals(new double[] {0, 4, 8, 6}, grad.toDoubleArray());
    }

    /** Six for each element seen, in three equal shares: step 3 of PyTorch's as_strided_backward. */
    @Test
    void anInputThatShowsAnElementTwiceGetsItsShareTwice() {
        Tensor x = range(2).requiresGrad_();
        Tensor wide = x.mul(1).expand(3, 2);
        Tensor grad = Autograd.grad(wide.asStrided(new int[] {2}, 1).mul(6).sum(), List.of(wide))
                .get(0);
        assertArrayEquals(new double[] {2, 2, 2, 2, 2, 2}, grad.toDoubleArray());
    }

    @Test
    void emptyLayoutsHaveEmptyOrZeroGradients() {
        Tensor x = range(2).requiresGrad_();
        Tensor none = x.asStrided(new int[] {0, 3}, 1, 1);
        assertArrayEquals(
                new double[2], Autograd.grad(none.sum(), List.of(x)).get(0).toDoubleArray());
    }

    @Test
    void errorsNameSizesAndStorage() {
        Tensor x = range(4);
        assertEquals(
                "as_strided: size [3], stride [2] and storage offset 0 are out of bounds for storage of 4 elements, of a"
                        + " tensor of shape [4]",
                assertThrows(IllegalArgumentException.class, () -> x.asStrided(new int[] {3}, 2))
                        .getMessage());
        assertEquals(
                "mismatch in length of strides and shape in as_strided: size [2, 2], stride [1]",
                assertThrows(IllegalArgumentException.class, () -> x.asStrided(new int[] {2, 2}, 1))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> x.asStrided(new int[] {2}, -1));
    }
}
