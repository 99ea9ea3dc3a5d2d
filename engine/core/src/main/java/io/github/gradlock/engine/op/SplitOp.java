package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Cuts a dimension into pieces of the given sizes, as views; the cotangents are joined again. */
record SplitOp(int axis, List<Integer> sizes) implements Op {
    @Override
    public String name() {
        return "split_with_sizes";
    }

    @Override
    public Map<String, Object> attributes() {
        return new TreeMap<>(Map.of("dim", axis, "split_sizes", sizes));
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Tensor[] pieces = new Tensor[sizes.size()];
        int at = 0;
        for (int i = 0; i < pieces.length; i++) {
            pieces[i] = inputs[0].alias(inputs[0].layout().narrow(axis, at, sizes.get(i)));
            at += sizes.get(i);
        }
        return pieces;
    }

    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        return new Tensor[] {Dispatch.applyOne(new CatOp(axis, sizes), gradOutputs)};
    }
}
