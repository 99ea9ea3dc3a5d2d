package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;
import java.util.TreeMap;

/**
 * The exponential linear unit: {@code scale * x} above zero, {@code scale * alpha * (exp(rate * x) - 1)} elsewhere. At zero the
 * first derivative is that of the left side and the second is zero, as in PyTorch.
 */
record EluOp(double alpha, double scale, double rate) implements Op {
    @Override
    public String name() {
        return "elu";
    }

    @Override
    public Map<String, Object> attributes() {
        return new TreeMap<>(Map.of("alpha", alpha, "scale", scale, "input_scale", rate));
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Kernels kernels = context.kernels();
        Tensor x = inputs[0];
        context.save(x);
        Tensor scaled = Primitives.binary(kernels, BinaryFunction.MUL, x, rate);
        Tensor curve = Primitives.unary(kernels, UnaryFunction.EXPM1, scaled);
        Tensor out = Primitives.where(
                kernels,
                Primitives.binary(kernels, BinaryFunction.LT, x, 0),
                Primitives.binary(kernels, BinaryFunction.MUL, curve, alpha * scale),
                Primitives.binary(kernels, BinaryFunction.MUL, x, scale));
        return new Tensor[] {out};
    }

    /** The exponential is taken of zero above zero: where it would overflow, its derivative times zero would be NaN. */
    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor x = context.saved(0);
        double left = alpha * scale * rate;
        Tensor negative = Comparisons.lt(x, 0);
        Tensor safe = Arithmetic.maskedFill(x, Comparisons.not(negative), 0);
        Tensor curve = Arithmetic.mul(Functions.exp(Arithmetic.mul(safe, rate)), left);
        Tensor line =
                Arithmetic.where(Comparisons.eq(x, 0), Arithmetic.constant(x, left), Arithmetic.constant(x, scale));
        return new Tensor[] {Arithmetic.mul(gradOutputs[0], Arithmetic.where(negative, curve, line))};
    }
}
