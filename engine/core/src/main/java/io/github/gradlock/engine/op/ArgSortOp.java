package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;

/** Gives the indices that sort the last axis, stably. */
record ArgSortOp(boolean descending) implements NondifferentiableOp {
    @Override
    public String name() {
        return "argsort";
    }

    @Override
    public Map<String, Object> attributes() {
        return Map.of("descending", descending);
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Tensor out = context.kernels().empty(inputs[0].shape(), DType.INT64);
        context.kernels().argSort(descending, inputs[0], out);
        return new Tensor[] {out};
    }
}
