package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;

/** The logarithm of softmax along an axis, without the overflow that taking it afterwards would risk. */
record LogSoftmaxOp(int axis) implements Op {
    private static final Formula SHIFTED = new Formula("sub", in -> in[0].minus(in[1]));
    private static final Formula EXPONENTIAL = new Formula("exp_sum", in -> in[0].exp());
    private static final Formula DERIVATIVE =
            new Formula("log_softmax_backward", in -> in[0].minus(in[1].exp().times(in[2])));

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
        Tensor out = SoftmaxOp.ofShifted(kernels, SHIFTED, inputs[0], axes);
        Tensor sum = EXPONENTIAL.runSum(kernels, axes, out);
        kernels.unary(UnaryFunction.LOG, sum, sum);
        kernels.binary(BinaryFunction.SUB, out, sum.alias(sum.layout().expand(out.shape())), out);
        context.save(out);
        return new Tensor[] {out};
    }

    /** g − exp(y) Σ g. */
    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor g = gradOutputs[0];
        Tensor sum = Views.expand(Reductions.sum(g, true, axis), g.shape());
        return new Tensor[] {DERIVATIVE.apply(g, context.saved(0), sum)};
    }
}
