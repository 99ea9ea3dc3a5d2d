package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;

/** Gives the same elements, in row-major order, another shape: a view where strides allow it, else a copy. */
record ReshapeOp(Shape input, Shape output) implements Op {
    @Override
    public String name() {
        return "reshape";
    }

    @Override
    public Map<String, Object> attributes() {
        return Map.of("shape", output);
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        return new Tensor[] {Primitives.reshape(context.kernels(), inputs[0], output)};
    }

    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        return new Tensor[] {Views.reshape(gradOutputs[0], input)};
    }
}
