package io.github.gradlock.suite.reference;

import io.github.gradlock.engine.op.Normalisations;
import io.github.gradlock.engine.tensor.Shape;

/** Calls of normalisations. */
final class NormalisationCalls {
    private NormalisationCalls() {}

    static void addTo(CallTable t) {
        t.one(
                "nn.functional.layer_norm",
                call -> Normalisations.layerNorm(
                        call.x(),
                        Shape.of(call.integers(0, "normalized_shape")),
                        call.tensorOrNull(1, "weight"),
                        call.tensorOrNull(2, "bias"),
                        call.number(3, "eps", 1e-5).doubleValue()));
        t.one("nn.functional.batch_norm", call -> {
            call.tensorOrNull(0, "running_mean");
            call.tensorOrNull(1, "running_var");
            call.number(-1, "momentum", 0.1);
            if (!call.flag(-1, "training", false) || call.x().rank() < 2) {
                throw new UnsupportedCallException("running statistics");
            }
            return Normalisations.batchNorm(
                    call.x(),
                    call.tensorOrNull(2, "weight"),
                    call.tensorOrNull(3, "bias"),
                    call.number(-1, "eps", 1e-5).doubleValue());
        });
    }
}
