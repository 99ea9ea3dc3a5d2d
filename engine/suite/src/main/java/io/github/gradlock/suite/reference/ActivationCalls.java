package io.github.gradlock.suite.reference;

import io.github.gradlock.engine.op.Activations;
import io.github.gradlock.engine.tensor.Tensor;

/** Calls of activations. */
final class ActivationCalls {
    private ActivationCalls() {}

    static void addTo(CallTable t) {
        t.unary("nn.functional.relu", Tensor::relu);
        t.one(
                "nn.functional.leaky_relu",
                call -> call.x()
                        .leakyRelu(call.number(0, "negative_slope", 0.01).doubleValue()));
        t.one(
                "nn.functional.gelu",
                call -> call.text(0, "approximate", "none").equals("tanh")
                        ? Activations.geluTanh(call.x())
                        : call.x().gelu());
        t.unary("nn.functional.silu", Tensor::silu);
        t.unary("nn.functional.logsigmoid", Activations::logSigmoid);
        t.one(
                "nn.functional.softplus",
                call -> Activations.softplus(
                        call.x(),
                        call.number(0, "beta", 1).doubleValue(),
                        call.number(1, "threshold", 20).doubleValue()));
        t.one("softmax", call -> call.x().softmax(call.integer(0, "dim")));
        t.one("log_softmax", call -> call.x().logSoftmax(call.integer(0, "dim")));
    }
}
