package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;

/** The adjoint of a slice: puts it in its place among zeros. */
record SliceBackwardOp(SliceOp slice) implements Op {
    @Override
    public String name() {
        return "slice_backward";
    }

    @Override
    public Map<String, Object> attributes() {
        return slice.attributes();
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Tensor out = context.kernels().zeros(slice.input(), inputs[0].dtype());
        context.kernels().copy(inputs[0], out.alias(slice.of(out.layout())));
        return new Tensor[] {out};
    }

    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        return new Tensor[] {Dispatch.applyOne(slice, gradOutputs[0])};
    }
}
