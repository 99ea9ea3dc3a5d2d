package io.github.gradlock.suite.reference;

import io.github.gradlock.engine.op.Losses;
import io.github.gradlock.engine.op.Losses.ClassOptions;
import io.github.gradlock.engine.op.Losses.Reduction;
import java.util.Locale;

/** Calls of losses and distances. */
final class LossCalls {
    private LossCalls() {}

    static void addTo(CallTable t) {
        t.one("nn.functional.mse_loss", call -> Losses.mseLoss(call.x(), call.tensor(0, "target"), reduction(call)));
        t.one(
                "nn.functional.binary_cross_entropy_with_logits",
                call -> Losses.binaryCrossEntropyWithLogits(call.x(), call.tensor(0, "target"), reduction(call)));
        t.one("nn.functional.nll_loss", call -> Losses.nllLoss(call.x(), call.tensor(0, "target"), classes(call)));
        t.one(
                "nn.functional.cross_entropy",
                call -> Losses.crossEntropy(call.x(), call.tensor(0, "target"), classes(call)));
    }

    private static Reduction reduction(Call call) {
        return Reduction.valueOf(call.text(-1, "reduction", "mean").toUpperCase(Locale.ROOT));
    }

    private static ClassOptions classes(Call call) {
        return new ClassOptions(
                call.tensorOrNull(-1, "weight"),
                call.integer(-1, "ignore_index", -100),
                call.number(-1, "label_smoothing", 0.0).doubleValue(),
                reduction(call));
    }
}
