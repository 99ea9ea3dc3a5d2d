package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** The logarithm of exp(a) + exp(b): the greater one plus log(1 + exp(-|a - b|)), which does not overflow. */
record LogAddExpOp() implements Op {
    @Override
    public String name() {
        return "logaddexp";
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        context.save(inputs);
        Kernels kernels = context.kernels();
        Tensor a = inputs[0];
        Tensor b = inputs[1];
        Tensor apart =
                Primitives.unary(kernels, UnaryFunction.ABS, Primitives.binary(kernels, BinaryFunction.SUB, a, b));
        Tensor exp = Primitives.unary(kernels, UnaryFunction.EXP, Primitives.unary(kernels, UnaryFunction.NEG, apart));
        Tensor greater = Primitives.binary(kernels, BinaryFunction.MAXIMUM, a, b);
        Tensor sum = Primitives.binary(
                kernels, BinaryFunction.ADD, greater, Primitives.unary(kernels, UnaryFunction.LOG1P, exp));
        // Two equal infinities are NaN apart, and are themselves the result.
        Tensor finite = Primitives.unary(kernels, UnaryFunction.IS_FINITE, greater);
        return new Tensor[] {Primitives.where(kernels, finite, sum, greater)};
    }

    /** sigmoid(a - b) and sigmoid(b - a). */
    @Override
    public @Nullable Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor g = gradOutputs[0];
        Tensor apart = Arithmetic.sub(context.saved(0), context.saved(1));
        return new Tensor[] {
            context.needsInputGrad(0) ? Arithmetic.mul(g, Functions.sigmoid(apart)) : null,
            context.needsInputGrad(1) ? Arithmetic.mul(g, Functions.sigmoid(Arithmetic.neg(apart))) : null
        };
    }
}
