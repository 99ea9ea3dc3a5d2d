package io.github.gradlock.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.engine.math.Philox;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Generator;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class RandomsTests {
    private static final int MANY = 20_000;

    @Test
    void everyDrawingTakesTheNextStreams() {
        Generator generator = new Generator(5);
        Tensor first = Tensors.rand(generator, 4);
        assertEquals(1, generator.streams());
        Tensor second = Tensors.rand(generator, 4);
        assertFalse(first.equal(second));
        Tensors.randn(generator, 2);
        assertEquals(4, generator.streams());
        assertTrue(second.equal(Tensors.rand(new Generator(5, 1), 4)));
        assertFalse(first.equal(Tensors.rand(new Generator(6), 4)));
    }

    @Test
    void aSampleIsThatOfPhilox() {
        int[] words = new int[4];
        Philox.block(1, 3, 11, words);
        float[] samples = Tensors.rand(new Generator(11, 3), 6).toFloatArray();
        assertEquals((words[1] >>> 8) * 0x1p-24f, samples[5]);
    }

    @Test
    void normalSamplesHaveMeanZeroAndVarianceOne() {
        double[] x = Tensors.randn(new Generator(1), DType.FLOAT64, MANY).toDoubleArray();
        double mean = Arrays.stream(x).average().orElseThrow();
        double variance = Arrays.stream(x).map(v -> v * v).average().orElseThrow();
        double fourth = Arrays.stream(x).map(v -> v * v * v * v).average().orElseThrow();
        assertEquals(0, mean, 0.03);
        assertEquals(1, variance, 0.05);
        assertEquals(3, fourth, 0.3);
        Tensor narrow = Tensors.randn(new Generator(1), MANY);
        assertTrue(narrow.equal(Tensors.of(x).to(DType.FLOAT32)));
    }

    @Test
    void integersFillTheirRangeEvenly() {
        long[] x = Tensors.randint(new Generator(2), -2, 3, MANY).toLongArray();
        for (long value = -2; value < 3; value++) {
            long wanted = value;
            assertEquals(MANY / 5.0, LongStream.of(x).filter(v -> v == wanted).count(), 5 * Math.sqrt(MANY / 5.0));
        }
        assertTrue(LongStream.of(x).allMatch(v -> v >= -2 && v < 3));
        assertArrayEquals(
                new long[] {9, 9}, Tensors.randint(new Generator(2), 9, 10, 2).toLongArray());
        long[] wide = Tensors.randint(new Generator(2), 0, 1L << 53, 50).toLongArray();
        assertTrue(LongStream.of(wide).anyMatch(v -> (v & 1) == 1));
    }

    @Test
    void anOrderHasEveryNumberOnce() {
        long[] order = Tensors.randperm(new Generator(3), 50).toLongArray();
        assertFalse(Arrays.equals(LongStream.range(0, 50).toArray(), order));
        assertArrayEquals(
                LongStream.range(0, 50).toArray(), LongStream.of(order).sorted().toArray());
        assertEquals(0, Tensors.randperm(new Generator(3), 0).numel());
    }

    @Test
    void bernoulliFollowsItsProbabilities() {
        Tensor p = Tensors.of(new double[] {0, 1, 0.25}).unsqueeze(1).expand(3, MANY);
        Tensor drawn = p.bernoulli(new Generator(4));
        assertEquals(DType.FLOAT64, drawn.dtype());
        double[] means = drawn.mean(1).toDoubleArray();
        assertEquals(0, means[0]);
        assertEquals(1, means[1]);
        assertEquals(0.25, means[2], 0.02);
    }

    @Test
    void drawingInPlaceCountsAsAChange() {
        Tensor x = Tensors.zeros(DType.FLOAT64, MANY);
        assertTrue(x == x.uniform_(new Generator(1), -3, -1));
        assertEquals(1, x.version());
        assertTrue(x.lt(-1).all().item() == 1 && x.ge(-3).all().item() == 1);
        assertEquals(-2, x.mean().item(), 0.02);
        x.normal_(new Generator(2), 5, 0.5);
        assertEquals(5, x.mean().item(), 0.02);
        assertEquals(0.5, x.std().item(), 0.02);
        Tensor flags = Tensors.zeros(DType.BOOL, MANY).bernoulli_(new Generator(3), 0.75);
        assertEquals(0.75, flags.toDouble().mean().item(), 0.02);
    }

    @Test
    void whatCannotBeDrawnIsSaid() {
        Generator g = new Generator(0);
        assertMessage("rand expected a floating point dtype, got int64", () -> Tensors.rand(g, DType.INT64, 2));
        assertMessage("randn expected a floating point dtype, got bool", () -> Tensors.randn(g, DType.BOOL, 2));
        assertMessage("randint expects 'low' < 'high', but got 3 >= 3", () -> Tensors.randint(g, 3, 3, 2));
        assertMessage(
                "randint from -1 to 9223372036854775807 is wider than 2^53",
                () -> Tensors.randint(g, -1, Long.MAX_VALUE, 2));
        assertMessage(
                "bernoulli expects all elements of a floating point tensor to be in the range [0, 1]",
                () -> Tensors.full(new int[] {2}, 1.5).bernoulli(g));
        assertMessage(
                "uniform_ expects low <= high, but got 1.0 > 0.0",
                () -> Tensors.zeros(2).uniform_(g, 1, 0));
        assertEquals(0, g.streams());
        assertEquals(Shape.of(2, 0), Tensors.rand(g, 2, 0).shape());
    }

    private static void assertMessage(String expected, Executable action) {
        assertEquals(
                expected, assertThrows(IllegalArgumentException.class, action).getMessage());
    }
}
