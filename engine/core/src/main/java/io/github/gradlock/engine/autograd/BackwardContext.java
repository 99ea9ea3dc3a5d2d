package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.op.Op;
import io.github.gradlock.engine.op.OpContext;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.function.IntFunction;

/** What an op sees in its backward: what it saved, and which gradients are wanted. */
record BackwardContext(Op op, Kernels kernels, boolean[] wanted, IntFunction<Tensor> tensors) implements OpContext {
    @Override
    public void save(Tensor... saved) {
        throw new IllegalStateException("save belongs into the forward of " + op.name());
    }

    @Override
    public Tensor saved(int index) {
        return tensors.apply(index);
    }

    @Override
    public boolean needsInputGrad(int index) {
        return wanted[index];
    }
}
