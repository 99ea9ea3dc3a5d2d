package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies into row-major order and converts the dtype; the cotangent is converted back. */
record CastOp(DType from, DType to) implements Op {
    @Override
    public String name() {
        return from == to ? "clone" : "to";
    }

    @Override
    public Map<String, Object> attributes() {
        return Map.of("dtype", to);
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        return new Tensor[] {Primitives.copy(context.kernels(), inputs[0], to)};
    }

    @Override
    public @Nullable Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        return new Tensor[] {Arithmetic.cast(gradOutputs[0], from)};
    }
}
