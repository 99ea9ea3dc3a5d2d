package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Passes its first input on, and multiplies the cotangent with the second: a derivative that users asked for, not the true one. */
record GradientScaleOp() implements Op {
    @Override
    public String name() {
        return "scale_grad";
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        context.save(inputs[1]);
        return new Tensor[] {Primitives.copy(context.kernels(), inputs[0], inputs[0].dtype())};
    }

    @Override
    public @Nullable Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        return new Tensor[] {Arithmetic.mul(gradOutputs[0], context.saved(0)), null};
    }
}
