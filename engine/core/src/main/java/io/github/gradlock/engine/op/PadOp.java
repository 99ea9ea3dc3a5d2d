package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Surrounds with a constant: so many elements before and after, for each dimension, none of them negative. */
record PadOp(Shape input, List<Integer> before, List<Integer> after, Number value) implements Op {
    @Override
    public String name() {
        return "constant_pad_nd";
    }

    @Override
    public Map<String, Object> attributes() {
        return new TreeMap<>(Map.of("before", before, "after", after, "value", value));
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        int[] sizes = input.sizes();
        for (int axis = 0; axis < sizes.length; axis++) {
            sizes[axis] += before.get(axis) + after.get(axis);
        }
        Tensor out = context.kernels().empty(Shape.of(sizes), inputs[0].dtype());
        context.kernels().fill(value, out);
        Tensor inner = out;
        for (int axis = 0; axis < sizes.length; axis++) {
            inner = inner.alias(inner.layout().narrow(axis, before.get(axis), input.size(axis)));
        }
        context.kernels().copy(inputs[0], inner);
        return new Tensor[] {out};
    }

    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor inner = gradOutputs[0];
        for (int axis = 0; axis < input.rank(); axis++) {
            if (before.get(axis) + after.get(axis) > 0) {
                inner = Views.narrow(inner, axis, before.get(axis), input.size(axis));
            }
        }
        return new Tensor[] {inner};
    }
}
