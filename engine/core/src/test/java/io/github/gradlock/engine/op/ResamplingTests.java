package io.github.gradlock.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradlock.engine.op.Interpolation.Mode;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Expected numbers are PyTorch's where nothing else is said. */
class ResamplingTests {
    private final Tensor signal = Tensors.of(new double[] {1, 2, 4, 8}, 1, 1, 4);
    private final Tensor line = Tensors.of(new double[] {1, 2, 4, 8}, 1, 1, 1, 4);

    private static void assertRefused(String message, Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }

    private static Tensor shaped(int... sizes) {
        return Tensors.zeros(DType.FLOAT64, sizes);
    }

    private static void assertGives(double[] expected, Tensor image, Interpolation options) {
        assertArrayEquals(expected, Resampling.interpolate(image, options).toDoubleArray(), 1e-14);
    }

    @Test
    void modesTakeWhatPyTorchTakes() {
        Interpolation smaller = Interpolation.toSize(3);
        assertGives(new double[] {1, 2, 4}, signal, smaller);
        assertGives(new double[] {1, 4, 8}, signal, smaller.withMode(Mode.NEAREST_EXACT));
        assertGives(new double[] {7 / 6.0, 3, 22 / 3.0}, signal, smaller.withMode(Mode.LINEAR));
        assertGives(new double[] {1.5, 3, 6}, signal, smaller.withMode(Mode.AREA));
        Interpolation half = Interpolation.toSize(1, 2).withMode(Mode.BICUBIC);
        assertGives(new double[] {1.3125, 6.1875}, line, half);
        assertGives(new double[] {1.5578512396694215, 5.706611570247935}, line, half.withAntialias(true));
        Interpolation lines = half.withMode(Mode.BILINEAR).withAntialias(true);
        assertGives(new double[] {13 / 7.0, 38 / 7.0}, line, lines);
    }

    @Test
    void aFactorCountsUnlessItIsComputedAgain() {
        Interpolation larger = Interpolation.byFactor(1.7).withMode(Mode.LINEAR);
        assertEquals(Shape.of(1, 1, 6), Resampling.interpolate(signal, larger).shape());
        assertEquals(1.3823529411764706, Resampling.interpolate(signal, larger).toDoubleArray()[1], 1e-15);
        assertArrayEquals(
                Resampling.interpolate(signal, Interpolation.toSize(6).withMode(Mode.LINEAR))
                        .toDoubleArray(),
                Resampling.interpolate(signal, larger.withRecomputing(true)).toDoubleArray());
    }

    @Test
    void nearestPlacesAreComputedInThePrecisionOfTheImage() {
        Tensor numbers = Arithmetic.cast(Views.reshape(Tensors.arange(6), 1, 1, 6), DType.FLOAT64);
        Interpolation options = Interpolation.toSize(74);
        assertEquals(3, Resampling.interpolate(numbers, options).toDoubleArray()[37]);
        Tensor single = Arithmetic.cast(numbers, DType.FLOAT32);
        assertEquals(2, Resampling.interpolate(single, options).toFloatArray()[37]);
    }

    @Test
    void anEmptyBatchStaysEmpty() {
        Interpolation options = Interpolation.toSize(5).withMode(Mode.BICUBIC);
        assertEquals(
                Shape.of(0, 2, 5, 5),
                Resampling.interpolate(shaped(0, 2, 3, 3), options).shape());
        assertEquals(
                Shape.of(1, 1, 0),
                Resampling.interpolate(signal, Interpolation.byFactor(0.1).withMode(Mode.AREA))
                        .shape());
    }

    @Test
    void optionsThatDoNotGoTogetherAreRefused() {
        assertRefused(
                "interpolate: exactly one of size and scale_factor should be defined", () -> Interpolation.toSize());
        assertRefused(
                "interpolate: recompute_scale_factor is not meaningful with an explicit size",
                () -> Interpolation.toSize(2).withRecomputing(true));
        assertRefused(
                "interpolate: align_corners can only be set with linear and cubic modes, not nearest",
                () -> Interpolation.toSize(2).withAlignCorners(true));
        assertRefused(
                "interpolate: antialias is only supported for bilinear and bicubic modes, not linear",
                () -> Interpolation.toSize(2).withMode(Mode.LINEAR).withAntialias(true));
    }

    @Test
    void imagesThatDoNotFitAreRefused() {
        assertRefused(
                "interpolate in mode bilinear needs 4D input [n, c, *image], got [1, 1, 4]",
                () -> Resampling.upsampleBilinear(signal, Interpolation.toSize(2)));
        assertRefused(
                "input and output sizes should be greater than 0 in interpolate, got input [1, 1, 4] and output [0]",
                () -> Resampling.interpolate(signal, Interpolation.byFactor(0.1)));
        assertRefused(
                "interpolate expected size to be one number or 1, got [2, 2]",
                () -> Resampling.interpolate(signal, Interpolation.toSize(2, 2)));
        assertRefused(
                "shape mismatch in interpolate: only the batch dimension may be empty, got input [1, 0, 4]",
                () -> Resampling.interpolate(shaped(1, 0, 4), Interpolation.toSize(2)));
    }

    @Test
    void shufflesUndoEachOther() {
        Tensor x = Views.reshape(Tensors.arange(32), 1, 8, 2, 2);
        Tensor larger = Shuffles.pixelShuffle(x, 2);
        assertEquals(Shape.of(1, 2, 4, 4), larger.shape());
        assertArrayEquals(
                new long[] {0, 4, 1, 5, 8, 12, 9, 13},
                Views.flatten(larger, 0, -1).narrow(0, 0, 8).toLongArray());
        assertArrayEquals(x.toLongArray(), Shuffles.pixelUnshuffle(larger, 2).toLongArray());
        assertArrayEquals(
                new long[] {0, 3, 1, 4, 2, 5},
                Shuffles.channelShuffle(Views.reshape(Tensors.arange(6), 1, 6, 1), 2)
                        .toLongArray());
        assertRefused(
                "pixel_shuffle expects channels to be divisible by the square of the factor 3, got input [1, 8, 2, 2]",
                () -> Shuffles.pixelShuffle(x, 3));
    }
}
