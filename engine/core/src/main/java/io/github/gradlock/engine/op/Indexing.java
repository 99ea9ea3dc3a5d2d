package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;

/** Reading by int64 index. An index below 0 or beyond the end is an {@link IndexOutOfBoundsException}. */
public final class Indexing {
    private Indexing() {}

    /** Picks {@code x[i…, index[i…, j, k…], k…]} along a dimension; other sizes of {@code index} may be smaller than those of x. */
    public static Tensor gather(Tensor x, int dim, Tensor index) {
        return gather("gather", x, dim, index);
    }

    private static Tensor gather(String op, Tensor x, int dim, Tensor index) {
        int axis = x.shape().axis(dim);
        Indices.check(op, index, x.shape(), axis);
        if (index.numel() == 0) {
            return Views.reshape(Views.narrow(Views.reshape(x, -1), 0, 0, 0), index.shape());
        }
        if (x.rank() == 0 || index.rank() == 0) {
            return Views.reshape(gather(op, Views.reshape(x, -1), 0, Views.reshape(index, -1)), index.shape());
        }
        Tensor part = Indices.cut(op, x, axis, index);
        return Dispatch.applyOne(new GatherOp(axis, part.shape()), part, index);
    }

    /** Picks whole slices along a dimension: {@code index} has one dimension. */
    public static Tensor indexSelect(Tensor x, int dim, Tensor index) {
        return indexSelect("index_select", x, dim, index);
    }

    private static Tensor indexSelect(String op, Tensor x, int dim, Tensor index) {
        if (x.rank() == 0) {
            return Views.reshape(indexSelect(op, Views.reshape(x, 1), dim, index), x.shape());
        }
        return gather(op, x, dim, Indices.stretched(op, x.shape(), dim, index));
    }

    /** Looks up rows of {@code weight [n, d]}: the result has the shape of {@code index} followed by d. */
    public static Tensor embedding(Tensor weight, Tensor index) {
        if (weight.rank() != 2) {
            throw new IllegalArgumentException("embedding expected a weight of 2 dimensions, got " + weight.shape());
        }
        int[] sizes = new int[index.rank() + 1];
        System.arraycopy(index.shape().sizes(), 0, sizes, 0, index.rank());
        sizes[index.rank()] = weight.size(1);
        return Views.reshape(indexSelect("embedding", weight, 0, Views.reshape(index, index.numel())), Shape.of(sizes));
    }
}
