package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.tensor.Tensor;

/** sin(πx) / (πx), and 1 at 0. */
record SincOp() implements Op {
    /** Below this size of x, the first two terms of the derivative's series are exact to 1e-15. */
    private static final double SERIES = 0x1p-10;

    private static final double PI_SQUARED = Math.PI * Math.PI;

    @Override
    public String name() {
        return "sinc";
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Kernels kernels = context.kernels();
        Tensor x = inputs[0];
        context.save(x);
        Tensor angle = Primitives.binary(
                kernels, BinaryFunction.MUL, x, Primitives.constant(kernels, x.shape(), Math.PI, x.dtype()));
        Tensor quotient = Primitives.binary(
                kernels, BinaryFunction.DIV, Primitives.unary(kernels, UnaryFunction.SIN, angle), angle);
        Tensor zero = Primitives.binary(
                kernels, BinaryFunction.EQ, x, Primitives.constant(kernels, x.shape(), 0, x.dtype()));
        Tensor out = kernels.zeros(x.shape(), x.dtype());
        kernels.where(zero, Primitives.constant(kernels, x.shape(), 1, x.dtype()), quotient, out);
        return new Tensor[] {out};
    }

    /**
     * (πx cos(πx) - sin(πx)) / (πx²); near zero its terms cancel, and -π²x/3 + π⁴x³/30 takes its place. PyTorch has no such series:
     * its second derivative at zero is NaN, here it is -π²/3.
     */
    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor x = context.saved(0);
        Tensor near = Comparisons.lt(Arithmetic.abs(x), SERIES);
        Tensor safe = Arithmetic.maskedFill(x, near, 1);
        Tensor angle = Arithmetic.mul(safe, Math.PI);
        Tensor top = Arithmetic.sub(Arithmetic.mul(angle, Functions.cos(angle)), Functions.sin(angle));
        Tensor slope = Arithmetic.div(top, Arithmetic.mul(angle, safe));
        Tensor square = Arithmetic.mul(x, x);
        Tensor factor = Arithmetic.sub(Arithmetic.mul(square, PI_SQUARED * PI_SQUARED / 30), PI_SQUARED / 3);
        // Far from zero the series would overflow, and zero times infinity be NaN.
        Tensor series = Arithmetic.mul(Arithmetic.maskedFill(x, Comparisons.not(near), 0), factor);
        return new Tensor[] {Arithmetic.mul(gradOutputs[0], Arithmetic.where(near, series, slope))};
    }
}
