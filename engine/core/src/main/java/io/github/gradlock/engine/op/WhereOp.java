package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Takes the second input where the first (bool) holds, and the third elsewhere. */
record WhereOp() implements Op {
    @Override
    public String name() {
        return "where";
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        context.save(inputs[0]);
        Tensor out = context.kernels().empty(inputs[1].shape(), inputs[1].dtype());
        context.kernels().where(inputs[0], inputs[1], inputs[2], out);
        return new Tensor[] {out};
    }

    @Override
    public @Nullable Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor g = gradOutputs[0];
        Tensor zero = Arithmetic.constant(g, 0);
        return new Tensor[] {
            null,
            context.needsInputGrad(1) ? Arithmetic.where(context.saved(0), g, zero) : null,
            context.needsInputGrad(2) ? Arithmetic.where(context.saved(0), zero, g) : null
        };
    }
}
