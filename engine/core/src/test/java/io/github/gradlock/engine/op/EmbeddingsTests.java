package io.github.gradlock.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradlock.engine.autograd.Autograd;
import io.github.gradlock.engine.op.EmbeddingBags.Mode;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class EmbeddingsTests {
    private static final EmbeddingBags.Options BAGS = EmbeddingBags.Options.DEFAULT;

    private final Tensor weight =
            Tensors.of(new double[] {3, 4, 0.3, 0.4, 6, 8, 0, 5}, 4, 2).requiresGrad_();

    private static Tensor numbers(long... values) {
        return Tensors.of(values);
    }

    private double[] gradient(Tensor output) {
        return Autograd.grad(output.sum(), List.of(weight)).get(0).toDoubleArray();
    }

    private static void assertRefused(String message, Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }

    private Tensor bag(Mode mode, Tensor offsets) {
        return EmbeddingBags.embeddingBag(weight, numbers(1, 0, 3, 0), offsets, null, BAGS.withMode(mode));
    }

    @Test
    void paddingGetsNoGradientAndFrequentRowsGetLess() {
        Embeddings.Options padded = Embeddings.Options.DEFAULT.withPaddingIdx(-2);
        Tensor index = numbers(2, 0, 0);
        assertArrayEquals(new double[] {2, 2, 0, 0, 0, 0, 0, 0}, gradient(Embeddings.embedding(weight, index, padded)));
        assertArrayEquals(
                new double[] {1, 1, 0, 0, 0, 0, 0, 0},
                gradient(Embeddings.embedding(weight, index, padded.withScaleGradByFreq(true))));
    }

    @Test
    void rowsLongerThanTheGreatestNormAreScaledInTheTable() {
        int version = weight.version();
        Tensor rows = Embeddings.embedding(weight, numbers(0, 2, 0, 1), Embeddings.Options.DEFAULT.withMaxNorm(2.0, 2));
        // As PyTorch computes them: 2 / (norm + 1e-7) of rows 0 and 2.
        double[] expected = {
            1.1999999760000004, 1.5999999680000005, 0.3, 0.4, 1.1999999880000003, 1.5999999840000003, 0, 5
        };
        assertArrayEquals(expected, weight.toDoubleArray(), 1e-15);
        assertEquals(expected[0], rows.toDoubleArray()[0], 1e-15);
        assertEquals(version + 2, weight.version());
        assertArrayEquals(new double[] {2, 2, 1, 1, 1, 1, 0, 0}, gradient(rows));
    }

    @Test
    void bagsMayBeEmpty() {
        Tensor offsets = numbers(0, 3, 3);
        assertArrayEquals(
                new double[] {3.3, 9.4, 0, 0, 3, 4}, bag(Mode.SUM, offsets).toDoubleArray(), 1e-15);
        assertArrayEquals(
                new double[] {1.1, 9.4 / 3, 0, 0, 3, 4}, bag(Mode.MEAN, offsets).toDoubleArray(), 1e-15);
        assertArrayEquals(
                new double[] {3, 5, 0, 0, 3, 4}, bag(Mode.MAX, offsets).toDoubleArray());
        assertArrayEquals(new double[] {2, 1, 0, 0, 0, 0, 0, 1}, gradient(bag(Mode.MAX, offsets)));
        assertEquals(0, bag(Mode.MAX, Tensors.of(new long[0], 0)).numel());
    }

    @Test
    void bagsThatMakeNoSenseAreRefused() {
        assertRefused(
                "embedding_bag expected offsets that begin with 0, do not descend and do not exceed the 4 indices, got"
                        + " [1, 3, 4]",
                () -> bag(Mode.SUM, numbers(1, 3)));
        assertRefused(
                "embedding_bag: per_sample_weights is only supported for mode sum, got MEAN",
                () -> EmbeddingBags.embeddingBag(weight, numbers(0), numbers(0), Tensors.of(new double[] {1}), BAGS));
        assertRefused(
                "embedding_bag: padding_idx must be within the 4 rows of the weight, got 4",
                () -> EmbeddingBags.embeddingBag(
                        weight,
                        numbers(0),
                        numbers(0),
                        null,
                        BAGS.withLookUp(Embeddings.Options.DEFAULT.withPaddingIdx(4))));
    }
}
