package io.github.gradlock.engine.gradcheck;

import static io.github.gradlock.engine.gradcheck.InputSpec.any;
import static io.github.gradlock.engine.gradcheck.InputSpec.positive;

import io.github.gradlock.engine.gradcheck.OpSamples.SampleList;
import io.github.gradlock.engine.op.ChannelNormalisations;
import io.github.gradlock.engine.op.Normalisations;
import io.github.gradlock.engine.op.RunningStatistics;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;

/** Samples of normalisations. */
final class NormalisationSamples {
    private NormalisationSamples() {}

    static void addTo(SampleList samples) {
        trailing(samples);
        channels(samples);
    }

    private static void trailing(SampleList s) {
        s.smooth(
                "layer_norm",
                x -> Normalisations.layerNorm(x[0], Shape.of(4), x[1], x[2], 1e-5),
                any(3, 4),
                any(4),
                any(4));
        s.smooth(
                "rms_norm",
                x -> Normalisations.rmsNorm(x[0], Shape.of(2, 2), x[1], null),
                positive(2, 2, 2),
                any(2, 2));
        s.smooth("local_response_norm", x -> Normalisations.localResponseNorm(x[0], 3, 0.5, 0.75, 1), any(2, 4, 2));
    }

    private static void channels(SampleList s) {
        s.smooth(
                "batch_norm",
                x -> ChannelNormalisations.batchNorm(x[0], x[1], x[2], 1e-5),
                any(3, 2, 2),
                any(2),
                any(2));
        s.smooth(
                "batch_norm.evaluation",
                x -> ChannelNormalisations.batchNorm(x[0], running(x[0]), x[1], x[2], false, 1e-5),
                any(3, 2),
                any(2),
                any(2));
        s.smooth(
                "instance_norm",
                x -> ChannelNormalisations.instanceNorm(x[0], null, x[1], x[2], true, 1e-5),
                any(2, 2, 3),
                any(2),
                any(2));
        s.smooth(
                "group_norm",
                x -> ChannelNormalisations.groupNorm(x[0], 2, x[1], x[2], 1e-5),
                any(2, 4, 2),
                any(4),
                any(4));
    }

    private static RunningStatistics running(Tensor like) {
        Tensor mean = Tensors.of(new double[] {0.5, -0.25}, like.device()).to(like.dtype());
        Tensor variance = Tensors.of(new double[] {0.75, 1.5}, like.device()).to(like.dtype());
        return new RunningStatistics(mean, variance, 0.1);
    }
}
