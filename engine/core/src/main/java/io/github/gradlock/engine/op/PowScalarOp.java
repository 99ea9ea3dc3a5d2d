package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.UnaryFunction;
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

    /** Powers that one rounded operation gives are taken by it, as in PyTorch, which shows at -0 and minus infinity. */
    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Kernels kernels = context.kernels();
        Tensor x = inputs[0];
        context.save(x);
        double power = exponent.doubleValue();
        if (power == 2) {
            return new Tensor[] {Primitives.binary(kernels, BinaryFunction.MUL, x, x)};
        }
        if (power == 0.5) {
            return new Tensor[] {Primitives.unary(kernels, UnaryFunction.SQRT, x)};
        }
        if (power == -0.5) {
            return new Tensor[] {Primitives.unary(kernels, UnaryFunction.RSQRT, x)};
        }
        if (power == -1 && x.dtype().isFloating()) {
            return new Tensor[] {Primitives.unary(kernels, UnaryFunction.RECIPROCAL, x)};
        }
        return new Tensor[] {Primitives.binary(kernels, BinaryFunction.POW, x, exponent)};
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
