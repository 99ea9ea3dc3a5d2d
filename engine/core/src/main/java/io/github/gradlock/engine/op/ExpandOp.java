package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;

/** Stretches to a shape, as a view; the cotangent is summed over what was stretched. */
record ExpandOp(Shape input, Shape output) implements Op {
    @Override
    public String name() {
        return "expand";
    }

    @Override
    public Map<String, Object> attributes() {
        return Map.of("shape", output);
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        return new Tensor[] {inputs[0].alias(inputs[0].layout().expand(output))};
    }

    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        return new Tensor[] {Reductions.sumTo(gradOutputs[0], input)};
    }
}
