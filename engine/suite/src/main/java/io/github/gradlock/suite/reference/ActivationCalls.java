package io.github.gradlock.suite.reference;

import io.github.gradlock.engine.op.Activations;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;

/** Calls of activations. */
final class ActivationCalls {
    private ActivationCalls() {}

    static void addTo(CallTable t) {
        rectifiers(t);
        shrinkers(t);
        curves(t);
        softmaxes(t);
    }

    /** Reads the flag that asks for a change in place: the values are the same. */
    private static Tensor input(Call call, int position) {
        call.flag(position, "inplace", false);
        return call.x();
    }

    private static void rectifiers(CallTable t) {
        t.one("nn.functional.relu", call -> input(call, 0).relu());
        t.one("nn.functional.relu6", call -> Activations.relu6(input(call, 0)));
        t.one(
                "nn.functional.leaky_relu",
                call -> input(call, 1)
                        .leakyRelu(call.number(0, "negative_slope", 0.01).doubleValue()));
        t.one("nn.functional.prelu", call -> call.x().prelu(call.tensor(0, "weight")));
        t.one(
                "nn.functional.elu",
                call -> Activations.elu(
                        input(call, 1), call.number(0, "alpha", 1).doubleValue()));
        t.one(
                "nn.functional.celu",
                call -> Activations.celu(
                        input(call, 1), call.number(0, "alpha", 1).doubleValue()));
        t.one("nn.functional.selu", call -> Activations.selu(input(call, 0)));
        t.one(
                "nn.functional.threshold",
                call -> Activations.threshold(input(call, 2), call.number(0, "threshold"), call.number(1, "value")));
    }

    private static void shrinkers(CallTable t) {
        t.one(
                "nn.functional.hardtanh",
                call -> Activations.hardtanh(
                        input(call, 2), call.number(0, "min_val", -1.0), call.number(1, "max_val", 1.0)));
        t.one(
                "nn.functional.hardshrink",
                call -> Activations.hardshrink(
                        call.x(), call.number(0, "lambd", 0.5).doubleValue()));
        t.one(
                "nn.functional.softshrink",
                call -> Activations.softshrink(
                        call.x(), call.number(0, "lambd", 0.5).doubleValue()));
        t.unary("nn.functional.tanhshrink", Activations::tanhshrink);
    }

    private static void curves(CallTable t) {
        t.one(
                "nn.functional.gelu",
                call -> call.text(0, "approximate", "none").equals("tanh")
                        ? Activations.geluTanh(call.x())
                        : call.x().gelu());
        t.one("nn.functional.silu", call -> input(call, 0).silu());
        t.one("nn.functional.mish", call -> Activations.mish(input(call, 0)));
        t.one("nn.functional.hardsigmoid", call -> Activations.hardsigmoid(input(call, 0)));
        t.one("nn.functional.hardswish", call -> Activations.hardswish(input(call, 0)));
        t.unary("nn.functional.logsigmoid", Activations::logSigmoid);
        t.unary("nn.functional.softsign", Activations::softsign);
        t.one(
                "nn.functional.softplus",
                call -> Activations.softplus(
                        call.x(),
                        call.number(0, "beta", 1).doubleValue(),
                        call.number(1, "threshold", 20).doubleValue()));
        t.one("nn.functional.glu", call -> Activations.glu(call.x(), call.integer(0, "dim", -1)));
    }

    private static void softmaxes(CallTable t) {
        t.one("softmax", call -> converted(call).softmax(call.integer(0, "dim")));
        t.one("log_softmax", call -> converted(call).logSoftmax(call.integer(0, "dim")));
        t.one("nn.functional.softmin", call -> Activations.softmin(converted(call), call.integer(0, "dim")));
    }

    private static Tensor converted(Call call) {
        DType dtype = call.dtype();
        return dtype == null ? call.x() : call.x().to(dtype);
    }
}
