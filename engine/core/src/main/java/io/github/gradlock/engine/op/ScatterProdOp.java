package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.ScatterFunction;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Multiplies a base with sources by index along an axis, in ascending order of the source. */
record ScatterProdOp(int axis) implements Op {
    @Override
    public String name() {
        return "scatter_reduce";
    }

    @Override
    public Map<String, Object> attributes() {
        return Map.of("dim", axis);
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Tensor out = Primitives.scatter(context.kernels(), ScatterFunction.MUL, inputs[0], axis, inputs[1], inputs[2]);
        context.save(inputs[0], inputs[1], inputs[2]);
        return new Tensor[] {out};
    }

    /**
     * The base's factor is the product of its sources. A source's is the product of all others, multiplied anew: no zero or overflow
     * elsewhere changes what a place gives, and it can be differentiated again at any number of zeros, where PyTorch raises an error.
     */
    @Override
    public @Nullable Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor g = gradOutputs[0];
        Tensor base = context.saved(0);
        Tensor index = context.saved(1);
        Tensor source = context.saved(2);
        Tensor toBase = null;
        if (context.needsInputGrad(0)) {
            toBase = Arithmetic.mul(g, Dispatch.applyOne(this, Arithmetic.constant(base, 1), index, source));
        }
        Tensor toSource = null;
        if (context.needsInputGrad(2)) {
            Tensor others = SegmentProducts.exclusive(source, axis, index);
            toSource = Arithmetic.mul(Indexing.gather(Arithmetic.mul(g, base), axis, index), others);
        }
        return new Tensor[] {toBase, null, toSource};
    }
}
