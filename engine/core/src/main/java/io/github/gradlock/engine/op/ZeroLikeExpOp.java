package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Tensor;

/**
 * Gives zeros with the derivatives of the exponential: {@code exp(x)} less itself as a constant, which would be NaN where the power is
 * beyond the range. The loss of a CTC has it, since PyTorch's takes its argument as normalised in the derivative alone.
 */
record ZeroLikeExpOp() implements Op {
    @Override
    public String name() {
        return "ctc_normalisation";
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Tensor x = inputs[0];
        context.save(x);
        return new Tensor[] {Primitives.constant(context.kernels(), x.shape(), 0, x.dtype())};
    }

    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        return new Tensor[] {Arithmetic.mul(gradOutputs[0], Functions.exp(context.saved(0)))};
    }
}
