package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;

/**
 * Takes the logarithm of running sums of exponentials along the last axis. Both directions join stretches of 1, 2, 4, … elements, so
 * that no exponential overflows, whatever the range of the elements.
 */
record LogCumsumExpOp() implements Op {
    @Override
    public String name() {
        return "logcumsumexp";
    }

    @Override
    public Map<String, Object> attributes() {
        return Map.of("dim", -1);
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Kernels kernels = context.kernels();
        Tensor out = Primitives.copy(kernels, inputs[0], inputs[0].dtype());
        int length = out.size(-1);
        for (int reach = 1; reach < length; reach *= 2) {
            Tensor before =
                    Primitives.copy(kernels, out.alias(out.layout().narrow(-1, 0, length - reach)), out.dtype());
            Tensor target = out.alias(out.layout().narrow(-1, reach, length - reach));
            join(kernels, before, target);
        }
        context.save(inputs[0], out);
        return new Tensor[] {out};
    }

    /** Puts {@code log(exp(a) + exp(b))} into b: the greater plus log1p(exp(-|a - b|)), or the greater alone if both are infinite. */
    private static void join(Kernels kernels, Tensor a, Tensor b) {
        Tensor greater = Primitives.binary(kernels, BinaryFunction.MAXIMUM, a, b);
        Tensor distance = Primitives.binary(kernels, BinaryFunction.SUB, a, b);
        kernels.unary(UnaryFunction.ABS, distance, distance);
        kernels.unary(UnaryFunction.NEG, distance, distance);
        kernels.unary(UnaryFunction.EXP, distance, distance);
        kernels.unary(UnaryFunction.LOG1P, distance, distance);
        Tensor sum = Primitives.binary(kernels, BinaryFunction.ADD, greater, distance);
        Tensor finite = Primitives.unary(kernels, UnaryFunction.IS_FINITE, greater);
        kernels.where(finite, sum, greater, b);
    }

    /**
     * The derivative is {@code exp(x[k] - y[k]) s[k]} with {@code s[k] = Σ_{i ≥ k} g[i] exp(y[k] - y[i])}, in which no exponent is
     * positive. The sum follows {@code s[k] = g[k] + e[k] s[k+1]} with {@code e[k] = exp(y[k] - y[k+1])}. It is linear in g of
     * either sign, zero included, where PyTorch's logarithms of |g| cannot be differentiated again.
     */
    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor x = context.saved(0);
        Tensor y = context.saved(1);
        int length = x.size(-1);
        if (length == 0) {
            return new Tensor[] {gradOutputs[0]};
        }
        Tensor steps = exponential(Views.narrow(y, -1, 0, length - 1), Views.narrow(y, -1, 1, length - 1));
        Tensor decay = Views.pad(steps, new int[] {0, 1}, 0);
        Tensor sums = gradOutputs[0];
        for (int reach = 1; reach < length; reach *= 2) {
            int[] next = {-reach, reach};
            sums = Arithmetic.add(sums, Arithmetic.mul(decay, Views.pad(sums, next, 0)));
            decay = Arithmetic.mul(decay, Views.pad(decay, next, 0));
        }
        return new Tensor[] {Arithmetic.mul(sums, exponential(x, y))};
    }

    /** Takes {@code exp(a - b)} for a ≤ b, where the difference of equal infinities is zero. */
    private static Tensor exponential(Tensor a, Tensor b) {
        Tensor infinite = Comparisons.and(Comparisons.eq(a, b), Comparisons.not(Comparisons.isFinite(b)));
        return Functions.exp(Arithmetic.maskedFill(Arithmetic.sub(a, b), infinite, 0));
    }
}
