package io.github.gradlock.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradlock.engine.autograd.Autograd;
import io.github.gradlock.engine.autograd.GradOptions;
import io.github.gradlock.engine.op.Pooling.Maxima;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class PoolingTests {
    private static Tensor shaped(int... sizes) {
        return Tensors.zeros(DType.FLOAT64, sizes);
    }

    private static Tensor line(double... values) {
        return Tensors.of(values, 1, values.length).requiresGrad_();
    }

    private static double[] grad(Tensor output, Tensor input) {
        return Autograd.grad(output.sum(), List.of(input)).get(0).toDoubleArray();
    }

    private static void assertRefused(String message, Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }

    @Test
    void maxPoolingTakesNothingFromThePadding() {
        double low = Double.NEGATIVE_INFINITY;
        Window padded = Window.pooling(2).withPadding(1);
        Tensor x = Tensors.of(new double[] {low, low, low, 5}, 1, 1, 2, 2).requiresGrad_();
        Tensor y = Pooling.maxPool2d(x, padded);
        assertArrayEquals(new double[] {low, low, low, 5}, y.toDoubleArray());
        assertArrayEquals(new double[] {1, 1, 1, 1}, grad(y, x));
        Window threes = Window.sliding(3).withPadding(1);
        Tensor lows = Tensors.of(new double[] {low, low, low, low}, 1, 1, 2, 2).requiresGrad_();
        assertArrayEquals(new double[] {4, 0, 0, 0}, grad(Pooling.maxPool2d(lows, threes), lows));
        Tensor nan =
                Tensors.of(new double[] {low, low, Double.NaN, 1}, 1, 1, 2, 2).requiresGrad_();
        assertArrayEquals(new double[] {0, 0, 4, 0}, grad(Pooling.maxPool2d(nan, threes), nan));
    }

    @Test
    void theFirstOfEqualElementsWinsButTheLastOfNans() {
        double nan = Double.NaN;
        Maxima ties = Pooling.maxPool1dWithIndices(line(1, 3, 3, -0.0, 0.0, 0.0), Window.pooling(3));
        assertArrayEquals(new long[] {1, 3}, ties.indices().toLongArray());
        Maxima nans = Pooling.maxPool1dWithIndices(line(nan, 5, nan, 7, nan, 1), Window.pooling(3));
        assertArrayEquals(new long[] {2, 4}, nans.indices().toLongArray());
        Maxima adaptive = AdaptivePooling.adaptiveMaxPool1d(line(4, nan, nan, 1, 2), 2);
        assertArrayEquals(new long[] {2, 2}, adaptive.indices().toLongArray());
    }

    @Test
    void indicesCountInTheImage() {
        Tensor x = Tensors.arange(24).to(DType.FLOAT64).reshape(2, 1, 3, 4);
        Maxima maxima = Pooling.maxPool2dWithIndices(x, Window.pooling(2).withPadding(1));
        assertEquals(Shape.of(2, 1, 2, 3), maxima.indices().shape());
        assertArrayEquals(
                new long[] {0, 2, 3, 8, 10, 11, 0, 2, 3, 8, 10, 11},
                maxima.indices().toLongArray());
        assertArrayEquals(
                new double[] {0, 2, 3, 8, 10, 11, 12, 14, 15, 20, 22, 23},
                maxima.values().toDoubleArray());
        Tensor counts = Pooling.maxPool1d(Tensors.of(new long[] {3, -1, 2}, 1, 3), Window.sliding(2));
        assertArrayEquals(new long[] {3, 2}, counts.toLongArray());
    }

    @Test
    void ceilModeAddsAWindowThatBeginsOnTheImage() {
        Window window = Window.pooling(2).withCeilMode(true);
        assertArrayEquals(
                new double[] {2, 4, 5},
                Pooling.maxPool1d(line(1, 2, 3, 4, 5), window).toDoubleArray());
        Window padded = Window.pooling(3).withStride(4).withPadding(1).withCeilMode(true);
        assertEquals(
                Shape.of(1, 2),
                Pooling.maxPool1d(line(1, 2, 3, 4, 5, 6, 7), padded).shape());
        assertEquals(Shape.of(1, 2), Pooling.maxPool1d(line(1, 2, 3, 4), padded).shape());
        assertEquals(Shape.of(1, 1), Pooling.maxPool1d(line(1, 2, 3), padded).shape());
    }

    @Test
    void meansCountThePaddingButNotWhatIsBeyond() {
        Window window = Window.pooling(3).withStride(2).withPadding(1).withCeilMode(true);
        Tensor x = line(1, 2, 3, 6);
        assertArrayEquals(
                new double[] {1, 11.0 / 3, 3}, Pooling.avgPool1d(x, window).toDoubleArray());
        Tensor inside = Pooling.avgPool1d(x, window, false);
        assertArrayEquals(new double[] {1.5, 11.0 / 3, 6}, inside.toDoubleArray());
        assertArrayEquals(new double[] {0.5, 0.5 + 1 / 3.0, 1 / 3.0, 1 / 3.0 + 1}, grad(inside, x));
        Tensor square = Tensors.of(new double[] {1, 2, 3, 4}, 1, 2, 2);
        assertEquals(-5, Pooling.avgPool2d(square, Window.pooling(2), true, -2).item());
    }

    @Test
    void adaptiveWindowsCoverTheImageEvenly() {
        Tensor x = line(1, 2, 4, 8, 16);
        Tensor means = AdaptivePooling.adaptiveAvgPool1d(x, 3);
        assertArrayEquals(new double[] {1.5, 14.0 / 3, 12}, means.toDoubleArray());
        assertArrayEquals(new double[] {0.5, 0.5 + 1 / 3.0, 1 / 3.0, 1 / 3.0 + 0.5, 0.5}, grad(means, x));
        assertArrayEquals(
                new double[] {31.0 / 5}, AdaptivePooling.adaptiveAvgPool1d(x, 1).toDoubleArray());
        Maxima maxima = AdaptivePooling.adaptiveMaxPool2d(shaped(2, 3, 4), AdaptivePooling.SAME, 7);
        assertEquals(Shape.of(2, 3, 7), maxima.values().shape());
        assertArrayEquals(
                new long[] {0, 0, 1, 1, 2, 2, 3},
                maxima.indices().select(0, 0).select(0, 0).toLongArray());
        assertEquals(
                Shape.of(2, 0, 4),
                AdaptivePooling.adaptiveAvgPool2d(shaped(2, 3, 4), 0, 4).shape());
        assertEquals(
                Shape.of(2, 0, 4),
                AdaptivePooling.adaptiveMaxPool2d(shaped(2, 3, 4), 0, 4)
                        .values()
                        .shape());
    }

    /** An infinite element must not spoil the windows that are filled up with zeros. */
    @Test
    void infinitiesStayInTheirWindows() {
        double inf = Double.POSITIVE_INFINITY;
        assertArrayEquals(
                new double[] {inf, 3.5, 4.5},
                AdaptivePooling.adaptiveAvgPool1d(line(inf, 3, 4, 5), 3).toDoubleArray());
    }

    @Test
    void theBatchMayBeEmptyAndTheImageMayNot() {
        Tensor none = Tensors.zeros(DType.FLOAT64, 0, 2, 4, 4).requiresGrad_();
        Window window = Window.pooling(2);
        for (Tensor result : List.of(
                Pooling.maxPool2d(none, window),
                Pooling.avgPool2d(none, window),
                AdaptivePooling.adaptiveAvgPool2d(none, 2),
                AdaptivePooling.adaptiveAvgPool2d(none, 3).narrow(2, 0, 2).narrow(3, 0, 2),
                AdaptivePooling.adaptiveMaxPool2d(none, 2).values())) {
            assertEquals(Shape.of(0, 2, 2, 2), result.shape());
            assertEquals(0, grad(result, none).length);
        }
        assertRefused(
                "shape mismatch in max_pool2d: only the batch dimension may be empty, got input [1, 0, 4, 4]",
                () -> Pooling.maxPool2d(shaped(1, 0, 4, 4), window));
    }

    @Test
    void whatDoesNotFitIsNamed() {
        assertRefused(
                "pad should be at most half of kernel size in avg_pool1d, got padding [2] and kernel size [3]",
                () -> Pooling.avgPool1d(line(1, 2, 3), Window.pooling(3).withPadding(2)));
        assertRefused(
                "shape mismatch in max_pool1d: input [1, 1, 3], kernel size [4], padding [0], dilation [1]",
                () -> Pooling.maxPool1d(line(1, 2, 3), Window.pooling(4)));
        assertRefused(
                "shape mismatch in max_pool2d: expected 3 dimensions (unbatched) or 4 (batched), got input [1, 3]",
                () -> Pooling.maxPool2d(line(1, 2, 3), Window.pooling(4)));
        assertRefused(
                "avg_pool2d: divisor must be not zero",
                () -> Pooling.avgPool2d(shaped(1, 2, 2), Window.pooling(2), true, 0));
        assertRefused(
                "window 0 of a pooling lies on padding alone: size 1, kernel size 2, stride 2, padding 1, dilation 2",
                () -> Pooling.maxPool1d(
                        line(1), Window.pooling(2).withPadding(1).withDilation(2)));
        assertRefused(
                "kernel size and stride must be positive, got [2] and [0]",
                () -> Window.pooling(2).withStride(0));
    }

    /** In ascending order of the output, 1 + 1e8 - 1e8 is 0 in float32; in descending order it is 1. */
    @Test
    void overlappingWindowsAddUpInTheOrderOfTheOutput() {
        for (boolean upright : new boolean[] {false, true}) {
            Tensor peak = image(upright, 0, 0, 1, 0, 0);
            Window threes = Window.sliding(line(upright, 3));
            assertEquals(0, middle(peak, Pooling.maxPool2d(peak, threes), image(upright, 1, 1e8, -1e8)));
            Tensor flat = image(upright, 0, 0, 0, 0, 0, 0, 0);
            Window fours = Window.sliding(line(upright, 4));
            assertEquals(0, middle(flat, Pooling.avgPool2d(flat, fours), image(upright, 4, 4e8, -4e8, 0)));
            Tensor weight = image(upright, 1, 1, 1);
            assertEquals(0, middle(peak, Convolutions.conv2d(peak, weight, null), image(upright, 1, 1e8, -1e8)));
        }
    }

    private static int[] line(boolean upright, int length) {
        return upright ? new int[] {length, 1} : new int[] {1, length};
    }

    private static Tensor image(boolean upright, double... values) {
        int[] size = line(upright, values.length);
        return Tensors.of(values)
                .to(DType.FLOAT32)
                .reshape(1, 1, size[0], size[1])
                .requiresGrad_();
    }

    private static double middle(Tensor input, Tensor output, Tensor cotangent) {
        float[] gradient = Autograd.grad(List.of(output), List.of(input), List.of(cotangent), GradOptions.DEFAULT)
                .get(0)
                .toFloatArray();
        return gradient[gradient.length / 2];
    }
}
