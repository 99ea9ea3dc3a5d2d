package io.github.gradlock.suite.reference;

import io.github.gradlock.engine.op.CtcLoss;
import io.github.gradlock.engine.op.DistributionLosses;
import io.github.gradlock.engine.op.Losses;
import io.github.gradlock.engine.op.Losses.ClassOptions;
import io.github.gradlock.engine.op.Losses.Reduction;
import io.github.gradlock.engine.op.MarginLosses;
import io.github.gradlock.engine.op.MarginLosses.TripletOptions;
import io.github.gradlock.engine.op.MulticlassMarginLosses;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Calls of losses. */
final class LossCalls {
    private static final String F = "nn.functional.";

    private LossCalls() {}

    static void addTo(CallTable t) {
        differences(t);
        classes(t);
        distributions(t);
        margins(t);
        t.one(F + "ctc_loss", LossCalls::ctc);
    }

    private static void differences(CallTable t) {
        t.one(F + "l1_loss", call -> {
            Tensor weight = call.tensorOrNull(-1, "weight");
            return weight == null
                    ? Losses.l1Loss(call.x(), target(call), reduction(call))
                    : Losses.l1Loss(call.x(), target(call), weight, reduction(call));
        });
        t.one(F + "mse_loss", call -> {
            Tensor weight = call.tensorOrNull(-1, "weight");
            return weight == null
                    ? Losses.mseLoss(call.x(), target(call), reduction(call))
                    : Losses.mseLoss(call.x(), target(call), weight, reduction(call));
        });
        t.one(
                F + "smooth_l1_loss",
                call -> Losses.smoothL1Loss(call.x(), target(call), real(call, "beta", 1), reduction(call)));
        t.one(F + "huber_loss", call -> {
            Tensor weight = call.tensorOrNull(-1, "weight");
            double delta = real(call, "delta", 1);
            return weight == null
                    ? Losses.huberLoss(call.x(), target(call), delta, reduction(call))
                    : Losses.huberLoss(call.x(), target(call), delta, weight, reduction(call));
        });
    }

    private static void classes(CallTable t) {
        t.one(
                F + "binary_cross_entropy",
                call -> Losses.binaryCrossEntropy(call.x(), target(call), weight(call), reduction(call)));
        t.one(
                F + "binary_cross_entropy_with_logits",
                call -> Losses.binaryCrossEntropyWithLogits(
                        call.x(), target(call), weight(call), call.tensorOrNull(-1, "pos_weight"), reduction(call)));
        t.one(F + "nll_loss", call -> Losses.nllLoss(call.x(), target(call), classOptions(call)));
        t.one(F + "cross_entropy", call -> Losses.crossEntropy(call.x(), target(call), classOptions(call)));
    }

    private static void distributions(CallTable t) {
        t.one(
                F + "kl_div",
                call -> DistributionLosses.klDiv(
                        call.x(), target(call), call.flag(-1, "log_target", false), reduction(call)));
        t.one(
                F + "poisson_nll_loss",
                call -> DistributionLosses.poissonNllLoss(
                        call.x(),
                        target(call),
                        call.flag(-1, "log_input", true),
                        call.flag(-1, "full", false),
                        real(call, "eps", 1e-8),
                        reduction(call)));
        t.one(
                F + "gaussian_nll_loss",
                call -> DistributionLosses.gaussianNllLoss(
                        call.x(),
                        target(call),
                        call.tensor(1, "var"),
                        call.flag(-1, "full", false),
                        real(call, "eps", 1e-6),
                        reduction(call)));
    }

    private static void margins(CallTable t) {
        t.one(
                F + "hinge_embedding_loss",
                call -> MarginLosses.hingeEmbeddingLoss(
                        call.x(), target(call), real(call, "margin", 1), reduction(call)));
        t.one(
                F + "margin_ranking_loss",
                call -> MarginLosses.marginRankingLoss(
                        call.x(),
                        call.tensor(0, "input2"),
                        call.tensor(1, "target"),
                        real(call, "margin", 0),
                        reduction(call)));
        t.one(
                F + "cosine_embedding_loss",
                call -> MarginLosses.cosineEmbeddingLoss(
                        call.x(),
                        call.tensor(0, "input2"),
                        call.tensor(1, "target"),
                        real(call, "margin", 0),
                        reduction(call)));
        t.one(F + "soft_margin_loss", call -> MarginLosses.softMarginLoss(call.x(), target(call), reduction(call)));
        t.one(
                F + "triplet_margin_loss",
                call -> MarginLosses.tripletMarginLoss(
                        call.x(), call.tensor(0, "positive"), call.tensor(1, "negative"), triplet(call)));
        t.one(
                F + "triplet_margin_with_distance_loss",
                call -> MarginLosses.tripletMarginWithDistanceLoss(
                        call.x(), call.tensor(0, "positive"), call.tensor(1, "negative"), null, triplet(call)));
        t.one(
                F + "multi_margin_loss",
                call -> MulticlassMarginLosses.multiMarginLoss(
                        call.x(),
                        target(call),
                        call.integer(-1, "p", 1),
                        real(call, "margin", 1),
                        weight(call),
                        reduction(call)));
        t.one(
                F + "multilabel_margin_loss",
                call -> MulticlassMarginLosses.multilabelMarginLoss(call.x(), target(call), reduction(call)));
        t.one(
                F + "multilabel_soft_margin_loss",
                call -> MulticlassMarginLosses.multilabelSoftMarginLoss(
                        call.x(), target(call), weight(call), reduction(call)));
    }

    private static Tensor ctc(Call call) {
        CtcLoss.Options options = new CtcLoss.Options(
                call.integer(-1, "blank", 0), reduction(call), call.flag(-1, "zero_infinity", false));
        return CtcLoss.ctcLoss(call.x(), target(call), lengths(call, 1), lengths(call, 2), options);
    }

    private static long[] lengths(Call call, int position) {
        return call.isTensor(position)
                ? call.tensor(position, "lengths").toLongArray()
                : Arrays.stream(call.integers(position, "lengths"))
                        .asLongStream()
                        .toArray();
    }

    private static Tensor target(Call call) {
        return call.tensor(0, "target");
    }

    private static @Nullable Tensor weight(Call call) {
        return call.tensorOrNull(-1, "weight");
    }

    private static double real(Call call, String name, double otherwise) {
        return call.number(-1, name, otherwise).doubleValue();
    }

    private static Reduction reduction(Call call) {
        return Reduction.valueOf(call.text(-1, "reduction", "mean").toUpperCase(Locale.ROOT));
    }

    private static TripletOptions triplet(Call call) {
        return new TripletOptions(
                real(call, "margin", 1),
                real(call, "p", 2),
                real(call, "eps", 1e-6),
                call.flag(-1, "swap", false),
                reduction(call));
    }

    private static ClassOptions classOptions(Call call) {
        return new ClassOptions(
                call.tensorOrNull(-1, "weight"),
                call.integer(-1, "ignore_index", -100),
                real(call, "label_smoothing", 0),
                reduction(call));
    }
}
