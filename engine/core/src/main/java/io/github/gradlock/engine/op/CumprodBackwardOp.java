package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
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
     * Writes the products out as a matrix, a row for each element that is left out: its running products are linear in g, and
     * differentiable in x by this op itself.
     */
    @Override
    public @Nullable Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor g = context.saved(0);
        Tensor x = context.saved(1);
        Tensor v = Views.unsqueeze(gradOutputs[0], -1);
        int length = x.size(-1);
        Tensor left = Tensors.eye(length, DType.BOOL);
        Tensor position = Tensors.arange(length);
        Tensor reached = Comparisons.ge(position, Views.unsqueeze(position, -1));
        Tensor one = Arithmetic.constant(x, Shape.SCALAR, 1);
        Tensor zero = Arithmetic.constant(x, Shape.SCALAR, 0);
        Tensor rows = Arithmetic.where(left, one, Views.unsqueeze(x, -2));
        Tensor toG = null;
        if (context.needsInputGrad(0)) {
            Tensor products = Arithmetic.where(reached, Scans.cumprod(rows, -1), zero);
            toG = Reductions.sum(Arithmetic.mul(v, products), false, -2);
        }
        Tensor toX = null;
        if (context.needsInputGrad(1)) {
            Tensor weights = Arithmetic.where(reached, Arithmetic.mul(v, Views.unsqueeze(g, -2)), zero);
            Tensor slopes = Dispatch.applyOne(this, weights, rows);
            toX = Reductions.sum(Arithmetic.where(left, zero, slopes), false, -2);
        }
        return new Tensor[] {toG, toX};
    }
}
