package io.github.gradlock.engine.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Generator;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.List;
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
        for (String linear : List.of("linear", "conv1d", "conv3d", "conv_transpose2d", "sigmoid")) {
            assertEquals(1, Initialiser.gain(linear));
        }
        assertEquals(
                1.4141428569978354, Initialiser.gain("leaky_relu"), "torch.nn.init.calculate_gain of PyTorch 2.13");
        assertEquals(1.3867504905630728, Initialiser.leakyReluGain(0.2));
        assertEquals(
                "Unsupported nonlinearity softmax, expected linear, conv1d, conv2d, conv3d, conv_transpose1d,"
                        + " conv_transpose2d, conv_transpose3d, sigmoid, tanh, relu, leaky_relu or selu",
                assertThrows(IllegalArgumentException.class, () -> Initialiser.gain("softmax"))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> Initialiser.fanInOf(Shape.of(3)));
    }

    /** Each drawing takes the streams that a generator of the same seed would; a seed for a module takes one too. */
    @Test
    void drawingsAreThoseOfAGenerator() {
        Initialiser fresh = new Initialiser(8, DType.FLOAT32);
        Generator generator = new Generator(8);
        assertTrue(fresh.uniform(1, 5)
                .equal(Tensors.rand(generator, DType.FLOAT64, 5).mul(2).sub(1).to(DType.FLOAT32)));
        assertTrue(
                fresh.normal(5).equal(Tensors.randn(generator, DType.FLOAT64, 5).to(DType.FLOAT32)));
        assertEquals(8 + 0x9E3779B97F4A7C15L * 4, fresh.drawSeed());
        assertTrue(fresh.normal(5)
                .equal(Tensors.randn(new Generator(8, 4), DType.FLOAT64, 5).to(DType.FLOAT32)));
    }
}
