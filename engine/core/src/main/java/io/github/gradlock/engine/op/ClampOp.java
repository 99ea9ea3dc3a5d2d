package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Limits the first input from below by the next one, from above by the last one: min(max(x, low), high). NaN in any of them wins.
 *
 * <p>The derivatives are PyTorch's: x has 1 between the limits, the limits included; a limit has 1 where x lies beyond it, but
 * where the lower one reaches the upper, it has 0. Where x is NaN, all are 0.
 *
 * @param low whether there is a lower limit
 * @param high whether there is an upper limit
 */
record ClampOp(boolean low, boolean high) implements Op {
    @Override
    public String name() {
        return low && high ? "clamp" : low ? "clamp_min" : "clamp_max";
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        context.save(inputs);
        Tensor out = inputs[0];
        if (low) {
            out = Primitives.binary(context.kernels(), BinaryFunction.MAXIMUM, out, inputs[1]);
        }
        if (high) {
            out = Primitives.binary(context.kernels(), BinaryFunction.MINIMUM, out, inputs[inputs.length - 1]);
        }
        return new Tensor[] {out};
    }

    @Override
    public @Nullable Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor g = gradOutputs[0];
        int limits = (low ? 1 : 0) + (high ? 1 : 0);
        @Nullable Tensor[] grads = new Tensor[1 + limits];
        for (int i = 0; i < grads.length; i++) {
            if (context.needsInputGrad(i)) {
                Tensor mask = i == 0 ? inside(context, limits) : beyond(context, low && i == 1, limits);
                grads[i] = Arithmetic.where(mask, g, Arithmetic.constant(g, 0));
            }
        }
        return grads;
    }

    private Tensor inside(OpContext context, int limits) {
        Tensor x = context.saved(0);
        if (limits == 1) {
            return low ? Comparisons.ge(x, context.saved(1)) : Comparisons.le(x, context.saved(1));
        }
        return Comparisons.and(Comparisons.ge(x, context.saved(1)), Comparisons.le(x, context.saved(2)));
    }

    private static Tensor beyond(OpContext context, boolean lower, int limits) {
        Tensor x = context.saved(0);
        if (lower) {
            Tensor under = Comparisons.lt(x, context.saved(1));
            return limits == 1 ? under : Comparisons.and(under, Comparisons.lt(context.saved(1), context.saved(2)));
        }
        Tensor over = Comparisons.gt(x, context.saved(limits));
        return limits == 1 ? over : Comparisons.or(over, Comparisons.lt(context.saved(2), context.saved(1)));
    }
}
