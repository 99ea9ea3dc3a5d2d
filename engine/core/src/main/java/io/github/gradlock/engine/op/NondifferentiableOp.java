package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Tensor;

/** An op that declares itself not differentiable: comparisons, indices. */
public interface NondifferentiableOp extends Op {
    @Override
    default Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        throw new UnsupportedOperationException(name() + " is not differentiable");
    }

    @Override
    default boolean isDifferentiable() {
        return false;
    }
}
