package io.github.gradlock.suite.reference;

import io.github.gradlock.engine.op.Joins;
import io.github.gradlock.engine.op.Views;

/** Calls of padding, interpolation and embedding bags. */
final class ResamplingCalls {
    private ResamplingCalls() {}

    static void addTo(CallTable t) {
        t.one("nn.functional.pad", call -> {
            if (!call.text(1, "mode", "constant").equals("constant")) {
                throw new UnsupportedCallException("a mode of padding");
            }
            return Views.pad(call.x(), call.integers(0, "pad"), call.number(2, "value", 0));
        });
    }
}
