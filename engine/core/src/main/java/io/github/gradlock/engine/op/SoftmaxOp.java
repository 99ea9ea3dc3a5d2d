package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;

/** Exponentials along an axis, after subtracting the greatest, divided by their sum. */
record SoftmaxOp(int axis) implements Op {
    private static final Formula RESULT = new Formula("softmax", in -> {
        Term e = in[0].minus(in[0].max()).exp();
        return e.over(e.sum());
    });

    /** Of the cotangent g and y: y (g − Σ g y). */
    private static final Formula DERIVATIVE = new Formula("softmax_backward", in -> {
        Term product = in[0].times(in[1]);
        return product.minus(in[1].times(product.sum()));
    });

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
        Tensor out = ofRows(context.kernels(), RESULT, inputs[0], Axes.of(name(), inputs[0].shape(), axis));
        context.save(out);
        return new Tensor[] {out};
    }

    /** Computes a formula that asks for the greatest element; where there are no elements, there is none. */
    static Tensor ofRows(Kernels kernels, Formula formula, Tensor x, Axes axes) {
        return x.numel() == 0 ? kernels.zeros(x.shape(), x.dtype()) : formula.runAll(kernels, axes, x)[0];
    }

    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor y = context.saved(0);
        return DERIVATIVE.applyAll(Axes.of(name(), y.shape(), axis), gradOutputs[0], y);
    }
}
