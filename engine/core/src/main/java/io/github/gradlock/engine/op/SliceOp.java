package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Layout;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;
import java.util.TreeMap;

/** Keeps every {@code step}-th index of a dimension from {@code start} on, before {@code end}, as a view. */
record SliceOp(Shape input, int axis, int start, int end, int step) implements Op {
    @Override
    public String name() {
        return "slice";
    }

    @Override
    public Map<String, Object> attributes() {
        return new TreeMap<>(Map.of("dim", axis, "start", start, "end", end, "step", step));
    }

    Layout of(Layout whole) {
        return whole.slice(axis, start, end, step, false);
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        return new Tensor[] {inputs[0].alias(of(inputs[0].layout()))};
    }

    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        return new Tensor[] {Dispatch.applyOne(new SliceBackwardOp(this), gradOutputs[0])};
    }
}
