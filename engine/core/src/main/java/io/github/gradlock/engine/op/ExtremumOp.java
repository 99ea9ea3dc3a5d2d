package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;
import java.util.TreeMap;

/**
 * Takes the greatest or least element over axes; the cotangent is shared evenly among equal ones.
 *
 * @param nansShare whether NaN elements are equal ones too; if not, a run with a NaN has the derivative NaN everywhere
 */
record ExtremumOp(boolean max, Axes axes, boolean keepdim, boolean nansShare) implements Op {
    @Override
    public String name() {
        return max ? "amax" : "amin";
    }

    @Override
    public Map<String, Object> attributes() {
        return new TreeMap<>(Map.of("dim", axes.axes(), "keepdim", keepdim, "nans_share", nansShare));
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        ReduceFunction function = max ? ReduceFunction.MAX : ReduceFunction.MIN;
        Tensor out = Primitives.reduce(context.kernels(), function, inputs[0], axes, keepdim);
        context.save(inputs[0], out);
        return new Tensor[] {out};
    }

    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor g = gradOutputs[0];
        Tensor hit = Comparisons.eq(context.saved(0), Reductions.restored(context.saved(1), axes));
        if (nansShare) {
            // Where there is a NaN, the result is NaN too and equals nothing.
            hit = Comparisons.or(hit, Comparisons.isNan(context.saved(0)));
        }
        Tensor mask = Arithmetic.cast(hit, g.dtype());
        Tensor count = Dispatch.applyOne(new SumOp(axes, true), mask);
        Tensor share = Arithmetic.div(Views.reshape(g, axes.kept()), count);
        return new Tensor[] {Arithmetic.mul(share, mask)};
    }
}
