package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;

/** The adjoint of windows along a dimension: adds them up where they overlap, in ascending order of the windows. */
record UnfoldBackwardOp(UnfoldOp unfold) implements Op {
    @Override
    public String name() {
        return "unfold_backward";
    }

    @Override
    public Map<String, Object> attributes() {
        return unfold.attributes();
    }

    /**
     * For one place in the window the targets do not overlap. The place goes down, since an element that is further on in a window
     * belongs to one that starts further up: so the windows come in ascending order (rule 7 of the numerics contract).
     */
    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Tensor out = context.kernels().zeros(unfold.input(), inputs[0].dtype());
        Tensor target = out.alias(unfold.of(out.layout()));
        for (int place = unfold.size() - 1; place >= 0; place--) {
            Tensor sum = target.alias(target.layout().select(-1, place));
            Tensor part = inputs[0].alias(inputs[0].layout().select(-1, place));
            context.kernels().binary(BinaryFunction.ADD, sum, part, sum);
        }
        return new Tensor[] {out};
    }

    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        return new Tensor[] {Dispatch.applyOne(unfold, gradOutputs[0])};
    }
}
