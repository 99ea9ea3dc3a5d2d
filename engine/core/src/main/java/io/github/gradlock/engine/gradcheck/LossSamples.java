package io.github.gradlock.engine.gradcheck;

import static io.github.gradlock.engine.gradcheck.InputSpec.any;
import static io.github.gradlock.engine.gradcheck.InputSpec.positive;
import static io.github.gradlock.engine.gradcheck.InputSpec.uniform;

import io.github.gradlock.engine.gradcheck.OpSamples.SampleList;
import io.github.gradlock.engine.op.CtcLoss;
import io.github.gradlock.engine.op.DistributionLosses;
import io.github.gradlock.engine.op.Losses;
import io.github.gradlock.engine.op.Losses.ClassOptions;
import io.github.gradlock.engine.op.Losses.Reduction;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;

/** Samples of losses of differences, of classes and of distributions; those with margins are in {@link MarginSamples}. */
final class LossSamples {
    private LossSamples() {}

    static void addTo(SampleList samples) {
        differences(samples);
        binary(samples);
        classes(samples);
        distributions(samples);
        ctc(samples);
    }

    private static Tensor classes(Tensor like, long... classes) {
        return Tensors.of(classes, like.device());
    }

    private static void differences(SampleList s) {
        s.kinked("l1_loss", x -> Losses.l1Loss(x[0], x[1], Reduction.MEAN), any(2, 3), any(2, 3));
        s.kinked("l1_loss.weighted", x -> Losses.l1Loss(x[0], x[1], x[2], Reduction.MEAN), any(3), any(3), positive(3));
        s.smooth("mse_loss", x -> Losses.mseLoss(x[0], x[1]), any(2, 3), any(2, 3));
        s.smooth(
                "mse_loss.weighted",
                x -> Losses.mseLoss(x[0], x[1], x[2], Reduction.MEAN),
                any(2, 3),
                any(3),
                positive(2, 3));
        s.smooth("smooth_l1_loss", x -> Losses.smoothL1Loss(x[0], x[1], 0.7, Reduction.SUM), any(2, 3), any(2, 3));
        s.smooth("huber_loss", x -> Losses.huberLoss(x[0], x[1], 1.3, Reduction.NONE), any(2, 3), any(2, 3));
        s.smooth(
                "huber_loss.weighted",
                x -> Losses.huberLoss(x[0], x[1], 1.3, x[2], Reduction.MEAN),
                any(3),
                any(3),
                positive(3));
    }

    private static void binary(SampleList s) {
        s.smooth(
                "binary_cross_entropy",
                x -> Losses.binaryCrossEntropy(x[0], x[1]),
                uniform(0.1, 0.9, 2, 3),
                uniform(0.1, 0.9, 2, 3));
        s.smooth(
                "binary_cross_entropy.weighted",
                x -> Losses.binaryCrossEntropy(x[0], x[1], x[2], Reduction.SUM),
                uniform(0.1, 0.9, 2, 3),
                uniform(0.1, 0.9, 2, 3),
                positive(3));
        s.smooth(
                "binary_cross_entropy_with_logits",
                x -> Losses.binaryCrossEntropyWithLogits(x[0], x[1], Reduction.MEAN),
                any(2, 3),
                uniform(0, 1, 2, 3));
        s.smooth(
                "binary_cross_entropy_with_logits.weighted",
                x -> Losses.binaryCrossEntropyWithLogits(x[0], x[1], x[2], x[3], Reduction.NONE),
                any(2, 3),
                uniform(0, 1, 2, 3),
                positive(3),
                positive(3));
    }

    private static void classes(SampleList s) {
        s.smooth("nll_loss", x -> Losses.nllLoss(x[0], classes(x[0], 1, 0, 2)), any(3, 4));
        s.smooth(
                "nll_loss.weighted",
                x -> Losses.nllLoss(x[0], classes(x[0], 1, -100, 2), ClassOptions.DEFAULT.withWeight(x[1])),
                any(3, 4),
                positive(4));
        s.smooth("cross_entropy", x -> Losses.crossEntropy(x[0], classes(x[0], 3, 0, 1)), any(3, 4));
        s.smooth(
                "cross_entropy.smoothed",
                x -> Losses.crossEntropy(
                        x[0],
                        classes(x[0], 3, 2, 1),
                        ClassOptions.DEFAULT.withLabelSmoothing(0.2).withIgnoreIndex(2)),
                any(3, 4));
        s.smooth(
                "cross_entropy.probabilities",
                x -> Losses.crossEntropy(x[0], x[1], ClassOptions.DEFAULT.withReduction(Reduction.SUM)),
                any(3, 4),
                uniform(0, 1, 3, 4));
    }

    private static void distributions(SampleList s) {
        s.smooth(
                "kl_div",
                x -> DistributionLosses.klDiv(x[0], x[1], false, Reduction.BATCHMEAN),
                any(2, 3),
                uniform(0.1, 1, 2, 3));
        s.smooth("kl_div.log", x -> DistributionLosses.klDiv(x[0], x[1], true, Reduction.MEAN), any(2, 3), any(2, 3));
        s.smooth(
                "poisson_nll_loss",
                x -> DistributionLosses.poissonNllLoss(x[0], x[1], true, true, 1e-8, Reduction.SUM),
                any(3),
                uniform(1.5, 3, 3));
        s.smooth(
                "poisson_nll_loss.rate",
                x -> DistributionLosses.poissonNllLoss(x[0], x[1], false, false, 1e-8, Reduction.MEAN),
                positive(3),
                positive(3));
        s.smooth(
                "gaussian_nll_loss",
                x -> DistributionLosses.gaussianNllLoss(x[0], x[1], x[2], true, 1e-6, Reduction.MEAN),
                any(2, 3),
                any(2, 3),
                positive(2));
    }

    private static void ctc(SampleList s) {
        CtcLoss.Options each = new CtcLoss.Options(0, Reduction.NONE, false);
        s.smooth(
                "ctc_loss",
                x -> CtcLoss.ctcLoss(
                        x[0].logSoftmax(-1),
                        Tensors.of(new long[] {1, 1, 2, 0}, x[0].device(), 2, 2),
                        new long[] {4, 3},
                        new long[] {2, 1},
                        each),
                any(4, 2, 3));
        s.smooth(
                "ctc_loss.mean",
                x -> CtcLoss.ctcLoss(
                        x[0].logSoftmax(-1),
                        classes(x[0], 2, 1, 0),
                        new long[] {3, 2},
                        new long[] {1, 2},
                        new CtcLoss.Options(3, Reduction.MEAN, true)),
                any(3, 2, 4));
    }
}
