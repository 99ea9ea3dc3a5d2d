package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;
import java.util.TreeMap;

/** log(1 + exp(beta x)) / beta, and x itself where beta x exceeds the threshold, up to which exp does not overflow. */
record SoftplusOp(double beta, double threshold) implements Op {
    @Override
    public String name() {
        return "softplus";
    }

    @Override
    public Map<String, Object> attributes() {
        return new TreeMap<>(Map.of("beta", beta, "threshold", threshold));
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Kernels kernels = context.kernels();
        Tensor x = inputs[0];
        context.save(x);
        Tensor scaled = Primitives.binary(kernels, BinaryFunction.MUL, x, beta);
        Tensor exp = Primitives.unary(kernels, UnaryFunction.EXP, scaled);
        Tensor log = Primitives.unary(kernels, UnaryFunction.LOG1P, exp);
        Tensor curve = Primitives.binary(kernels, BinaryFunction.DIV, log, beta);
        Tensor linear = Primitives.binary(kernels, BinaryFunction.GT, scaled, threshold);
        return new Tensor[] {Primitives.where(kernels, linear, x, curve)};
    }

    /** sigmoid(beta x), and 1 above the threshold. At the threshold its own derivative is 0 already, as in PyTorch. */
    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor scaled = Arithmetic.mul(context.saved(0), beta);
        Tensor flat = Arithmetic.where(Comparisons.gt(scaled, threshold), 1, Functions.sigmoid(Views.detach(scaled)));
        Tensor slope = Arithmetic.where(Comparisons.lt(scaled, threshold), Functions.sigmoid(scaled), flat);
        return new Tensor[] {Arithmetic.mul(gradOutputs[0], slope)};
    }
}
