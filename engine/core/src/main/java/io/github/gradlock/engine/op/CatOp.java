package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Joins tensors along a dimension, in which input i has the size {@code sizes[i]} and in which alone they may differ. */
record CatOp(int axis, List<Integer> sizes) implements Op {
    @Override
    public String name() {
        return "cat";
    }

    @Override
    public Map<String, Object> attributes() {
        return Map.of("dim", axis);
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        int[] shape = inputs[0].shape().sizes();
        shape[axis] = sizes.stream().mapToInt(Integer::intValue).sum();
        Tensor out = context.kernels().empty(Shape.of(shape), inputs[0].dtype());
        int at = 0;
        for (int i = 0; i < inputs.length; i++) {
            context.kernels().copy(inputs[i], out.alias(out.layout().narrow(axis, at, sizes.get(i))));
            at += sizes.get(i);
        }
        return new Tensor[] {out};
    }

    @Override
    public @Nullable Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor[] parts = new Tensor[sizes.size()];
        int at = 0;
        for (int i = 0; i < parts.length; i++) {
            if (context.needsInputGrad(i)) {
                parts[i] = Views.narrow(gradOutputs[0], axis, at, sizes.get(i));
            }
            at += sizes.get(i);
        }
        return parts;
    }
}
