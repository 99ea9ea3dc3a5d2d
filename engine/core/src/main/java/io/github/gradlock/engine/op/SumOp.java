package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;
import java.util.TreeMap;

/** Sums over axes; the cotangent is stretched back. */
record SumOp(Axes axes, boolean keepdim) implements Op {
    @Override
    public String name() {
        return "sum";
    }

    @Override
    public Map<String, Object> attributes() {
        return new TreeMap<>(Map.of("dim", axes.axes(), "keepdim", keepdim));
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        return new Tensor[] {Primitives.reduce(context.kernels(), ReduceFunction.SUM, inputs[0], axes, keepdim)};
    }

    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        return new Tensor[] {Reductions.restored(gradOutputs[0], axes)};
    }
}
