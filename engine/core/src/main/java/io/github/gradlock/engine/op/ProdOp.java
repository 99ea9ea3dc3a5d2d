package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;

/** Multiplies the elements of the last axis. */
record ProdOp() implements Op {
    @Override
    public String name() {
        return "prod";
    }

    @Override
    public Map<String, Object> attributes() {
        return Map.of("dim", -1);
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Tensor x = inputs[0];
        Tensor out =
                Primitives.reduce(context.kernels(), ReduceFunction.PROD, x, Axes.of("prod", x.shape(), -1), false);
        context.save(x);
        return new Tensor[] {out};
    }

    /** The products before and after are multiplied anew: no zero, overflow or other run of the tensor changes what a run gives. */
    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor g = Views.unsqueeze(gradOutputs[0], -1);
        Tensor others = Scans.exclusiveProducts(context.saved(0));
        return new Tensor[] {Arithmetic.mul(g, others)};
    }
}
