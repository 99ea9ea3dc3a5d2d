package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;
import java.util.TreeMap;

/** Samples in [0, 1) that depend on seed, stream and index alone; an op, so that a trace shows what chance decided. */
record UniformOp(Shape shape, DType dtype, long seed, long stream) implements NondifferentiableOp {
    @Override
    public String name() {
        return "uniform";
    }

    @Override
    public Map<String, Object> attributes() {
        return new TreeMap<>(Map.of("seed", seed, "stream", stream));
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Tensor out = context.kernels().empty(shape, dtype);
        context.kernels().uniform(seed, stream, out);
        return new Tensor[] {out};
    }
}
