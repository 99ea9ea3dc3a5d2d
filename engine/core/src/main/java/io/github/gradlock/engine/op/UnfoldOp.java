package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Layout;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;
import java.util.TreeMap;

/** Shows the windows of a dimension as a view, with a last dimension that walks inside a window; they may overlap. */
record UnfoldOp(Shape input, int axis, int size, int step) implements Op {
    @Override
    public String name() {
        return "unfold";
    }

    @Override
    public Map<String, Object> attributes() {
        return new TreeMap<>(Map.of("dim", axis, "size", size, "step", step));
    }

    Layout of(Layout whole) {
        return whole.unfold(axis, size, step, 1);
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        return new Tensor[] {inputs[0].alias(of(inputs[0].layout()))};
    }

    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        return new Tensor[] {Dispatch.applyOne(new UnfoldBackwardOp(this), gradOutputs[0])};
    }
}
