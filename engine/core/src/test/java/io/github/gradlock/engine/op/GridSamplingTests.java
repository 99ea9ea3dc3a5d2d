package io.github.gradlock.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradlock.engine.autograd.Autograd;
import io.github.gradlock.engine.op.GridSampling.Mode;
import io.github.gradlock.engine.op.GridSampling.Options;
import io.github.gradlock.engine.op.GridSampling.Outside;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class GridSamplingTests {
    private final Tensor image = Tensors.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 1, 1, 3, 3);

    private static Tensor place(double x, double y) {
        return Tensors.of(new double[] {x, y}, 1, 1, 1, 2).requiresGrad_();
    }

    private double read(Options options, double x, double y) {
        return GridSampling.gridSample(image, place(x, y), options).item();
    }

    private double[] slope(Options options, double x, double y) {
        Tensor place = place(x, y);
        Tensor value = GridSampling.gridSample(image, place, options);
        return Autograd.grad(value.sum(), List.of(place)).get(0).toDoubleArray();
    }

    private static void assertRefused(String message, Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }

    @Test
    void theIdentityReadsTheImage() {
        for (boolean align : new boolean[] {false, true}) {
            Tensor theta = Tensors.of(new double[] {1, 0, 0, 0, 1, 0}, 1, 2, 3);
            Tensor grid = GridSampling.affineGrid(theta, new int[] {1, 1, 3, 3}, align);
            for (Mode mode : Mode.values()) {
                Tensor same = GridSampling.gridSample(image, grid, new Options(mode, Outside.ZEROS, align));
                assertArrayEquals(image.toDoubleArray(), same.toDoubleArray(), 1e-14);
            }
        }
    }

    @Test
    void outsideIsWhatWasAskedFor() {
        assertEquals(0, read(new Options(Mode.NEAREST, Outside.ZEROS, true), 2, 0));
        assertEquals(6, read(new Options(Mode.NEAREST, Outside.BORDER, true), 2, 0));
        assertEquals(5, read(new Options(Mode.NEAREST, Outside.REFLECTION, true), 2, 0));
        assertEquals(4, read(new Options(Mode.BILINEAR, Outside.REFLECTION, true), -5, 0));
    }

    @Test
    void theBorderItselfHasNoSlopeAndNearestHasNone() {
        assertArrayEquals(new double[] {1, 3}, slope(new Options(Mode.BILINEAR, Outside.BORDER, true), 0.5, 0.5));
        assertArrayEquals(new double[] {0, 3}, slope(new Options(Mode.BILINEAR, Outside.BORDER, true), 1, 0.5));
        assertArrayEquals(new double[] {0, 0}, slope(new Options(Mode.NEAREST, Outside.ZEROS, true), 0.2, 0.4));
    }

    @Test
    void aPlaceThatIsNanIsOutsideOrTheFirstElement() {
        assertEquals(Double.NaN, read(Options.DEFAULT, Double.NaN, 0));
        assertEquals(0, read(new Options(Mode.NEAREST, Outside.ZEROS, false), Double.NaN, 0));
        assertEquals(4, read(new Options(Mode.NEAREST, Outside.BORDER, false), Double.NaN, 0));
        assertEquals(4, read(new Options(Mode.BILINEAR, Outside.REFLECTION, false), Double.POSITIVE_INFINITY, 0));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertRefused(
                "shape mismatch in grid_sampler: input [1, 1, 3, 3], grid [2, 1, 1, 2]; wanted [n, c, h, w] and"
                        + " [n, *, *, 2], or [n, c, d, h, w] and [n, *, *, *, 3]",
                () -> GridSampling.gridSample(image, Tensors.zeros(DType.FLOAT64, 2, 1, 1, 2), Options.DEFAULT));
        assertRefused(
                "grid_sampler: bicubic interpolation only supports 4D input, got [1, 1, 1, 1, 1]",
                () -> GridSampling.gridSample(
                        Tensors.zeros(DType.FLOAT64, 1, 1, 1, 1, 1),
                        Tensors.zeros(DType.FLOAT64, 1, 1, 1, 1, 3),
                        new Options(Mode.BICUBIC, Outside.ZEROS, false)));
        assertRefused(
                "shape mismatch in affine_grid: theta [2, 3], size [2, 1, 2, 2]; wanted [n, 2, 3] and [n, c, h, w], or"
                        + " [n, 3, 4] and [n, c, d, h, w]",
                () -> GridSampling.affineGrid(Tensors.zeros(DType.FLOAT64, 2, 3), new int[] {2, 1, 2, 2}, false));
    }
}
