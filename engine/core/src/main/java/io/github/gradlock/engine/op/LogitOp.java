package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;

/**
 * The logarithm of x / (1 - x), of x limited to [eps, 1 - eps].
 *
 * @param eps how far from 0 and 1 the input is kept; negative for no limits, and then the result outside [0, 1] is NaN
 */
record LogitOp(double eps) implements Op {
    @Override
    public String name() {
        return "logit";
    }

    @Override
    public Map<String, Object> attributes() {
        return eps < 0 ? Map.of() : Map.of("eps", eps);
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Kernels kernels = context.kernels();
        Tensor x = inputs[0];
        context.save(x);
        Tensor z = x;
        if (eps >= 0) {
            z = Primitives.binary(kernels, BinaryFunction.MAXIMUM, z, eps);
            z = Primitives.binary(kernels, BinaryFunction.MINIMUM, z, 1 - eps);
        }
        Tensor one = Primitives.constant(kernels, x.shape(), 1, x.dtype());
        Tensor rest = Primitives.binary(kernels, BinaryFunction.SUB, one, z);
        Tensor odds = Primitives.binary(kernels, BinaryFunction.DIV, z, rest);
        return new Tensor[] {Primitives.unary(kernels, UnaryFunction.LOG, odds)};
    }

    /** 1 / (x (1 - x)), the limits included; 0 beyond them, or NaN where there are none. */
    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor g = gradOutputs[0];
        Tensor x = context.saved(0);
        double margin = Math.max(eps, 0);
        Tensor inside = Comparisons.and(Comparisons.ge(x, margin), Comparisons.le(x, 1 - margin));
        Tensor safe = Arithmetic.maskedFill(x, Comparisons.not(inside), 0.5);
        Tensor slope = Arithmetic.div(g, Arithmetic.mul(safe, Arithmetic.rsub(1, safe)));
        Tensor outside = Arithmetic.constant(g, eps < 0 ? Double.NaN : 0);
        return new Tensor[] {Arithmetic.where(inside, slope, outside)};
    }
}
