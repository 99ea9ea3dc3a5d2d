package io.github.gradlock.engine.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import org.junit.jupiter.api.Test;

class InitialiserTests {
    private final Initialiser initialiser = new Initialiser(8, DType.FLOAT64);

    @Test
    void orthogonalRowsOrColumns() {
        for (int[] sizes : new int[][] {{3, 5}, {5, 3}, {2, 2, 2}}) {
            Tensor drawn = initialiser.orthogonal(2, sizes);
            assertEquals(Shape.of(sizes), drawn.shape());
            Tensor matrix = drawn.reshape(sizes[0], -1);
            Tensor product = sizes[0] <= matrix.size(1)
                    ? matrix.matmul(matrix.transpose(0, 1))
                    : matrix.transpose(0, 1).matmul(matrix);
            assertArrayEquals(
                    Tensors.eye(product.size(0), DType.FLOAT64).mul(4).toDoubleArray(), product.toDoubleArray(), 1e-14);
        }
        assertThrows(IllegalArgumentException.class, () -> initialiser.orthogonal(1, 3));
    }

    @Test
    void theTruncatedNormalKeepsItsBounds() {
        Tensor drawn = initialiser.truncatedNormal(1, 2, 0, 2, 1000);
        assertTrue(drawn.min().item() >= 0 && drawn.max().item() <= 2);
        assertEquals(1, drawn.mean().item(), 0.05);
        assertThrows(IllegalArgumentException.class, () -> initialiser.truncatedNormal(0, 1, 50, 51, 2));
    }

    @Test
    void boundsMeansAndFansAreThoseOfPyTorch() {
        Tensor even = initialiser.uniformBetween(2, 3, 1000);
        assertTrue(even.min().item() >= 2 && even.max().item() <= 3);
        Tensor normal = initialiser.normalAround(5, 0.1, 1000);
        assertEquals(5, normal.mean().item(), 0.02);
        Shape weight = Shape.of(8, 4, 3, 3);
        assertEquals(36, Initialiser.fanInOf(weight));
        assertEquals(72, Initialiser.fanOutOf(weight));
        assertEquals(Math.sqrt(2), Initialiser.gain("relu"));
        assertThrows(IllegalArgumentException.class, () -> Initialiser.gain("softmax"));
        assertThrows(IllegalArgumentException.class, () -> Initialiser.fanInOf(Shape.of(3)));
    }
}
