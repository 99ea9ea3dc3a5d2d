package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;

/** Reading and adding by int64 index. An index below 0 or beyond the end is an {@link IndexOutOfBoundsException}. */
public final class Indexing {
    private Indexing() {}

    /** Picks {@code x[i…, index[i…, j, k…], k…]} along a dimension; other sizes of {@code index} may be smaller than those of x. */
    public static Tensor gather(Tensor x, int dim, Tensor index) {
        int axis = x.shape().axis(dim);
        check("gather", index, x.shape(), axis);
        if (x.rank() == 0) {
            return Views.reshape(gather(Views.reshape(x, 1), 0, Views.reshape(index, index.numel())), index.shape());
        }
        Tensor part = cut("gather", x, axis, index);
        return Dispatch.applyOne(new GatherOp(axis, part.shape()), part, index);
    }

    /** Adds {@code source} to {@code x} at {@code [i…, index[i…, j, k…], k…]}, in ascending order of the source. */
    public static Tensor scatterAdd(Tensor x, int dim, Tensor index, Tensor source) {
        int axis = x.shape().axis(dim);
        check("scatter_add", index, x.shape(), axis);
        if (x.dtype() != source.dtype()) {
            throw Operands.mismatch("scatter_add", x.dtype(), source.dtype());
        }
        if (x.rank() == 0) {
            Tensor flat = scatterAdd(Views.reshape(x, 1), 0, Views.reshape(index, 1), Views.reshape(source, 1));
            return Views.reshape(flat, x.shape());
        }
        Tensor part = cut("scatter_add", source, -1, index);
        return Dispatch.applyOne(new ScatterAddOp(axis), x, index, part);
    }

    /** Picks whole slices along a dimension: {@code index} has one dimension. */
    public static Tensor indexSelect(Tensor x, int dim, Tensor index) {
        if (x.rank() == 0) {
            return Views.reshape(indexSelect(Views.reshape(x, 1), 0, index), x.shape());
        }
        return gather(x, dim, stretched("index_select", x.shape(), dim, index));
    }

    /** Adds slices of {@code source} to {@code x} along a dimension, in ascending order: {@code index} has one dimension. */
    public static Tensor indexAdd(Tensor x, int dim, Tensor index, Tensor source) {
        if (x.rank() == 0) {
            Tensor line = Views.reshape(source, source.numel());
            return Views.reshape(indexAdd(Views.reshape(x, 1), 0, index, line), x.shape());
        }
        Tensor indices = stretched("index_add", x.shape(), dim, index);
        if (!indices.shape().equals(source.shape())) {
            throw new IllegalArgumentException(
                    "shape mismatch in index_add: source " + source.shape() + ", wanted " + indices.shape());
        }
        return scatterAdd(x, dim, indices, source);
    }

    /** Looks up rows of {@code weight [n, d]}: the result has the shape of {@code index} followed by d. */
    public static Tensor embedding(Tensor weight, Tensor index) {
        if (weight.rank() != 2) {
            throw new IllegalArgumentException("embedding expected a weight of 2 dimensions, got " + weight.shape());
        }
        int[] sizes = new int[index.rank() + 1];
        System.arraycopy(index.shape().sizes(), 0, sizes, 0, index.rank());
        sizes[index.rank()] = weight.size(1);
        return Views.reshape(indexSelect(weight, 0, Views.reshape(index, index.numel())), Shape.of(sizes));
    }

    private static Tensor stretched(String op, Shape shape, int dim, Tensor index) {
        if (index.rank() > 1) {
            throw new IllegalArgumentException(op + " expected an index of one dimension, got " + index.shape());
        }
        int axis = shape.axis(dim);
        int[] sizes = shape.sizes();
        int[] line = new int[sizes.length];
        Arrays.fill(line, 1);
        line[axis] = index.numel();
        sizes[axis] = index.numel();
        return Views.expand(Views.reshape(index, line), Shape.of(sizes));
    }

    /** Cuts off what the index does not reach, in all dimensions but one. */
    private static Tensor cut(String op, Tensor x, int axis, Tensor index) {
        Tensor part = x;
        for (int i = 0; i < x.rank(); i++) {
            if (i != axis && index.size(i) > x.size(i)) {
                throw new IllegalArgumentException(
                        "shape mismatch in " + op + ": index " + index.shape() + " exceeds " + x.shape());
            }
            if (i != axis && index.size(i) < x.size(i)) {
                part = Views.narrow(part, i, 0, index.size(i));
            }
        }
        return part;
    }

    private static void check(String op, Tensor index, Shape shape, int axis) {
        if (index.dtype() != DType.INT64) {
            throw new IllegalArgumentException(op + " expected an int64 index, got " + index.dtype());
        }
        if (index.rank() != shape.rank() && shape.rank() > 0) {
            throw new IllegalArgumentException("shape mismatch in " + op + ": index " + index.shape()
                    + " must have as many dimensions as " + shape);
        }
        if (index.numel() == 0) {
            return;
        }
        Kernels kernels = Dispatch.kernels(index);
        int size = shape.rank() == 0 ? 1 : shape.size(axis);
        double least = extreme(kernels, ReduceFunction.MIN, index);
        double greatest = extreme(kernels, ReduceFunction.MAX, index);
        if (least < 0 || greatest >= size) {
            throw new IndexOutOfBoundsException("index " + (long) (least < 0 ? least : greatest)
                    + " is out of bounds in " + op + " for dimension " + axis + " with size " + size);
        }
    }

    private static double extreme(Kernels kernels, ReduceFunction function, Tensor index) {
        return Primitives.reduce(kernels, function, index, Axes.of("index", index.shape()), false)
                .item();
    }
}
