package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** Orders dimensions anew, as a view; dims count from the front. */
record PermuteOp(List<Integer> dims) implements Op {
    @Override
    public String name() {
        return "permute";
    }

    @Override
    public Map<String, Object> attributes() {
        return Map.of("dims", dims);
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        return new Tensor[] {inputs[0].alias(inputs[0].layout().permute(Axes.ints(dims)))};
    }

    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        int[] inverse = new int[dims.size()];
        for (int i = 0; i < inverse.length; i++) {
            inverse[dims.get(i)] = i;
        }
        return new Tensor[] {Views.permute(gradOutputs[0], inverse)};
    }
}
