package io.github.gradlock.engine.gradcheck;

import static io.github.gradlock.engine.gradcheck.InputSpec.any;
import static io.github.gradlock.engine.gradcheck.InputSpec.distinct;

import io.github.gradlock.engine.gradcheck.OpSamples.SampleList;
import io.github.gradlock.engine.op.Normalisations;
import io.github.gradlock.engine.op.Spatial;
import io.github.gradlock.engine.op.Window;
import io.github.gradlock.engine.op.Window.Size;
import io.github.gradlock.engine.tensor.Shape;

/** Samples of convolution, pooling and normalisation. */
final class NetworkSamples {
    private NetworkSamples() {}

    static void addTo(SampleList samples) {
        images(samples);
        normalisations(samples);
    }

    private static void images(SampleList s) {
        s.smooth("conv2d", x -> Spatial.conv2d(x[0], x[1], x[2]), any(2, 2, 4, 4), any(3, 2, 3, 3), any(3));
        s.smooth(
                "conv2d.strided",
                x -> Spatial.conv2d(x[0], x[1], null, new Size(2, 1), new Size(1, 0), new Size(1, 2), 1),
                any(1, 2, 5, 5),
                any(2, 2, 3, 2));
        s.smooth(
                "conv2d.grouped",
                x -> Spatial.conv2d(x[0], x[1], x[2], Size.of(1), Size.of(0), Size.of(1), 2),
                any(2, 4, 3, 3),
                any(2, 2, 2, 2),
                any(2));
        s.kinked("max_pool2d", x -> Spatial.maxPool2d(x[0], Window.pooling(2)), distinct(1, 2, 4, 4));
        s.kinked(
                "max_pool2d.overlapping",
                x -> Spatial.maxPool2d(x[0], new Window(Size.of(3), Size.of(2), Size.of(1), Size.of(1))),
                distinct(1, 1, 5, 5));
        s.smooth("avg_pool2d", x -> Spatial.avgPool2d(x[0], Window.pooling(2)), any(1, 2, 4, 4));
    }

    private static void normalisations(SampleList s) {
        s.smooth(
                "layer_norm",
                x -> Normalisations.layerNorm(x[0], Shape.of(4), x[1], x[2], 1e-5),
                any(3, 4),
                any(4),
                any(4));
        s.smooth("batch_norm", x -> Normalisations.batchNorm(x[0], x[1], x[2], 1e-5), any(3, 2, 2), any(2), any(2));
    }
}
