package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.kernel.ScatterFunction;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Layout;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;

/** Allocates a result and runs one kernel into it: the words that forwards are written in. Nothing here is recorded. */
public final class Primitives {
    private Primitives() {}

    /** Applies a function to each element; gives bool if it is a predicate, else the dtype of {@code x}. */
    public static Tensor unary(Kernels kernels, UnaryFunction function, Tensor x) {
        Tensor out = kernels.empty(x.shape(), function.isPredicate() ? DType.BOOL : x.dtype());
        kernels.unary(function, x, out);
        return out;
    }

    /** Applies a function to the elements of two tensors of one shape and dtype; gives bool if it is a predicate. */
    public static Tensor binary(Kernels kernels, BinaryFunction function, Tensor a, Tensor b) {
        Tensor out = kernels.empty(a.shape(), function.isPredicate() ? DType.BOOL : a.dtype());
        kernels.binary(function, a, b, out);
        return out;
    }

    /** Applies a function whose second operand is the same number everywhere. */
    static Tensor binary(Kernels kernels, BinaryFunction function, Tensor a, Number b) {
        return binary(kernels, function, a, constant(kernels, a.shape(), b, a.dtype()));
    }

    static Tensor where(Kernels kernels, Tensor condition, Tensor a, Tensor b) {
        Tensor out = kernels.empty(a.shape(), a.dtype());
        kernels.where(condition, a, b, out);
        return out;
    }

    /** Applies a function whose second operand is stretched to the shape of the first. */
    static Tensor binaryStretched(Kernels kernels, BinaryFunction function, Tensor a, Tensor b) {
        return binary(kernels, function, a, b.alias(b.layout().expand(a.shape())));
    }

    /** Returns a constant of one stored element, stretched to a shape by strides of zero. */
    public static Tensor constant(Kernels kernels, Shape shape, Number value, DType dtype) {
        Tensor one = kernels.empty(Shape.SCALAR, dtype);
        kernels.fill(value, one);
        return one.alias(one.layout().expand(shape));
    }

    /** Returns the index of each element along the last axis, stretched over the others by strides of zero. */
    static Tensor positions(Kernels kernels, Shape shape) {
        Tensor line = kernels.empty(Shape.of(shape.size(-1)), DType.INT64);
        kernels.arange(0, 1, line);
        return line.alias(line.layout().expand(shape));
    }

    /** Copies into row-major order, converted to a dtype. */
    public static Tensor copy(Kernels kernels, Tensor x, DType dtype) {
        Tensor out = kernels.empty(x.shape(), dtype);
        kernels.copy(x, out);
        return out;
    }

    /** Gives the same elements, in row-major order, another shape: an alias where strides allow it, else a copy. */
    static Tensor reshape(Kernels kernels, Tensor x, Shape shape) {
        Layout layout = x.layout().view(shape);
        return layout == null
                ? copy(kernels, x, x.dtype()).alias(shape, shape.contiguousStrides(), 0)
                : x.alias(layout);
    }

    /** Reduces axes, in row-major order of what is reduced; the result keeps them with size 1 if {@code keepdim}. */
    static Tensor reduce(Kernels kernels, ReduceFunction function, Tensor x, Axes axes, boolean keepdim) {
        Tensor run = x.alias(x.layout().permute(axes.last()));
        Tensor out = kernels.empty(axes.dropped(), x.dtype());
        kernels.reduce(function, run, out);
        return keepdim ? out.alias(Shape.of(axes.kept().sizes()), axes.kept().contiguousStrides(), 0) : out;
    }

    static Tensor scan(Kernels kernels, ReduceFunction function, Tensor x) {
        Tensor out = kernels.empty(x.shape(), x.dtype());
        kernels.scan(function, x, out);
        return out;
    }

    /** Runs along the last axis from right to left. */
    static Tensor scanBackwards(Kernels kernels, ReduceFunction function, Tensor x) {
        Tensor out = kernels.empty(x.shape(), x.dtype());
        kernels.scan(
                function, x.alias(x.layout().flip(-1)), out.alias(out.layout().flip(-1)));
        return out;
    }

    /** Scatters into a copy of {@code base}; the index may be shorter than the base in all axes but one. */
    static Tensor scatter(
            Kernels kernels, ScatterFunction function, Tensor base, int axis, Tensor index, Tensor source) {
        Tensor out = copy(kernels, base, base.dtype());
        Tensor reached = out;
        for (int i = 0; i < out.rank(); i++) {
            int size = i == axis ? out.size(i) : index.size(i);
            reached = reached.alias(reached.layout().narrow(i, 0, size));
        }
        kernels.scatter(function, source, axis, index, reached);
        return out;
    }
}
