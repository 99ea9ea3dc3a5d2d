package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;

/** Running sums along the last axis, from left to right; the cotangent's run from right to left. */
record CumsumOp() implements Op {
    @Override
    public String name() {
        return "cumsum";
    }

    @Override
    public Map<String, Object> attributes() {
        return Map.of("dim", -1);
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Tensor out = context.kernels().empty(inputs[0].shape(), inputs[0].dtype());
        context.kernels().scan(ReduceFunction.SUM, inputs[0], out);
        return new Tensor[] {out};
    }

    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        return new Tensor[] {Views.flip(Dispatch.applyOne(this, Views.flip(gradOutputs[0], -1)), -1)};
    }
}
