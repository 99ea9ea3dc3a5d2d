package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;

/** The adjoint of a part: puts it in its place among zeros. */
record PlaceOp(Part part) implements Op {
    @Override
    public String name() {
        return part.adjoint();
    }

    @Override
    public Map<String, Object> attributes() {
        return part.attributes();
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Tensor out = context.kernels().zeros(part.input(), inputs[0].dtype());
        context.kernels().copy(inputs[0], out.alias(part.of(out.layout())));
        return new Tensor[] {out};
    }

    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        return new Tensor[] {Dispatch.applyOne(part, gradOutputs[0])};
    }
}
