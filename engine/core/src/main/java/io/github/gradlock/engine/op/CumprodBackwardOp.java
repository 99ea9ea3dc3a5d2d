package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The derivative of running products where zeros may be among the elements: for a cotangent g and elements x along the last axis,
 * {@code out[k] = Σ_{i ≥ k} g[i] Π_{j ≤ i, j ≠ k} x[j]}.
 */
record CumprodBackwardOp() implements Op {
    @Override
    public String name() {
        return "cumprod_backward";
    }

    @Override
    public Map<String, Object> attributes() {
        return Map.of("dim", -1);
    }

    /**
     * Works in time proportional to the length, as PyTorch does. Before the first zero a product with x[k] left out is one with it,
     * divided by x[k]; from the zero on it is zero. At the first zero it is the product with that zero replaced by one. Behind it
     * nothing is left.
     */
    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        context.save(inputs[0], inputs[1]);
        Kernels kernels = context.kernels();
        Tensor x = inputs[1];
        Shape shape = x.shape();
        Tensor zero = Primitives.constant(kernels, shape, 0, x.dtype());
        Tensor one = Primitives.constant(kernels, shape, 1, x.dtype());
        Tensor isZero = Primitives.binary(kernels, BinaryFunction.EQ, x, zero);
        Tensor seen = Primitives.scan(kernels, ReduceFunction.SUM, Primitives.copy(kernels, isZero, DType.INT64));
        Tensor none = equal(kernels, seen, 0);
        Tensor first = Primitives.binary(kernels, BinaryFunction.LOGICAL_AND, isZero, equal(kernels, seen, 1));
        Tensor products = Primitives.scan(kernels, ReduceFunction.PROD, Primitives.where(kernels, first, one, x));
        Tensor terms = Primitives.binary(kernels, BinaryFunction.MUL, inputs[0], products);
        Tensor before = Primitives.where(kernels, none, terms, zero);
        Tensor since = Primitives.where(kernels, none, zero, terms);
        Tensor sums = Primitives.scanBackwards(kernels, ReduceFunction.SUM, before);
        Tensor divisor = Primitives.where(kernels, none, x, one);
        Tensor quotients = Primitives.binary(kernels, BinaryFunction.DIV, sums, divisor);
        Tensor atZero = Primitives.scanBackwards(kernels, ReduceFunction.SUM, since);
        return new Tensor[] {Primitives.where(kernels, first, atZero, quotients)};
    }

    private static Tensor equal(Kernels kernels, Tensor x, int value) {
        return Primitives.binary(
                kernels, BinaryFunction.EQ, x, Primitives.constant(kernels, x.shape(), value, x.dtype()));
    }

    /**
     * Takes lines without a zero and lines with one apart: the former need no more memory than they have elements, and no line's
     * derivative depends on what is in another.
     */
    @Override
    public @Nullable Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor g = context.saved(0);
        Tensor x = context.saved(1);
        if (x.numel() == 0) {
            return new Tensor[] {Arithmetic.constant(g, 0), Arithmetic.constant(x, 0)};
        }
        LinesWithZeros lines = LinesWithZeros.of(x);
        Tensor[] whole = quotients(lines.without(g), lines.without(x), lines.without(gradOutputs[0]));
        Tensor[] broken = writtenOut(lines.with(g), lines.with(x), lines.with(gradOutputs[0]));
        return new Tensor[] {
            context.needsInputGrad(0) ? lines.joined(whole[0], broken[0]) : null,
            context.needsInputGrad(1) ? lines.joined(whole[1], broken[1]) : null
        };
    }

    /**
     * Differentiates {@code out[k] = Σ_{i ≥ k} g[i] y[i] / x[k]}, with the running products y: by g it is {@code y[i] s[i]}, where s
     * adds up {@code v / x}; by x once through y, with the weights g s, and once through the divisor.
     */
    private Tensor[] quotients(Tensor g, Tensor x, Tensor v) {
        Tensor shares = Arithmetic.div(v, x);
        Tensor sums = Scans.cumsum(shares, -1);
        Tensor throughProducts = Dispatch.applyOne(this, Arithmetic.mul(g, sums), x);
        Tensor throughDivisor = Arithmetic.mul(shares, Dispatch.applyOne(this, g, x));
        return new Tensor[] {Arithmetic.mul(Scans.cumprod(x, -1), sums), Arithmetic.sub(throughProducts, throughDivisor)
        };
    }

    /**
     * Writes the products out as a matrix, a row for each element that is left out: its running products are linear in g, and
     * differentiable in x by this op itself.
     */
    private Tensor[] writtenOut(Tensor g, Tensor x, Tensor v) {
        if (x.numel() == 0) {
            return new Tensor[] {Arithmetic.constant(g, 0), Arithmetic.constant(x, 0)};
        }
        int length = x.size(-1);
        Tensor left = Beside.of(x).eye(length, DType.BOOL);
        Tensor position = Beside.of(x).arange(length);
        Tensor reached = Comparisons.ge(position, Views.unsqueeze(position, -1));
        Tensor one = Arithmetic.constant(x, Shape.SCALAR, 1);
        Tensor zero = Arithmetic.constant(x, Shape.SCALAR, 0);
        Tensor column = Views.unsqueeze(v, -1);
        Tensor rows = Arithmetic.where(left, one, Views.unsqueeze(x, -2));
        Tensor products = Arithmetic.where(reached, Scans.cumprod(rows, -1), zero);
        Tensor weights = Arithmetic.where(reached, Arithmetic.mul(column, Views.unsqueeze(g, -2)), zero);
        Tensor slopes = Dispatch.applyOne(this, weights, rows);
        return new Tensor[] {
            Reductions.sum(Arithmetic.mul(column, products), false, -2),
            Reductions.sum(Arithmetic.where(left, zero, slopes), false, -2)
        };
    }
}
