package io.github.gradlock.suite.reference;

import io.github.gradlock.engine.op.GridSampling;
import io.github.gradlock.engine.op.GridSampling.Outside;
import io.github.gradlock.engine.op.Interpolation;
import io.github.gradlock.engine.op.Interpolation.Mode;
import io.github.gradlock.engine.op.Padding;
import io.github.gradlock.engine.op.Resampling;
import io.github.gradlock.engine.op.Shuffles;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Locale;

/** Calls of padding, interpolation, grids and shuffles. */
final class ResamplingCalls {
    private static final String F = "nn.functional.";

    private ResamplingCalls() {}

    static void addTo(CallTable t) {
        t.one(F + "pad", ResamplingCalls::pad);
        interpolations(t);
        grids(t);
        t.one(F + "pixel_shuffle", call -> Shuffles.pixelShuffle(call.x(), call.integer(0, "upscale_factor")));
        t.one(F + "pixel_unshuffle", call -> Shuffles.pixelUnshuffle(call.x(), call.integer(0, "downscale_factor")));
        t.one(F + "channel_shuffle", call -> Shuffles.channelShuffle(call.x(), call.integer(0, "groups")));
    }

    private static Tensor pad(Call call) {
        int[] padding = call.integers(0, "pad");
        Number value = call.number(2, "value", 0);
        return switch (call.text(1, "mode", "constant")) {
            case "constant" -> Padding.constant(call.x(), value, padding);
            case "reflect" -> Padding.reflect(call.x(), padding);
            case "replicate" -> Padding.replicate(call.x(), padding);
            case "circular" -> Padding.circular(call.x(), padding);
            default -> throw new UnsupportedCallException("a mode of padding");
        };
    }

    private static void interpolations(CallTable t) {
        t.one(
                F + "interpolate",
                call -> Resampling.interpolate(
                        call.x(),
                        size(call)
                                .withMode(mode(call.text(2, "mode", "nearest")))
                                .withAlignCorners(call.flag(3, "align_corners", false))
                                .withRecomputing(call.flag(4, "recompute_scale_factor", false))
                                .withAntialias(call.flag(5, "antialias", false))));
        t.one(F + "upsample_nearest", call -> Resampling.upsampleNearest(call.x(), size(call)));
        t.one(F + "upsample_bilinear", call -> Resampling.upsampleBilinear(call.x(), size(call)));
    }

    private static Interpolation size(Call call) {
        int[] size = call.integers(0, "size");
        double[] factor = call.numbers(1, "scale_factor");
        return size.length > 0 ? Interpolation.toSize(size) : Interpolation.byFactor(factor);
    }

    private static Mode mode(String text) {
        for (Mode mode : Mode.values()) {
            if (mode.text().equals(text)) {
                return mode;
            }
        }
        throw new UnsupportedCallException("a mode of interpolation");
    }

    private static void grids(CallTable t) {
        t.one(
                F + "grid_sample",
                call -> GridSampling.gridSample(
                        call.x(),
                        call.tensor(0, "grid"),
                        new GridSampling.Options(
                                GridSampling.Mode.valueOf(upper(call.text(1, "mode", "bilinear"))),
                                Outside.valueOf(upper(call.text(2, "padding_mode", "zeros"))),
                                call.flag(3, "align_corners", false))));
        t.one(
                F + "affine_grid",
                call -> GridSampling.affineGrid(
                        call.x(), call.integers(0, "size"), call.flag(1, "align_corners", false)));
    }

    static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
