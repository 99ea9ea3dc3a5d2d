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
        context.save(x, out);
        return new Tensor[] {out};
    }

    /** Without a zero the others' product is y / x; with one those before and after are multiplied anew. */
    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor x = context.saved(0);
        Tensor g = Views.unsqueeze(gradOutputs[0], -1);
        Tensor others = Primitives.hasZero(context.kernels(), x)
                ? Scans.exclusiveProducts(x)
                : Arithmetic.div(Views.unsqueeze(context.saved(1), -1), x);
        return new Tensor[] {Arithmetic.mul(g, others)};
    }
}
