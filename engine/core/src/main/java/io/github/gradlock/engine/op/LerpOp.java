package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Goes from a start to an end by a weight: start + weight (end - start), and from weight 1/2 on, as PyTorch does, end - (end -
 * start)(1 - weight), so that weight 1 gives the end exactly.
 */
record LerpOp() implements Op {
    @Override
    public String name() {
        return "lerp";
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        context.save(inputs);
        Kernels kernels = context.kernels();
        Tensor start = inputs[0];
        Tensor end = inputs[1];
        Tensor weight = inputs[2];
        Tensor way = Primitives.binary(kernels, BinaryFunction.SUB, end, start);
        Tensor ahead = Primitives.binary(kernels, BinaryFunction.MUL, weight, way);
        Tensor one = Primitives.constant(kernels, start.shape(), 1, start.dtype());
        Tensor rest = Primitives.binary(kernels, BinaryFunction.SUB, one, weight);
        Tensor back = Primitives.binary(kernels, BinaryFunction.MUL, way, rest);
        Tensor size = Primitives.unary(kernels, UnaryFunction.ABS, weight);
        Tensor out = Primitives.where(
                kernels,
                Primitives.binary(kernels, BinaryFunction.LT, size, 0.5),
                Primitives.binary(kernels, BinaryFunction.ADD, start, ahead),
                Primitives.binary(kernels, BinaryFunction.SUB, end, back));
        return new Tensor[] {out};
    }

    @Override
    public @Nullable Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor g = gradOutputs[0];
        Tensor weight = context.saved(2);
        return new Tensor[] {
            context.needsInputGrad(0) ? Arithmetic.mul(g, Arithmetic.rsub(1, weight)) : null,
            context.needsInputGrad(1) ? Arithmetic.mul(g, weight) : null,
            context.needsInputGrad(2) ? Arithmetic.mul(g, Arithmetic.sub(context.saved(1), context.saved(0))) : null
        };
    }
}
