package io.github.gradlock.engine.gradcheck;

import static io.github.gradlock.engine.gradcheck.InputSpec.any;
import static io.github.gradlock.engine.gradcheck.InputSpec.positive;
import static io.github.gradlock.engine.gradcheck.InputSpec.signed;
import static io.github.gradlock.engine.gradcheck.InputSpec.uniform;

import io.github.gradlock.engine.gradcheck.OpSamples.SampleList;
import io.github.gradlock.engine.op.Losses.Reduction;
import io.github.gradlock.engine.op.MarginLosses;
import io.github.gradlock.engine.op.MarginLosses.TripletOptions;
import io.github.gradlock.engine.op.MulticlassMarginLosses;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;

/** Samples of losses with a margin. */
final class MarginSamples {
    private MarginSamples() {}

    static void addTo(SampleList samples) {
        pairs(samples);
        triplets(samples);
        classes(samples);
    }

    private static Tensor numbers(Tensor like, long... values) {
        return Tensors.of(values, like.device());
    }

    private static Tensor signs(Tensor like) {
        return numbers(like, 1, -1, 1);
    }

    private static void pairs(SampleList s) {
        s.kinked(
                "hinge_embedding_loss",
                x -> MarginLosses.hingeEmbeddingLoss(x[0], signs(x[0]), 1, Reduction.MEAN),
                any(3));
        s.kinked(
                "margin_ranking_loss",
                x -> MarginLosses.marginRankingLoss(x[0], x[1], signs(x[0]), 0.5, Reduction.SUM),
                any(3),
                any(3));
        s.smooth("soft_margin_loss", x -> MarginLosses.softMarginLoss(x[0], signs(x[0]), Reduction.MEAN), any(2, 3));
        s.kinked(
                "cosine_embedding_loss",
                x -> MarginLosses.cosineEmbeddingLoss(x[0], x[1], signs(x[0]), -0.9, Reduction.NONE),
                signed(3, 2),
                signed(3, 2));
    }

    private static void triplets(SampleList s) {
        s.kinked(
                "triplet_margin_loss",
                x -> MarginLosses.tripletMarginLoss(x[0], x[1], x[2], TripletOptions.DEFAULT),
                any(3, 2),
                any(3, 2),
                any(3, 2));
        s.kinked(
                "triplet_margin_loss.swapped",
                x -> MarginLosses.tripletMarginLoss(
                        x[0], x[1], x[2], new TripletOptions(3, 3, 1e-6, true, Reduction.NONE)),
                any(3, 2),
                any(3, 2),
                any(3, 2));
        s.kinked(
                "triplet_margin_with_distance_loss",
                x -> MarginLosses.tripletMarginWithDistanceLoss(
                        x[0], x[1], x[2], (a, b) -> a.sub(b).mul(a.sub(b)).sum(false, -1), TripletOptions.DEFAULT),
                any(3, 2),
                any(3, 2),
                any(3, 2));
    }

    private static void classes(SampleList s) {
        s.kinked(
                "multi_margin_loss",
                x -> MulticlassMarginLosses.multiMarginLoss(x[0], numbers(x[0], 0, 2), 1, 1, x[1], Reduction.MEAN),
                any(2, 3),
                positive(3));
        s.smooth(
                "multi_margin_loss.square",
                x -> MulticlassMarginLosses.multiMarginLoss(x[0], numbers(x[0], 1, 2), 2, 0.8, null, Reduction.NONE),
                any(2, 3));
        s.kinked(
                "multilabel_margin_loss",
                x -> MulticlassMarginLosses.multilabelMarginLoss(
                        x[0], Tensors.of(new long[] {2, 0, -1, 1, -1, 0}, x[0].device(), 2, 3), Reduction.SUM),
                any(2, 3));
        s.smooth(
                "multilabel_soft_margin_loss",
                x -> MulticlassMarginLosses.multilabelSoftMarginLoss(x[0], x[1], x[2], Reduction.MEAN),
                any(2, 3),
                uniform(0, 1, 2, 3),
                positive(3));
    }
}
