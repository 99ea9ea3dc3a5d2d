package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** Reverses dimensions; a copy, as in PyTorch. */
record FlipOp(List<Integer> dims) implements Op {
    @Override
    public String name() {
        return "flip";
    }

    @Override
    public Map<String, Object> attributes() {
        return Map.of("dims", dims);
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Tensor reversed = inputs[0].alias(inputs[0].layout().flip(Axes.ints(dims)));
        return new Tensor[] {Primitives.copy(context.kernels(), reversed, reversed.dtype())};
    }

    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        return new Tensor[] {Dispatch.applyOne(this, gradOutputs[0])};
    }
}
