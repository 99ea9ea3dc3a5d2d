package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;

/** The logarithm of softmax along an axis, without the overflow that taking it afterwards would risk. */
record LogSoftmaxOp(int axis) implements Op {
    private static final Formula RESULT = new Formula("log_softmax", in -> {
        Term shifted = in[0].minus(in[0].max());
        return shifted.minus(shifted.exp().sum().of(UnaryOp.LOG));
    });

    /** Of the cotangent g and y: g − exp(y) Σ g. */
    private static final Formula DERIVATIVE =
            new Formula("log_softmax_backward", in -> in[0].minus(in[1].exp().times(in[0].sum())));

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
        Axes axes = Axes.of(name(), inputs[0].shape(), axis);
        Tensor out = SoftmaxOp.ofRows(context.kernels(), RESULT, inputs[0], axes);
        context.save(out);
        return new Tensor[] {out};
    }

    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor y = context.saved(0);
        return DERIVATIVE.applyAll(Axes.of(name(), y.shape(), axis), gradOutputs[0], y);
    }
}
