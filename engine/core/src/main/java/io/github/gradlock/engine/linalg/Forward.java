package io.github.gradlock.engine.linalg;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.kernel.ScatterFunction;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.op.Primitives;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;

/**
 * Arithmetic on batches of matrices {@code [batch…, m, n]}, of which the loops of a factorisation are made. Nothing is recorded;
 * operands are broadcast; parts of a matrix are views, and may be written to.
 *
 * <p>All matrices of a batch take the same steps. Where one of them is to stay as it is, {@link #where} chooses its old elements,
 * so that the result of a matrix never depends on what else is in the batch.
 */
record Forward(Kernels kernels) {
    Tensor zeros(Tensor like, int rows, int columns) {
        return zeros(like, rows, columns, like.dtype());
    }

    Tensor zeros(Tensor like, int rows, int columns, DType dtype) {
        int[] sizes = like.shape().sizes();
        sizes[sizes.length - 2] = rows;
        sizes[sizes.length - 1] = columns;
        return kernels.zeros(Shape.of(sizes), dtype);
    }

    Tensor eye(Tensor like, int rows, int columns) {
        return eye(like, rows, columns, like.dtype());
    }

    Tensor eye(Tensor like, int rows, int columns, DType dtype) {
        Tensor out = zeros(like, rows, columns, dtype);
        kernels.fill(1, diagonal(out));
        return out;
    }

    /** Returns {@code 0, 1, …} along the last dimension. */
    Tensor counting(int count) {
        Tensor out = kernels.empty(Shape.of(count), DType.INT64);
        kernels.arange(0, 1, out);
        return out;
    }

    Tensor constant(Tensor like, Number value) {
        return Primitives.constant(kernels, Shape.SCALAR, value, like.dtype());
    }

    Tensor copy(Tensor x) {
        return Primitives.copy(kernels, x, x.dtype());
    }

    Tensor cast(Tensor x, DType dtype) {
        return x.dtype() == dtype ? x : Primitives.copy(kernels, x, dtype);
    }

    void copy(Tensor from, Tensor to) {
        kernels.copy(stretched(from, to.shape()), to);
    }

    Tensor binary(BinaryFunction function, Tensor a, Tensor b) {
        Shape shape = Shape.broadcast(a.shape(), b.shape());
        return Primitives.binary(kernels, function, stretched(a, shape), stretched(b, shape));
    }

    Tensor add(Tensor a, Tensor b) {
        return binary(BinaryFunction.ADD, a, b);
    }

    Tensor sub(Tensor a, Tensor b) {
        return binary(BinaryFunction.SUB, a, b);
    }

    Tensor mul(Tensor a, Tensor b) {
        return binary(BinaryFunction.MUL, a, b);
    }

    Tensor mul(Tensor a, Number b) {
        return mul(a, constant(a, b));
    }

    Tensor div(Tensor a, Tensor b) {
        return binary(BinaryFunction.DIV, a, b);
    }

    Tensor unary(UnaryFunction function, Tensor x) {
        return Primitives.unary(kernels, function, x);
    }

    Tensor abs(Tensor x) {
        return unary(UnaryFunction.ABS, x);
    }

    Tensor sqrt(Tensor x) {
        return unary(UnaryFunction.SQRT, x);
    }

    Tensor compare(BinaryFunction function, Tensor a, Number b) {
        return binary(function, a, constant(a, b));
    }

    Tensor where(Tensor condition, Tensor a, Tensor b) {
        Shape shape = Shape.broadcast(condition.shape(), Shape.broadcast(a.shape(), b.shape()));
        Tensor out = kernels.empty(shape, a.dtype());
        kernels.where(stretched(condition, shape), stretched(a, shape), stretched(b, shape), out);
        return out;
    }

    Tensor where(Tensor condition, Number a, Tensor b) {
        return where(condition, constant(b, a), b);
    }

    Tensor matmul(Tensor a, Tensor b) {
        Tensor out = zeros(a, a.size(-2), b.size(-1));
        kernels.matmul(a, b, out);
        return out;
    }

    /** Reduces the last dimension, which stays with size 1. */
    Tensor reduce(ReduceFunction function, Tensor x) {
        int[] sizes = x.shape().sizes();
        Tensor out = kernels.empty(Shape.of(Arrays.copyOf(sizes, sizes.length - 1)), x.dtype());
        kernels.reduce(function, x, out);
        return out.alias(out.layout().unsqueeze(-1));
    }

    /** Returns whether a bool tensor holds anywhere. */
    boolean any(Tensor condition) {
        Tensor out = kernels.empty(Shape.SCALAR, DType.BOOL);
        kernels.reduce(ReduceFunction.ANY, condition, out);
        return out.item() != 0;
    }

    /** Picks rows: {@code index [batch…, rows]}, int64, gives the row of x that each row of the result is. */
    Tensor pickRows(Tensor x, Tensor index) {
        Tensor out = zeros(x, index.size(-1), x.size(-1));
        Tensor column = index.alias(index.layout().unsqueeze(-1));
        kernels.gather(x, x.rank() - 2, stretched(column, out.shape()), out);
        return out;
    }

    /** Returns the inverse of permutations {@code [batch…, n]}. */
    Tensor inverse(Tensor permutation) {
        Tensor out = kernels.zeros(permutation.shape(), DType.INT64);
        Tensor places = stretched(counting(permutation.size(-1)), permutation.shape());
        kernels.scatter(ScatterFunction.SET, places, permutation.rank() - 1, permutation, out);
        return out;
    }

    static Tensor stretched(Tensor x, Shape shape) {
        return x.shape().equals(shape) ? x : x.alias(x.layout().expand(shape));
    }

    static Tensor rows(Tensor x, int from, int to) {
        return x.alias(x.layout().narrow(-2, from, to - from));
    }

    static Tensor columns(Tensor x, int from, int to) {
        return x.alias(x.layout().narrow(-1, from, to - from));
    }

    static Tensor block(Tensor x, int top, int bottom, int left, int right) {
        return columns(rows(x, top, bottom), left, right);
    }

    static Tensor transposed(Tensor x) {
        return x.alias(x.layout().transpose(-1, -2));
    }

    /** Returns the diagonal {@code [batch…, min(m, n)]}. */
    static Tensor diagonal(Tensor x) {
        return x.alias(x.layout().diagonal(0, -2, -1));
    }

    /** Adds a last dimension of size 1. */
    static Tensor column(Tensor x) {
        return x.alias(x.layout().unsqueeze(-1));
    }

    /** Drops the last dimension, of size 1. */
    static Tensor line(Tensor x) {
        return x.alias(x.layout().select(-1, 0));
    }

    /** Returns the shape without the last two dimensions. */
    static Shape batch(Tensor matrices) {
        int[] sizes = matrices.shape().sizes();
        return Shape.of(Arrays.copyOf(sizes, sizes.length - 2));
    }
}
