package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Multiplies matrices {@code [batch…, m, k]} and {@code [batch…, k, n]} whose batch dimensions already agree. */
record MatmulOp(String name) implements Op {
    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        int[] sizes = inputs[0].shape().sizes();
        sizes[sizes.length - 1] = inputs[1].size(-1);
        Tensor out = context.kernels().empty(Shape.of(sizes), inputs[0].dtype());
        context.kernels().matmul(inputs[0], inputs[1], out);
        context.save(inputs[0], inputs[1]);
        return new Tensor[] {out};
    }

    @Override
    public @Nullable Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor g = gradOutputs[0];
        return new Tensor[] {
            context.needsInputGrad(0) ? Dispatch.applyOne(this, g, Views.transpose(context.saved(1), -1, -2)) : null,
            context.needsInputGrad(1) ? Dispatch.applyOne(this, Views.transpose(context.saved(0), -1, -2), g) : null
        };
    }
}
