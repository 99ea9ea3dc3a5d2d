package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Layout;
import io.github.gradlock.engine.tensor.Promotion;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Ops that move no value through arithmetic: shapes, orders of dimensions, parts and joins. */
public final class Views {
    private Views() {}

    /** Stretches dimensions of size 1, and adds dimensions in front; -1 keeps a size. The result is a view. */
    public static Tensor expand(Tensor x, int... sizes) {
        int[] target = sizes.clone();
        for (int i = 0; i < target.length; i++) {
            int axis = i - (target.length - x.rank());
            if (target[i] == -1 && axis >= 0) {
                target[i] = x.size(axis);
            }
        }
        return expand(x, Shape.of(target));
    }

    /** Stretches to a shape; the same tensor if it has it already. */
    public static Tensor expand(Tensor x, Shape shape) {
        return x.shape().equals(shape) ? x : Dispatch.applyOne(new ExpandOp(x.shape(), shape), x);
    }

    /** Gives another shape, with at most one size -1 that is inferred: a view where the strides allow it, else a copy. */
    public static Tensor reshape(Tensor x, int... sizes) {
        return reshape(x, inferred("reshape", x.shape(), sizes));
    }

    /** Gives another shape. */
    public static Tensor reshape(Tensor x, Shape shape) {
        return x.shape().equals(shape) ? x : newShape("reshape", x, shape);
    }

    /**
     * Gives another shape as a view.
     *
     * @throws IllegalArgumentException if the strides do not allow it; {@link #reshape} copies then
     */
    public static Tensor view(Tensor x, int... sizes) {
        Shape shape = inferred("view", x.shape(), sizes);
        if (x.numel() == shape.numel() && x.layout().view(shape) == null) {
            throw new IllegalArgumentException(
                    "view of shape " + x.shape() + " as " + shape + " is not compatible with the strides "
                            + Arrays.toString(x.strides()) + "; use reshape, which copies");
        }
        return newShape("view", x, shape);
    }

    private static Tensor newShape(String name, Tensor x, Shape shape) {
        if (x.numel() != shape.numel()) {
            throw new IllegalArgumentException("shape mismatch in " + name + ": " + shape + " is invalid for input of "
                    + x.numel() + " elements, shape " + x.shape());
        }
        return Dispatch.applyOne(new ReshapeOp(x.shape(), shape), x);
    }

    private static Shape inferred(String name, Shape from, int... sizes) {
        int known = 1;
        int unknown = -1;
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] != -1) {
                known *= sizes[i];
            } else if (unknown >= 0) {
                throw new IllegalArgumentException(
                        "only one dimension can be inferred in " + name + ", got " + Arrays.toString(sizes));
            } else {
                unknown = i;
            }
        }
        int[] result = sizes.clone();
        if (unknown >= 0) {
            if (known == 0 || from.numel() % known != 0) {
                throw new IllegalArgumentException("shape mismatch in " + name + ": " + Arrays.toString(sizes)
                        + " is invalid for input of " + from.numel() + " elements, shape " + from);
            }
            result[unknown] = from.numel() / known;
        }
        return Shape.of(result);
    }

    /** Merges the dimensions from {@code first} to {@code last}, both included, into one. */
    public static Tensor flatten(Tensor x, int first, int last) {
        int from = x.shape().axis(first);
        int to = x.shape().axis(last);
        if (from > to) {
            throw new IllegalArgumentException("flatten: first dim " + first + " comes after last dim " + last);
        }
        List<Integer> sizes = new ArrayList<>();
        int merged = 1;
        for (int axis = 0; axis < x.rank(); axis++) {
            merged = axis < from || axis > to ? 1 : merged * x.size(axis);
            if (axis < from || axis >= to) {
                sizes.add(axis == to ? merged : x.size(axis));
            }
        }
        return reshape(x, x.rank() == 0 ? Shape.of(1) : Shape.of(Axes.ints(sizes)));
    }

    /** Orders the dimensions as {@code dims} says, as a view. */
    public static Tensor permute(Tensor x, int... dims) {
        List<Integer> order = new ArrayList<>();
        for (int dim : dims) {
            order.add(x.shape().axis(dim));
        }
        return Dispatch.applyOne(new PermuteOp(List.copyOf(order)), x);
    }

    /** Swaps two dimensions, as a view. */
    public static Tensor transpose(Tensor x, int dim0, int dim1) {
        List<Integer> order = new ArrayList<>();
        for (int axis = 0; axis < x.rank(); axis++) {
            order.add(axis);
        }
        int a = x.shape().axis(dim0);
        int b = x.shape().axis(dim1);
        if (x.rank() > 0) {
            Collections.swap(order, a, b);
        }
        return Dispatch.applyOne(new PermuteOp(List.copyOf(order)), x);
    }

    /** Drops a dimension if its size is 1, and else changes nothing. */
    public static Tensor squeeze(Tensor x, int dim) {
        return reshape(x, x.layout().squeeze(dim).shape());
    }

    /** Drops all dimensions of size 1. */
    public static Tensor squeeze(Tensor x) {
        return reshape(
                x,
                Shape.of(Arrays.stream(x.shape().sizes())
                        .filter(size -> size != 1)
                        .toArray()));
    }

    /** Inserts a dimension of size 1 before {@code dim}, which may be the rank itself. */
    public static Tensor unsqueeze(Tensor x, int dim) {
        return reshape(x, x.layout().unsqueeze(dim).shape());
    }

    /** Keeps {@code length} indices of a dimension from {@code start} on, as a view. */
    public static Tensor narrow(Tensor x, int dim, int start, int length) {
        int axis = x.shape().axis(dim);
        int from = start < 0 ? start + x.size(axis) : start;
        return Dispatch.applyOne(new SliceOp(x.shape(), axis, from, from + length, 1), x);
    }

    /** Keeps the indices {@code start, start + step, …} before {@code end} of a dimension, as a view; both ends as in Python. */
    public static Tensor slice(Tensor x, int dim, int start, int end, int step) {
        int axis = x.shape().axis(dim);
        int size = x.size(axis);
        int from = Math.max(0, Math.min(start < 0 ? start + size : start, size));
        int to = Math.max(from, Math.min(end < 0 ? end + size : end, size));
        return Dispatch.applyOne(new SliceOp(x.shape(), axis, from, to, step), x);
    }

    /** Keeps one index of a dimension and drops the dimension, as a view. */
    public static Tensor select(Tensor x, int dim, int index) {
        Shape shape = x.layout().select(dim, index).shape();
        return reshape(narrow(x, dim, index, 1), shape);
    }

    /** Reverses dimensions; a copy. */
    public static Tensor flip(Tensor x, int... dims) {
        return dims.length == 0
                ? x
                : Dispatch.applyOne(new FlipOp(Axes.of("flip", x.shape(), dims).axes()), x);
    }

    /** Joins tensors along a dimension; dtypes are promoted. */
    public static Tensor cat(List<Tensor> tensors, int dim) {
        if (tensors.isEmpty()) {
            throw new IllegalArgumentException("cat expected at least one tensor");
        }
        DType dtype = Promotion.resultType(tensors.toArray(Tensor[]::new));
        Shape first = tensors.get(0).shape();
        int axis = first.axis(dim);
        List<Integer> sizes = new ArrayList<>();
        List<Tensor> inputs = new ArrayList<>();
        for (Tensor tensor : tensors) {
            if (first.rank() == 0 || !sameBut(axis, first, tensor.shape())) {
                throw new IllegalArgumentException("shape mismatch in cat along dim " + axis + ": " + first + " and "
                        + tensor.shape() + (first.rank() == 0 ? "; use stack for zero-dimensional tensors" : ""));
            }
            sizes.add(tensor.size(axis));
            inputs.add(Arithmetic.cast(tensor, dtype));
        }
        return Dispatch.applyOne(new CatOp(axis, List.copyOf(sizes)), inputs.toArray(Tensor[]::new));
    }

    private static boolean sameBut(int axis, Shape a, Shape b) {
        if (a.rank() != b.rank()) {
            return false;
        }
        int[] sizes = b.sizes();
        sizes[axis] = a.size(axis);
        return a.equals(Shape.of(sizes));
    }

    /** Joins tensors of one shape along a new dimension. */
    public static Tensor stack(List<Tensor> tensors, int dim) {
        for (Tensor tensor : tensors) {
            if (!tensor.shape().equals(tensors.get(0).shape())) {
                throw new IllegalArgumentException(
                        "shape mismatch in stack: " + tensors.get(0).shape() + " and " + tensor.shape());
            }
        }
        int rank = tensors.isEmpty() ? 0 : tensors.get(0).rank();
        int axis = dim < 0 ? dim + rank + 1 : dim;
        return cat(tensors.stream().map(tensor -> unsqueeze(tensor, axis)).toList(), axis);
    }

    /**
     * Surrounds with a constant; {@code padding} gives before and after of the last dimension, then of the one before it, and so
     * on. Negative padding cuts off.
     */
    public static Tensor pad(Tensor x, int[] padding, Number value) {
        if (padding.length % 2 != 0 || padding.length > 2 * x.rank()) {
            throw new IllegalArgumentException("pad of shape " + x.shape() + " wants up to " + x.rank() + " pairs, got "
                    + Arrays.toString(padding));
        }
        Integer[] before = new Integer[x.rank()];
        Integer[] after = new Integer[x.rank()];
        Arrays.fill(before, 0);
        Arrays.fill(after, 0);
        Tensor inner = x;
        for (int i = 0; i < padding.length / 2; i++) {
            int axis = x.rank() - 1 - i;
            int front = padding[2 * i];
            int back = padding[2 * i + 1];
            if (front < 0 || back < 0) {
                int start = Math.max(0, -front);
                inner = narrow(inner, axis, start, x.size(axis) - start - Math.max(0, -back));
            }
            before[axis] = Math.max(0, front);
            after[axis] = Math.max(0, back);
        }
        return Dispatch.applyOne(new PadOp(inner.shape(), List.of(before), List.of(after), value), inner);
    }

    /**
     * Shows the storage of a tensor with other sizes and strides, from an offset on: a view, whose indices may share elements.
     *
     * @param offset index in the storage, not in the tensor
     * @throws IllegalArgumentException if sizes and strides do not match, are negative, or reach beyond the storage
     */
    public static Tensor asStrided(Tensor x, int[] sizes, int[] strides, int offset) {
        if (sizes.length != strides.length) {
            throw new IllegalArgumentException("mismatch in length of strides and shape in as_strided: size "
                    + Arrays.toString(sizes) + ", stride " + Arrays.toString(strides));
        }
        if (Arrays.stream(strides).anyMatch(stride -> stride < 0)) {
            throw new IllegalArgumentException(
                    "as_strided: negative strides are not supported, got " + Arrays.toString(strides));
        }
        Layout output = new Layout(Shape.of(sizes), strides, offset);
        long end = offset;
        for (int i = 0; i < sizes.length; i++) {
            end += (sizes[i] - 1L) * strides[i];
        }
        if (offset < 0 || output.shape().numel() > 0 && end >= x.storage().size()) {
            throw new IllegalArgumentException("as_strided: size " + output.shape() + ", stride "
                    + Arrays.toString(strides) + " and storage offset " + offset + " are out of bounds for storage of "
                    + x.storage().size() + " elements, of a tensor of shape " + x.shape());
        }
        return Dispatch.applyOne(new AsStridedOp(x.layout(), output), x);
    }

    /** Shows the storage of a tensor with other sizes and strides, from the tensor's own first element on. */
    public static Tensor asStrided(Tensor x, int[] sizes, int... strides) {
        return asStrided(x, sizes, strides, x.offset());
    }

    /** Copies into row-major order without gaps; the same tensor if it is so already. */
    public static Tensor contiguous(Tensor x) {
        return x.isContiguous() ? x : copy(x);
    }

    /** Copies. */
    public static Tensor copy(Tensor x) {
        return Dispatch.applyOne(new CastOp(x.dtype(), x.dtype()), x);
    }

    /** Shows the same elements as a constant: a view through which no gradient flows. */
    public static Tensor detach(Tensor x) {
        return Dispatch.applyOne(new StopGradientOp(), x);
    }
}
