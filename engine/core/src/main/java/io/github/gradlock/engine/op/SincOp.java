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
        Tensor angle = Primitives.binary(kernels, BinaryFunction.MUL, x, Math.PI);
        Tensor sine = Primitives.unary(kernels, UnaryFunction.SIN, angle);
        Tensor quotient = Primitives.binary(kernels, BinaryFunction.DIV, sine, angle);
        Tensor zero = Primitives.binary(kernels, BinaryFunction.EQ, x, 0);
        Tensor one = Primitives.constant(kernels, x.shape(), 1, x.dtype());
        return new Tensor[] {Primitives.where(kernels, zero, one, quotient)};
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
        // Far from zero the series would overflow, and zero times infinity be NaN.
        Tensor small = Arithmetic.maskedFill(x, Comparisons.not(near), 0);
        Tensor cubic = Arithmetic.mul(Arithmetic.mul(small, small), PI_SQUARED * PI_SQUARED / 30);
        Tensor series = Arithmetic.mul(small, Arithmetic.sub(cubic, PI_SQUARED / 3));
        return new Tensor[] {Arithmetic.mul(gradOutputs[0], Arithmetic.where(near, series, slope))};
    }
}
