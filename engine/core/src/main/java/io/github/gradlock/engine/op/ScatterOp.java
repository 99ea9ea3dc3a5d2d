package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.ScatterFunction;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Overwrites a base by index along an axis: the last of several sources stays. As in PyTorch, the cotangent of every source is that of
 * the element it was meant for, so that it is right only where no element is written twice.
 */
record ScatterOp(int axis) implements Op {
    @Override
    public String name() {
        return "scatter";
    }

    @Override
    public Map<String, Object> attributes() {
        return Map.of("dim", axis);
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        context.save(inputs[1]);
        return new Tensor[] {
            Primitives.scatter(context.kernels(), ScatterFunction.SET, inputs[0], axis, inputs[1], inputs[2])
        };
    }

    @Override
    public @Nullable Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor g = gradOutputs[0];
        Tensor index = context.saved(0);
        return new Tensor[] {
            context.needsInputGrad(0)
                    ? Dispatch.applyOne(this, g, index, Arithmetic.constant(g, index.shape(), 0))
                    : null,
            null,
            context.needsInputGrad(2) ? Indexing.gather(g, axis, index) : null
        };
    }
}
