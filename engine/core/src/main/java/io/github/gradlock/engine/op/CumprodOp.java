package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;

/** Running products along the last axis, from left to right. */
record CumprodOp() implements Op {
    @Override
    public String name() {
        return "cumprod";
    }

    @Override
    public Map<String, Object> attributes() {
        return Map.of("dim", -1);
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Tensor out = Primitives.scan(context.kernels(), ReduceFunction.PROD, inputs[0]);
        context.save(inputs[0]);
        return new Tensor[] {out};
    }

    /** Line by line the formula that zeros allow, so that no line's gradient depends on another. */
    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        return new Tensor[] {Dispatch.applyOne(new CumprodBackwardOp(), gradOutputs[0], context.saved(0))};
    }
}
