package io.github.gradlock.engine.gradcheck;

import static io.github.gradlock.engine.gradcheck.InputSpec.any;

import io.github.gradlock.engine.gradcheck.OpSamples.SampleList;
import io.github.gradlock.engine.op.ConvolutionOptions;
import io.github.gradlock.engine.op.Convolutions;
import io.github.gradlock.engine.op.Window;
import io.github.gradlock.engine.op.Windows;

/** Samples of convolutions, their transposes, and windows. */
final class ConvolutionSamples {
    private static final ConvolutionOptions DEFAULT = ConvolutionOptions.DEFAULT;

    private ConvolutionSamples() {}

    static void addTo(SampleList samples) {
        convolutions(samples);
        transposes(samples);
        windows(samples);
    }

    private static void convolutions(SampleList s) {
        s.smooth(
                "conv1d",
                x -> Convolutions.conv1d(x[0], x[1], x[2], DEFAULT.withStride(2).withPadding(1)),
                any(2, 2, 5),
                any(3, 2, 3),
                any(3));
        s.smooth("conv2d", x -> Convolutions.conv2d(x[0], x[1], x[2]), any(2, 2, 4, 4), any(3, 2, 3, 3), any(3));
        s.smooth(
                "conv2d.strided",
                x -> Convolutions.conv2d(
                        x[0],
                        x[1],
                        null,
                        DEFAULT.withStride(2, 1).withPadding(1, 0).withDilation(1, 2)),
                any(1, 2, 5, 5),
                any(2, 2, 3, 2));
        s.smooth(
                "conv2d.grouped",
                x -> Convolutions.conv2d(x[0], x[1], x[2], DEFAULT.withGroups(2)),
                any(2, 4, 3, 3),
                any(2, 2, 2, 2),
                any(2));
        s.smooth(
                "conv2d.same",
                x -> Convolutions.conv2d(x[0], x[1], null, DEFAULT.withSamePadding()),
                any(2, 3, 3),
                any(1, 2, 2, 3));
        s.smooth(
                "conv3d",
                x -> Convolutions.conv3d(x[0], x[1], null, DEFAULT.withPadding(0, 1, 0)),
                any(1, 1, 2, 2, 3),
                any(2, 1, 2, 2, 2));
    }

    private static void transposes(SampleList s) {
        s.smooth(
                "conv_transpose1d",
                x -> Convolutions.convTranspose1d(x[0], x[1], x[2], DEFAULT.withDilation(2), 1),
                any(2, 2, 3),
                any(2, 1, 2),
                any(1));
        s.smooth(
                "conv_transpose2d",
                x -> Convolutions.convTranspose2d(
                        x[0],
                        x[1],
                        x[2],
                        DEFAULT.withStride(2).withPadding(1, 0).withGroups(2),
                        1,
                        0),
                any(2, 2, 2, 2),
                any(2, 1, 3, 2),
                any(2));
        s.smooth(
                "conv_transpose3d",
                x -> Convolutions.convTranspose3d(x[0], x[1], null, DEFAULT),
                any(1, 2, 1, 2),
                any(1, 1, 2, 1, 2));
    }

    private static void windows(SampleList s) {
        s.smooth(
                "unfold.windows",
                x -> Windows.unfold(x[0], Window.sliding(2, 3).withPadding(1, 0).withStride(2, 1)),
                any(2, 1, 3, 4));
        s.smooth(
                "fold",
                x -> Windows.fold(
                        x[0], 3, 4, Window.sliding(2).withPadding(1, 0).withStride(2)),
                any(1, 4, 4));
    }
}
