package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;

/** Gives the greatest or least element of the last axis and its index; the cotangent goes to the first of equal ones. */
record ExtremumAlongOp(boolean max, Shape input) implements Op {
    @Override
    public String name() {
        return max ? "max" : "min";
    }

    @Override
    public Map<String, Object> attributes() {
        return Map.of("dim", -1);
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Tensor x = inputs[0];
        Axes axes = Axes.of(name(), x.shape(), -1);
        Tensor index = context.kernels().empty(axes.kept(), DType.INT64);
        Tensor values = context.kernels().empty(axes.kept(), x.dtype());
        Tensor flatIndex = index.alias(axes.dropped(), axes.dropped().contiguousStrides(), 0);
        context.kernels().argReduce(max ? ReduceFunction.MAX : ReduceFunction.MIN, x, flatIndex);
        context.kernels().gather(x, x.rank() - 1, index, values);
        context.save(flatIndex);
        return new Tensor[] {values.alias(axes.dropped(), axes.dropped().contiguousStrides(), 0), flatIndex};
    }

    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor g = Views.unsqueeze(gradOutputs[0], -1);
        Tensor zeros = Arithmetic.constant(g, input, 0);
        return new Tensor[] {Scatters.scatterAdd(zeros, -1, Views.unsqueeze(context.saved(0), -1), g)};
    }
}
