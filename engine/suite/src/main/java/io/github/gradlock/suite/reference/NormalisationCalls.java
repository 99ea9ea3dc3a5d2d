package io.github.gradlock.suite.reference;

import io.github.gradlock.engine.op.ChannelNormalisations;
import io.github.gradlock.engine.op.Normalisations;
import io.github.gradlock.engine.op.RunningStatistics;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Calls of normalisations. */
final class NormalisationCalls {
    private NormalisationCalls() {}

    static void addTo(CallTable t) {
        trailing(t);
        channels(t);
    }

    private static void trailing(CallTable t) {
        t.one(
                "nn.functional.layer_norm",
                call -> Normalisations.layerNorm(
                        call.x(),
                        Shape.of(call.integers(0, "normalized_shape")),
                        call.tensorOrNull(1, "weight"),
                        call.tensorOrNull(2, "bias"),
                        call.number(3, "eps", 1e-5).doubleValue()));
        t.one("nn.functional.rms_norm", call -> {
            double eps = call.number(2, "eps", Double.NaN).doubleValue();
            return Normalisations.rmsNorm(
                    call.x(),
                    Shape.of(call.integers(0, "normalized_shape")),
                    call.tensorOrNull(1, "weight"),
                    Double.isNaN(eps) ? null : eps);
        });
        t.one(
                "nn.functional.local_response_norm",
                call -> Normalisations.localResponseNorm(
                        call.x(),
                        call.integer(0, "size"),
                        call.number(1, "alpha", 1e-4).doubleValue(),
                        call.number(2, "beta", 0.75).doubleValue(),
                        call.number(3, "k", 1).doubleValue()));
    }

    private static void channels(CallTable t) {
        t.one(
                "nn.functional.batch_norm",
                call -> ChannelNormalisations.batchNorm(
                        call.x(),
                        running(call),
                        call.tensorOrNull(2, "weight"),
                        call.tensorOrNull(3, "bias"),
                        call.flag(4, "training", false),
                        call.number(6, "eps", 1e-5).doubleValue()));
        t.one(
                "nn.functional.instance_norm",
                call -> ChannelNormalisations.instanceNorm(
                        call.x(),
                        running(call),
                        call.tensorOrNull(2, "weight"),
                        call.tensorOrNull(3, "bias"),
                        call.flag(4, "use_input_stats", true),
                        call.number(6, "eps", 1e-5).doubleValue()));
        t.one(
                "nn.functional.group_norm",
                call -> ChannelNormalisations.groupNorm(
                        call.x(),
                        call.integer(0, "num_groups"),
                        call.tensorOrNull(1, "weight"),
                        call.tensorOrNull(2, "bias"),
                        call.number(3, "eps", 1e-5).doubleValue()));
    }

    private static @Nullable RunningStatistics running(Call call) {
        Tensor mean = call.tensorOrNull(0, "running_mean");
        Tensor variance = call.tensorOrNull(1, "running_var");
        double momentum = call.number(5, "momentum", 0.1).doubleValue();
        return mean == null || variance == null ? null : new RunningStatistics(mean, variance, momentum);
    }
}
