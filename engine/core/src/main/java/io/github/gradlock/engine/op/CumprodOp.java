package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;

/** Running products along the last axis, from left to right. */
record CumprodOp() implements Op {
    @Override
    public String name() {
        return "cumprod";
    }

    @Override
    public Map<String, Object> attributes() {
        return Map.of("dim", -1);
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Tensor out = Primitives.scan(context.kernels(), ReduceFunction.PROD, inputs[0]);
        context.save(inputs[0], out);
        return new Tensor[] {out};
    }

    /** Output i depends on input k ≤ i by y[i] / x[k]; at zeros that is multiplied anew. */
    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor g = gradOutputs[0];
        Tensor x = context.saved(0);
        if (Primitives.hasZero(context.kernels(), x)) {
            return new Tensor[] {Dispatch.applyOne(new CumprodBackwardOp(), g, x)};
        }
        Tensor terms = Views.flip(Arithmetic.mul(g, context.saved(1)), -1);
        Tensor sums = Views.flip(Dispatch.applyOne(new CumsumOp(), terms), -1);
        return new Tensor[] {Arithmetic.div(sums, x)};
    }
}
