package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;
import java.util.TreeMap;

/** Takes the variance over axes in two passes: squares of deviations from the mean, divided by {@code count - correction}. */
record VarOp(Axes axes, double correction, boolean keepdim) implements Op {
    @Override
    public String name() {
        return "var";
    }

    @Override
    public Map<String, Object> attributes() {
        return new TreeMap<>(Map.of("dim", axes.axes(), "correction", correction, "keepdim", keepdim));
    }

    private double freedom() {
        return Math.max(0, axes.count() - correction);
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Kernels kernels = context.kernels();
        Tensor x = inputs[0];
        context.save(x);
        Tensor mean = divided(kernels, Primitives.reduce(kernels, ReduceFunction.SUM, x, axes, true), axes.count());
        Tensor deviation = Primitives.binaryStretched(kernels, BinaryFunction.SUB, x, mean);
        kernels.binary(BinaryFunction.MUL, deviation, deviation, deviation);
        Tensor squares = Primitives.reduce(kernels, ReduceFunction.SUM, deviation, axes, keepdim);
        return new Tensor[] {divided(kernels, squares, freedom())};
    }

    private static Tensor divided(Kernels kernels, Tensor x, double by) {
        Tensor divisor = Primitives.constant(kernels, x.shape(), by, x.dtype());
        return Primitives.binary(kernels, BinaryFunction.DIV, x, divisor);
    }

    /** Is {@code 2 g (x - mean) / (count - correction)}: what the mean contributes adds up to zero. */
    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor x = context.saved(0);
        Tensor deviation = Arithmetic.sub(x, Reductions.mean(x, true, axes.dims()));
        Tensor scaled = Arithmetic.mul(Views.reshape(gradOutputs[0], axes.kept()), 2 / freedom());
        return new Tensor[] {Arithmetic.mul(scaled, deviation)};
    }
}
