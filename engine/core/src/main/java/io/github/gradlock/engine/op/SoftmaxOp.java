package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;

/** Exponentials along an axis, after subtracting the greatest, divided by their sum. */
record SoftmaxOp(int axis) implements Op {
    private static final Formula EXPONENTIAL =
            new Formula("exp", in -> in[0].minus(in[1]).exp());
    private static final Formula WEIGHTED = new Formula("mul_sum", in -> in[0].times(in[1]));
    private static final Formula DERIVATIVE =
            new Formula("softmax_backward", in -> in[0].times(in[1]).minus(in[1].times(in[2])));

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
        Tensor out = ofShifted(kernels, EXPONENTIAL, inputs[0], axes);
        Tensor sum = Primitives.reduce(kernels, ReduceFunction.SUM, out, axes, true);
        kernels.binary(BinaryFunction.DIV, out, sum.alias(sum.layout().expand(out.shape())), out);
        context.save(out);
        return new Tensor[] {out};
    }

    /** Computes a formula of x and the greatest element along the axes; where there are no elements, there is no greatest. */
    static Tensor ofShifted(Kernels kernels, Formula formula, Tensor x, Axes axes) {
        if (x.numel() == 0) {
            return kernels.zeros(x.shape(), x.dtype());
        }
        Tensor greatest = Primitives.reduce(kernels, ReduceFunction.MAX, x, axes, true);
        return formula.run(kernels, x, greatest.alias(greatest.layout().expand(x.shape())));
    }

    /** y (g − Σ g y). */
    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor g = gradOutputs[0];
        Tensor y = context.saved(0);
        Tensor sum = WEIGHTED.sum(Axes.of(name(), y.shape(), axis), g, y);
        return new Tensor[] {DERIVATIVE.apply(g, y, Views.expand(sum, y.shape()))};
    }
}
