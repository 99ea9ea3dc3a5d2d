package io.github.gradlock.engine.gradcheck;

import static io.github.gradlock.engine.gradcheck.InputSpec.any;
import static io.github.gradlock.engine.gradcheck.InputSpec.uniform;

import io.github.gradlock.engine.gradcheck.OpSamples.SampleList;
import io.github.gradlock.engine.op.GridSampling;
import io.github.gradlock.engine.op.GridSampling.Options;
import io.github.gradlock.engine.op.GridSampling.Outside;
import io.github.gradlock.engine.op.Interpolation;
import io.github.gradlock.engine.op.Interpolation.Mode;
import io.github.gradlock.engine.op.Padding;
import io.github.gradlock.engine.op.Resampling;
import io.github.gradlock.engine.op.Shuffles;
import io.github.gradlock.engine.tensor.Tensor;

/** Samples of interpolation, grids, padding and shuffles; what is linear is squared, so that its second derivative is not zero. */
final class ResamplingSamples {
    private ResamplingSamples() {}

    static void addTo(SampleList samples) {
        interpolations(samples);
        filters(samples);
        grids(samples);
        paddings(samples);
        shuffles(samples);
    }

    private static Tensor square(Tensor x) {
        return x.mul(x);
    }

    private static void interpolation(SampleList s, String name, Interpolation options, int... sizes) {
        s.smooth("interpolate." + name, x -> square(Resampling.interpolate(x[0], options)), any(sizes));
    }

    private static void interpolations(SampleList s) {
        interpolation(s, "nearest", Interpolation.toSize(2, 5), 1, 2, 3, 3);
        interpolation(s, "nearest_exact", Interpolation.byFactor(0.6).withMode(Mode.NEAREST_EXACT), 2, 1, 5);
        interpolation(s, "linear", Interpolation.byFactor(1.7).withMode(Mode.LINEAR), 1, 2, 4);
        interpolation(
                s,
                "linear_aligned",
                Interpolation.toSize(5).withMode(Mode.LINEAR).withAlignCorners(true),
                1,
                1,
                3);
        interpolation(s, "bilinear", Interpolation.toSize(4, 2).withMode(Mode.BILINEAR), 1, 1, 3, 3);
        interpolation(s, "bicubic", Interpolation.toSize(3, 5).withMode(Mode.BICUBIC), 1, 1, 4, 3);
        interpolation(s, "trilinear", Interpolation.toSize(2, 3, 2).withMode(Mode.TRILINEAR), 1, 1, 3, 2, 2);
        interpolation(s, "area", Interpolation.byFactor(0.6).withMode(Mode.AREA), 1, 1, 4, 3);
        s.smooth(
                "upsample_nearest",
                x -> square(Resampling.upsampleNearest(x[0], Interpolation.byFactor(2))),
                any(1, 1, 3));
        s.smooth(
                "upsample_bilinear",
                x -> square(Resampling.upsampleBilinear(x[0], Interpolation.toSize(3))),
                any(1, 1, 2, 2));
    }

    private static void filters(SampleList s) {
        Interpolation smaller =
                Interpolation.toSize(2, 3).withMode(Mode.BILINEAR).withAntialias(true);
        interpolation(s, "bilinear_antialiased", smaller, 1, 1, 4, 5);
        interpolation(s, "bicubic_antialiased", smaller.withMode(Mode.BICUBIC), 1, 1, 5, 2);
    }

    private static void grid(SampleList s, String name, GridSampling.Mode mode, Outside outside, boolean alignCorners) {
        s.smooth(
                "grid_sampler_2d." + name,
                x -> GridSampling.gridSample(x[0], x[1], new Options(mode, outside, alignCorners)),
                any(1, 2, 3, 4),
                uniform(-1.2, 1.2, 1, 1, 3, 2));
    }

    private static void grids(SampleList s) {
        grid(s, "zeros", GridSampling.Mode.BILINEAR, Outside.ZEROS, false);
        grid(s, "border", GridSampling.Mode.BILINEAR, Outside.BORDER, true);
        grid(s, "reflection", GridSampling.Mode.BILINEAR, Outside.REFLECTION, false);
        grid(s, "nearest", GridSampling.Mode.NEAREST, Outside.ZEROS, false);
        grid(s, "bicubic", GridSampling.Mode.BICUBIC, Outside.REFLECTION, true);
        s.smooth(
                "grid_sampler_3d",
                x -> GridSampling.gridSample(x[0], x[1], Options.DEFAULT),
                any(1, 1, 2, 3, 2),
                uniform(-1, 1, 1, 1, 1, 2, 3));
        s.smooth(
                "affine_grid", x -> square(GridSampling.affineGrid(x[0], new int[] {1, 1, 2, 3}, false)), any(1, 2, 3));
        s.smooth(
                "affine_grid.aligned",
                x -> square(GridSampling.affineGrid(x[0], new int[] {1, 1, 2, 1, 2}, true)),
                any(1, 3, 4));
    }

    private static void paddings(SampleList s) {
        s.smooth("pad.constant", x -> square(Padding.constant(x[0], 0.5, 1, -1)), any(2, 3));
        s.smooth("pad.reflect", x -> square(Padding.reflect(x[0], 2, 1, 0, 1)), any(1, 2, 3));
        s.smooth("pad.replicate", x -> square(Padding.replicate(x[0], 3, -1)), any(1, 2, 3));
        s.smooth("pad.circular", x -> square(Padding.circular(x[0], -1, 2, 1, 0)), any(1, 2, 3));
    }

    private static void shuffles(SampleList s) {
        s.smooth("pixel_shuffle", x -> square(Shuffles.pixelShuffle(x[0], 2)), any(4, 1, 2));
        s.smooth("pixel_unshuffle", x -> square(Shuffles.pixelUnshuffle(x[0], 2)), any(1, 1, 2, 4));
        s.smooth("channel_shuffle", x -> square(Shuffles.channelShuffle(x[0], 2)), any(1, 4, 2));
    }
}
