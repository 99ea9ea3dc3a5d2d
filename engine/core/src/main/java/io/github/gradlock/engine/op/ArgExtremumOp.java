package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;

/** Gives the index of the greatest or least element of the last axis: the first of equal ones, and a NaN beats all. */
record ArgExtremumOp(boolean max) implements NondifferentiableOp {
    @Override
    public String name() {
        return max ? "argmax" : "argmin";
    }

    @Override
    public Map<String, Object> attributes() {
        return Map.of("dim", -1);
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Tensor x = inputs[0];
        Tensor out = context.kernels().empty(Axes.of(name(), x.shape(), -1).dropped(), DType.INT64);
        context.kernels().argReduce(max ? ReduceFunction.MAX : ReduceFunction.MIN, x, out);
        return new Tensor[] {out};
    }
}
