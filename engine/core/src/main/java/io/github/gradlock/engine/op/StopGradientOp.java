package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Tensor;

/** Shows the same elements as a constant: a view through which no gradient flows. */
record StopGradientOp() implements NondifferentiableOp {
    @Override
    public String name() {
        return "detach";
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        return new Tensor[] {inputs[0].alias(inputs[0].layout())};
    }
}
