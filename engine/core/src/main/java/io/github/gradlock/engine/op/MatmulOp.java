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
            context.needsInputGrad(0) ? product(g, transposed(context.saved(1)), context.saved(0)) : null,
            context.needsInputGrad(1) ? product(transposed(context.saved(0)), g, context.saved(1)) : null
        };
    }

    /** Multiplies, and lets the result lie as the operand does whose gradient it is: that of a weight that was transposed need not be copied then. */
    private Tensor product(Tensor a, Tensor b, Tensor operand) {
        boolean isTransposed =
                operand.stride(-2) == 1 && operand.stride(-1) >= operand.size(-2) && operand.size(-1) > 1;
        return isTransposed
                ? transposed(Dispatch.applyOne(this, transposed(b), transposed(a)))
                : Dispatch.applyOne(this, a, b);
    }

    private static Tensor transposed(Tensor x) {
        return Views.transpose(x, -1, -2);
    }
}
