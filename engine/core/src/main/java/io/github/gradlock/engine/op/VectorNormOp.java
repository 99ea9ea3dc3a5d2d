package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;
import java.util.TreeMap;

/** Takes the p-norm over axes, for any p; the derivatives are those of PyTorch, which are zero where a quotient would be 0 / 0. */
record VectorNormOp(double p, Axes axes, boolean keepdim) implements Op {
    @Override
    public String name() {
        return "linalg_vector_norm";
    }

    @Override
    public Map<String, Object> attributes() {
        return new TreeMap<>(Map.of("dim", axes.axes(), "keepdim", keepdim, "ord", p));
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Kernels kernels = context.kernels();
        Tensor x = inputs[0];
        Tensor size = Primitives.unary(kernels, UnaryFunction.ABS, x);
        Tensor out;
        if (Double.isInfinite(p)) {
            out = reduced(kernels, p > 0 ? ReduceFunction.MAX : ReduceFunction.MIN, size);
        } else if (p == 0) {
            Tensor zero = Primitives.constant(kernels, x.shape(), 0, x.dtype());
            Tensor counted = Primitives.binary(kernels, BinaryFunction.NE, x, zero);
            out = reduced(kernels, ReduceFunction.SUM, Primitives.copy(kernels, counted, x.dtype()));
        } else if (p == 1) {
            out = reduced(kernels, ReduceFunction.SUM, size);
        } else if (p == 2) {
            Tensor squares = Primitives.binary(kernels, BinaryFunction.MUL, x, x);
            out = Primitives.unary(kernels, UnaryFunction.SQRT, reduced(kernels, ReduceFunction.SUM, squares));
        } else {
            out = power(kernels, reduced(kernels, ReduceFunction.SUM, power(kernels, size, p)), 1 / p);
        }
        context.save(x, out);
        return new Tensor[] {out};
    }

    private Tensor reduced(Kernels kernels, ReduceFunction function, Tensor x) {
        return Primitives.reduce(kernels, function, x, axes, keepdim);
    }

    private static Tensor power(Kernels kernels, Tensor x, double exponent) {
        Tensor constant = Primitives.constant(kernels, x.shape(), exponent, x.dtype());
        return Primitives.binary(kernels, BinaryFunction.POW, x, constant);
    }

    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor g = Views.reshape(gradOutputs[0], axes.kept());
        Tensor x = context.saved(0);
        Tensor norm = Views.reshape(context.saved(1), axes.kept());
        if (p == 0) {
            return new Tensor[] {Arithmetic.constant(x, 0)};
        }
        if (p == 1) {
            return new Tensor[] {Arithmetic.mul(Functions.sign(x), g)};
        }
        if (Double.isInfinite(p)) {
            return new Tensor[] {Arithmetic.mul(Functions.sign(x), extreme(g, x, norm))};
        }
        Tensor flat = Comparisons.eq(norm, 0);
        Tensor length = Arithmetic.maskedFill(norm, flat, 1);
        if (p == 2) {
            Tensor direction = Arithmetic.maskedFill(Arithmetic.div(x, length), flat, 0);
            return new Tensor[] {Arithmetic.mul(g, direction)};
        }
        Tensor scale = Arithmetic.maskedFill(Arithmetic.mul(g, Arithmetic.pow(length, 1 - p)), flat, 0);
        return new Tensor[] {Arithmetic.mul(slope(x), scale)};
    }

    /** Shares the cotangent evenly among the elements that are the extremum in size, or NaN. */
    private Tensor extreme(Tensor g, Tensor x, Tensor norm) {
        Tensor hit = Comparisons.or(Comparisons.eq(Arithmetic.abs(x), norm), Comparisons.isNan(x));
        Tensor mask = Arithmetic.cast(hit, g.dtype());
        return Arithmetic.mul(Arithmetic.div(g, Reductions.sum(mask, true, axes.dims())), mask);
    }

    /** Takes {@code sign(x) |x|^(p - 1)}, and zero at zero: there |x| is replaced, so that no infinite power meets a zero. */
    private Tensor slope(Tensor x) {
        Tensor zero = Comparisons.eq(x, 0);
        Tensor size = Arithmetic.abs(Arithmetic.maskedFill(x, zero, 1));
        return Arithmetic.maskedFill(Arithmetic.mul(Functions.sign(x), Arithmetic.pow(size, p - 1)), zero, 0);
    }
}
