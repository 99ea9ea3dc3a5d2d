package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** The product x log(y), which is 0 where x is 0, unless y is NaN. */
record XlogyOp() implements Op {
    @Override
    public String name() {
        return "xlogy";
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        context.save(inputs);
        Kernels kernels = context.kernels();
        Tensor x = inputs[0];
        Tensor y = inputs[1];
        Tensor product =
                Primitives.binary(kernels, BinaryFunction.MUL, x, Primitives.unary(kernels, UnaryFunction.LOG, y));
        Tensor none = Primitives.binary(kernels, BinaryFunction.EQ, x, 0);
        Tensor known = Primitives.binary(kernels, BinaryFunction.EQ, y, y);
        Tensor flat = Primitives.binary(kernels, BinaryFunction.LOGICAL_AND, none, known);
        Tensor zero = Primitives.constant(kernels, x.shape(), 0, x.dtype());
        return new Tensor[] {Primitives.where(kernels, flat, zero, product)};
    }

    /** log(y), but 0 where x is 0 and y is not positive; and x / y. */
    @Override
    public @Nullable Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor g = gradOutputs[0];
        Tensor x = context.saved(0);
        Tensor y = context.saved(1);
        return new Tensor[] {
            context.needsInputGrad(0) ? logarithm(g, x, y) : null,
            context.needsInputGrad(1) ? Arithmetic.mul(g, Arithmetic.div(x, y)) : null
        };
    }

    private static Tensor logarithm(Tensor g, Tensor x, Tensor y) {
        Tensor flat = Comparisons.and(Comparisons.eq(x, 0), Comparisons.le(y, 0));
        return Arithmetic.maskedFill(SpecialFunctions.xlogy(g, y), flat, 0);
    }
}
