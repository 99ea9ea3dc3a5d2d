package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Gives the second input, an element of the first; the cotangent is shared evenly among all elements that equal it, or among the NaNs
 * if it is one. So PyTorch does for a median of all elements.
 */
record EvenlyOp(String name) implements Op {
    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        context.save(inputs[0], inputs[1]);
        return new Tensor[] {Primitives.copy(context.kernels(), inputs[1], inputs[1].dtype())};
    }

    @Override
    public @Nullable Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor g = gradOutputs[0];
        Tensor x = context.saved(0);
        Tensor value = context.saved(1);
        Tensor nans = Comparisons.and(Comparisons.isNan(value), Comparisons.isNan(x));
        Tensor mask = Arithmetic.cast(Comparisons.or(Comparisons.eq(x, value), nans), g.dtype());
        return new Tensor[] {Arithmetic.mul(mask, Arithmetic.div(g, Reductions.sum(mask))), null};
    }
}
