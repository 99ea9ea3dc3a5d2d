package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.tensor.Tensor;

/** The logarithm of the sigmoid: min(x, 0) − log(1 + exp(−|x|)), which neither overflows nor loses small values. */
record LogSigmoidOp() implements Op {
    @Override
    public String name() {
        return "log_sigmoid";
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Kernels kernels = context.kernels();
        Tensor x = inputs[0];
        context.save(x);
        Tensor low = Primitives.binary(
                kernels, BinaryFunction.MINIMUM, x, Primitives.constant(kernels, x.shape(), 0, x.dtype()));
        Tensor size = Primitives.unary(kernels, UnaryFunction.ABS, x);
        Tensor exp = Primitives.unary(kernels, UnaryFunction.EXP, Primitives.unary(kernels, UnaryFunction.NEG, size));
        Tensor log = Primitives.unary(kernels, UnaryFunction.LOG1P, exp);
        return new Tensor[] {Primitives.binary(kernels, BinaryFunction.SUB, low, log)};
    }

    /** g sigmoid(−x). */
    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        return new Tensor[] {Arithmetic.mul(gradOutputs[0], Functions.sigmoid(Arithmetic.neg(context.saved(0))))};
    }
}
