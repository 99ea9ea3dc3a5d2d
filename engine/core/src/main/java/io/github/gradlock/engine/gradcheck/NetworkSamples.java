package io.github.gradlock.engine.gradcheck;

import static io.github.gradlock.engine.gradcheck.InputSpec.any;
import static io.github.gradlock.engine.gradcheck.InputSpec.positive;
import static io.github.gradlock.engine.gradcheck.InputSpec.uniform;

import io.github.gradlock.engine.gradcheck.OpSamples.SampleList;
import io.github.gradlock.engine.op.Losses;
import io.github.gradlock.engine.op.Losses.ClassOptions;
import io.github.gradlock.engine.op.Losses.Reduction;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;

/** Samples of losses. */
final class NetworkSamples {
    private NetworkSamples() {}

    static void addTo(SampleList samples) {
        losses(samples);
    }

    private static Tensor classes(long... classes) {
        return Tensors.of(classes);
    }

    private static void losses(SampleList s) {
        s.smooth("mse_loss", x -> Losses.mseLoss(x[0], x[1]), any(2, 3), any(2, 3));
        s.smooth(
                "binary_cross_entropy_with_logits",
                x -> Losses.binaryCrossEntropyWithLogits(x[0], x[1], Reduction.MEAN),
                any(2, 3),
                uniform(0, 1, 2, 3));
        s.smooth("nll_loss", x -> Losses.nllLoss(x[0], classes(1, 0, 2)), any(3, 4));
        s.smooth(
                "nll_loss.weighted",
                x -> Losses.nllLoss(x[0], classes(1, -100, 2), ClassOptions.DEFAULT.withWeight(x[1])),
                any(3, 4),
                positive(4));
        s.smooth("cross_entropy", x -> Losses.crossEntropy(x[0], classes(3, 0, 1)), any(3, 4));
        s.smooth(
                "cross_entropy.smoothed",
                x -> Losses.crossEntropy(
                        x[0],
                        classes(3, 2, 1),
                        ClassOptions.DEFAULT.withLabelSmoothing(0.2).withIgnoreIndex(2)),
                any(3, 4));
        s.smooth(
                "cross_entropy.probabilities",
                x -> Losses.crossEntropy(x[0], x[1], ClassOptions.DEFAULT.withReduction(Reduction.SUM)),
                any(3, 4),
                uniform(0, 1, 3, 4));
    }
}
