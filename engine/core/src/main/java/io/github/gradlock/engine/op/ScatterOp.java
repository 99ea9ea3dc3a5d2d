package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts a source into a copy of a base by index along an axis. Where several elements go to one place, the last of the source stays.
 *
 * <p>As in PyTorch, each element of the source gets the cotangent of its place then, although only one of them is seen there.
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
        Tensor out = Primitives.copy(context.kernels(), inputs[0], inputs[0].dtype());
        Tensor place = out;
        for (int i = 0; i < out.rank(); i++) {
            int size = i == axis ? out.size(i) : inputs[1].size(i);
            place = place.alias(place.layout().narrow(i, 0, size));
        }
        context.kernels().scatter(inputs[2], axis, inputs[1], place);
        context.save(inputs[1]);
        return new Tensor[] {out};
    }

    @Override
    public @Nullable Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor g = gradOutputs[0];
        Tensor index = context.saved(0);
        Tensor base = null;
        if (context.needsInputGrad(0)) {
            base = Dispatch.applyOne(this, g, index, Arithmetic.constant(g, index.shape(), 0));
        }
        return new Tensor[] {base, null, context.needsInputGrad(2) ? Indexing.gather(g, axis, index) : null};
    }
}
