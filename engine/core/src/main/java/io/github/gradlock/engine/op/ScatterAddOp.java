package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.ScatterFunction;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds a source to a base by index along an axis, in ascending order of the source. */
record ScatterAddOp(int axis) implements Op {
    @Override
    public String name() {
        return "scatter_add";
    }

    @Override
    public Map<String, Object> attributes() {
        return Map.of("dim", axis);
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        context.save(inputs[1]);
        return new Tensor[] {
            Primitives.scatter(context.kernels(), ScatterFunction.ADD, inputs[0], axis, inputs[1], inputs[2])
        };
    }

    @Override
    public @Nullable Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor g = gradOutputs[0];
        return new Tensor[] {g, null, context.needsInputGrad(2) ? Indexing.gather(g, axis, context.saved(0)) : null};
    }
}
