package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;

/** Exponentials along an axis, after subtracting the greatest, divided by their sum. */
record SoftmaxOp(int axis) implements Op {
    @Override
    public String name() {
        return "softmax";
    }

    @Override
    public Map<String, Object> attributes() {
        return Map.of("dim", axis);
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Kernels kernels = context.kernels();
        Axes axes = Axes.of(name(), inputs[0].shape(), axis);
        // One result, changed in place: further ones would be as large.
        Tensor out = shifted(kernels, inputs[0], axes);
        kernels.unary(UnaryFunction.EXP, out, out);
        Tensor sum = Primitives.reduce(kernels, ReduceFunction.SUM, out, axes, true);
        kernels.binary(BinaryFunction.DIV, out, sum.alias(sum.layout().expand(out.shape())), out);
        context.save(out);
        return new Tensor[] {out};
    }

    /** Subtracts the greatest element along the axes, into a new tensor; where there are no elements, there is no greatest. */
    static Tensor shifted(Kernels kernels, Tensor x, Axes axes) {
        if (x.numel() == 0) {
            return kernels.zeros(x.shape(), x.dtype());
        }
        Tensor greatest = Primitives.reduce(kernels, ReduceFunction.MAX, x, axes, true);
        return Primitives.binaryStretched(kernels, BinaryFunction.SUB, x, greatest);
    }

    /** y (g − Σ g y). */
    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor y = context.saved(0);
        Tensor weighted = Arithmetic.mul(gradOutputs[0], y);
        return new Tensor[] {Arithmetic.sub(weighted, Arithmetic.mul(y, Reductions.sum(weighted, true, axis)))};
    }
}
