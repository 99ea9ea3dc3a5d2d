package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;

/** Raises each element to a constant power. */
record PowScalarOp(Number exponent) implements Op {
    @Override
    public String name() {
        return "pow";
    }

    @Override
    public Map<String, Object> attributes() {
        return Map.of("exponent", exponent);
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Tensor x = inputs[0];
        context.save(x);
        Tensor power = Primitives.constant(context.kernels(), x.shape(), exponent, x.dtype());
        return new Tensor[] {Primitives.binary(context.kernels(), BinaryFunction.POW, x, power)};
    }

    /** Exponent 0 has derivative 0 everywhere, so that 0 to the power of -1 does not make it NaN. */
    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor g = gradOutputs[0];
        double power = exponent.doubleValue();
        if (power == 0) {
            return new Tensor[] {Arithmetic.constant(g, 0)};
        }
        Tensor slope = Arithmetic.mul(Arithmetic.pow(context.saved(0), power - 1), exponent);
        return new Tensor[] {Arithmetic.mul(g, slope)};
    }
}
