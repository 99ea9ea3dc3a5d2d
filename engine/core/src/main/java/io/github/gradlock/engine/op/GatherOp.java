package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Picks by index along an axis; the cotangents are added up where they were picked from, in ascending order. */
record GatherOp(int axis, Shape input) implements Op {
    @Override
    public String name() {
        return "gather";
    }

    @Override
    public Map<String, Object> attributes() {
        return Map.of("dim", axis);
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Tensor out = context.kernels().empty(inputs[1].shape(), inputs[0].dtype());
        context.kernels().gather(inputs[0], axis, inputs[1], out);
        context.save(inputs[1]);
        return new Tensor[] {out};
    }

    @Override
    public @Nullable Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor g = gradOutputs[0];
        Tensor zeros = Arithmetic.constant(g, input, 0);
        return new Tensor[] {Dispatch.applyOne(new ScatterAddOp(axis), zeros, context.saved(0), g), null};
    }
}
