package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;

/** The derivative of digamma of an order; its own derivative is that of the next order. */
record PolygammaOp(int order) implements Op {
    @Override
    public String name() {
        return "polygamma";
    }

    @Override
    public Map<String, Object> attributes() {
        return Map.of("n", order);
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Tensor x = inputs[0];
        context.save(x);
        Tensor orders = Primitives.constant(context.kernels(), x.shape(), order, x.dtype());
        return new Tensor[] {Primitives.binary(context.kernels(), BinaryFunction.POLYGAMMA, orders, x)};
    }

    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        return new Tensor[] {Arithmetic.mul(gradOutputs[0], SpecialFunctions.polygamma(order + 1, context.saved(0)))};
    }
}
