package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The cross entropy of a probability x and its target t: (t − 1) log(1 − x) − t log(x), no logarithm below −100.
 *
 * <p>At x = 0 and x = 1 the derivative of the composition would be zero times infinity; PyTorch's is finite there.
 */
record BinaryCrossEntropyOp() implements Op {
    static final BinaryCrossEntropyOp INSTANCE = new BinaryCrossEntropyOp();

    private static final double LEAST_LOG = -100;
    private static final double LEAST_DIVISOR = 1e-12;

    @Override
    public String name() {
        return "binary_cross_entropy";
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Kernels kernels = context.kernels();
        Tensor x = inputs[0];
        Tensor t = inputs[1];
        check(kernels, "input", x);
        check(kernels, "target", t);
        context.save(x, t);
        Tensor one = Primitives.constant(kernels, x.shape(), 1, x.dtype());
        Tensor logOther =
                Primitives.unary(kernels, UnaryFunction.LOG1P, Primitives.unary(kernels, UnaryFunction.NEG, x));
        Tensor other = Primitives.binary(
                kernels,
                BinaryFunction.MUL,
                Primitives.binary(kernels, BinaryFunction.SUB, t, one),
                limited(kernels, logOther));
        Tensor log = limited(kernels, Primitives.unary(kernels, UnaryFunction.LOG, x));
        Tensor target = Primitives.binary(kernels, BinaryFunction.MUL, t, log);
        return new Tensor[] {Primitives.binary(kernels, BinaryFunction.SUB, other, target)};
    }

    private static Tensor limited(Kernels kernels, Tensor log) {
        Tensor least = Primitives.constant(kernels, log.shape(), LEAST_LOG, log.dtype());
        return Primitives.binary(kernels, BinaryFunction.MAXIMUM, log, least);
    }

    private void check(Kernels kernels, String what, Tensor x) {
        if (x.numel() == 0) {
            return;
        }
        Axes all = Axes.of(name(), x.shape());
        double least =
                Primitives.reduce(kernels, ReduceFunction.MIN, x, all, false).item();
        double greatest =
                Primitives.reduce(kernels, ReduceFunction.MAX, x, all, false).item();
        if (!(least >= 0 && greatest <= 1)) {
            throw new IllegalArgumentException("all elements of " + what + " should be between 0 and 1 in " + name()
                    + ", got " + (least >= 0 ? greatest : least));
        }
    }

    /** g (x − t) / (x (1 − x)), the divisor at least 1e-12, and g (log(1 − x) − log(x)). */
    @Override
    public @Nullable Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor g = gradOutputs[0];
        Tensor x = context.saved(0);
        return new Tensor[] {
            context.needsInputGrad(0) ? ofInput(g, x, context.saved(1)) : null,
            context.needsInputGrad(1) ? ofTarget(g, x) : null
        };
    }

    private static Tensor ofInput(Tensor g, Tensor x, Tensor t) {
        Tensor divisor = Arithmetic.clampMin(Arithmetic.mul(Arithmetic.rsub(1, x), x), LEAST_DIVISOR);
        return Arithmetic.div(Arithmetic.mul(g, Arithmetic.sub(x, t)), divisor);
    }

    private static Tensor ofTarget(Tensor g, Tensor x) {
        return Arithmetic.mul(g, Arithmetic.sub(Functions.log1p(Arithmetic.neg(x)), Functions.log(x)));
    }
}
