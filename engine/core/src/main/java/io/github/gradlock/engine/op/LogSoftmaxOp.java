package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;

/** The logarithm of softmax along an axis, without the overflow that taking it afterwards would risk. */
record LogSoftmaxOp(int axis) implements Op {
    @Override
    public String name() {
        return "log_softmax";
    }

    @Override
    public Map<String, Object> attributes() {
        return Map.of("dim", axis);
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Kernels kernels = context.kernels();
        Axes axes = Axes.of(name(), inputs[0].shape(), axis);
        Tensor out = SoftmaxOp.shifted(kernels, inputs[0], axes);
        Tensor exps = Primitives.unary(kernels, UnaryFunction.EXP, out);
        Tensor sum = Primitives.reduce(kernels, ReduceFunction.SUM, exps, axes, true);
        kernels.unary(UnaryFunction.LOG, sum, sum);
        kernels.binary(BinaryFunction.SUB, out, sum.alias(sum.layout().expand(out.shape())), out);
        context.save(out);
        return new Tensor[] {out};
    }

    /** g − exp(y) Σ g. */
    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor g = gradOutputs[0];
        Tensor probabilities = Functions.exp(context.saved(0));
        return new Tensor[] {Arithmetic.sub(g, Arithmetic.mul(probabilities, Reductions.sum(g, true, axis)))};
    }
}
