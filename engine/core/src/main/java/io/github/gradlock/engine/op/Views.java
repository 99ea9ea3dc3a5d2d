package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Layout;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Other shapes, orders of dimensions and parts of a tensor: views where PyTorch makes views, so that a change in place shows on both
 * sides.
 */
public final class Views {
    private Views() {}

    /** Stretches dimensions of size 1, and adds dimensions in front; -1 keeps a size. The result is a view. */
    public static Tensor expand(Tensor x, int... sizes) {
        int[] target = sizes.clone();
        for (int i = 0; i < target.length; i++) {
            int axis = i - (target.length - x.rank());
            if (target[i] == -1 && axis < 0) {
                throw new IllegalArgumentException("shape mismatch in expand: size -1 in leading dimension " + i
                        + ", which does not exist in " + x.shape());
            }
            target[i] = target[i] == -1 ? x.size(axis) : target[i];
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

    /** Gives another shape of as many elements, in row-major order: a view where strides allow it, else a copy. */
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

    /** Splits a dimension into several, of which at most one has size -1 and is inferred: the inverse of {@link #flatten}. */
    public static Tensor unflatten(Tensor x, int dim, int... sizes) {
        int axis = sizedAxis("unflatten", x, dim);
        if (sizes.length == 0) {
            throw new IllegalArgumentException("unflatten: sizes must not be empty");
        }
        Shape part = inferred("unflatten", Shape.of(x.size(axis)), sizes);
        if (part.numel() != x.size(axis)) {
            throw new IllegalArgumentException("shape mismatch in unflatten: sizes " + Arrays.toString(sizes)
                    + " do not multiply up to the size of dimension " + axis + " of " + x.shape());
        }
        int[] whole = x.shape().sizes();
        int[] result = Arrays.copyOf(whole, whole.length + part.rank() - 1);
        System.arraycopy(part.sizes(), 0, result, axis, part.rank());
        System.arraycopy(whole, axis + 1, result, axis + part.rank(), whole.length - axis - 1);
        return reshape(x, Shape.of(result));
    }

    /** Orders the dimensions as {@code dims} says, as a view. */
    public static Tensor permute(Tensor x, int... dims) {
        List<Integer> order = new ArrayList<>();
        for (int dim : dims) {
            order.add(x.shape().axis(dim));
        }
        return Dispatch.applyOne(new PermuteOp(List.copyOf(order)), x);
    }

    /** Swaps two dimensions, as a view; negative ones count from the end. */
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

    /** Swaps the two dimensions of a matrix, as a view; a vector or a zero-dimensional tensor stays as it is. */
    public static Tensor t(Tensor x) {
        if (x.rank() > 2) {
            throw new IllegalArgumentException("t expected a tensor of at most 2 dimensions, got " + x.shape());
        }
        return x.rank() < 2 ? x : transpose(x, 0, 1);
    }

    /** Moves dimension {@code source[i]} to {@code destination[i]}, as a view; the others keep their order. */
    public static Tensor movedim(Tensor x, int[] source, int... destination) {
        if (source.length != destination.length) {
            throw new IllegalArgumentException("movedim: source " + Arrays.toString(source) + " and destination "
                    + Arrays.toString(destination) + " should have the same number of elements");
        }
        if (x.rank() == 0 || source.length == 0) {
            return x;
        }
        List<Integer> rest = new ArrayList<>();
        for (int axis = 0; axis < x.rank(); axis++) {
            rest.add(axis);
        }
        rest.removeAll(Axes.of("movedim", x.shape(), source).axes());
        Axes.of("movedim", x.shape(), destination);
        int[] order = new int[x.rank()];
        Arrays.fill(order, -1);
        for (int i = 0; i < source.length; i++) {
            order[x.shape().axis(destination[i])] = x.shape().axis(source[i]);
        }
        for (int i = 0, next = 0; i < order.length; i++) {
            order[i] = order[i] < 0 ? rest.get(next++) : order[i];
        }
        return permute(x, order);
    }

    /** Drops those of the given dimensions whose size is 1; without any, none is dropped. */
    public static Tensor squeeze(Tensor x, int... dims) {
        if (dims.length == 0) {
            return x;
        }
        List<Integer> axes = Axes.of("squeeze", x.shape(), dims).axes();
        List<Integer> sizes = new ArrayList<>();
        for (int axis = 0; axis < x.rank(); axis++) {
            if (x.size(axis) != 1 || !axes.contains(axis)) {
                sizes.add(x.size(axis));
            }
        }
        return reshape(x, Shape.of(Axes.ints(sizes)));
    }

    /** Drops all dimensions of size 1, as a view. */
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

    /**
     * Lays a vector along one dimension of {@code rank}, the others of size 1, so that it broadcasts along the others. One element
     * fits a rank of zero too.
     */
    public static Tensor along(Tensor vector, int rank, int dim) {
        int[] sizes = new int[rank];
        Arrays.fill(sizes, 1);
        if (rank > 0) {
            sizes[Shape.of(sizes).axis(dim)] = vector.numel();
        }
        return reshape(vector, Shape.of(sizes));
    }

    /**
     * Keeps {@code length} indices of a dimension from {@code start} on, as a view; a negative start counts from the end.
     *
     * @throws IndexOutOfBoundsException if they exceed the dimension
     */
    public static Tensor narrow(Tensor x, int dim, int start, int length) {
        int axis = sizedAxis("narrow", x, dim);
        int size = x.size(axis);
        int from = start < 0 ? start + size : start;
        if (from < 0 || length < 0 || from > size - length) {
            throw new IndexOutOfBoundsException("narrow: start " + start + " and length " + length
                    + " exceed dimension " + axis + " of shape " + x.shape());
        }
        return Dispatch.applyOne(new SliceOp(x.shape(), axis, from, from + length, 1), x);
    }

    /** Keeps the indices {@code start, start + step, …} before {@code end} of a dimension, as a view; both ends as in Python. */
    public static Tensor slice(Tensor x, int dim, int start, int end, int step) {
        int axis = sizedAxis("slice", x, dim);
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

    private static int sizedAxis(String op, Tensor x, int dim) {
        if (x.rank() == 0) {
            throw new IllegalArgumentException(op + " cannot be applied to a zero-dimensional tensor");
        }
        return x.shape().axis(dim);
    }

    /**
     * Shows the windows of {@code size} elements along a dimension, one every {@code step}, as a view: they are counted by the
     * dimension, and a new last dimension walks inside a window. Windows may share elements.
     */
    public static Tensor unfold(Tensor x, int dim, int size, int step) {
        int axis = x.shape().axis(dim);
        int length = x.rank() == 0 ? 1 : x.size(axis);
        if (size < 0 || size > length || step <= 0) {
            throw new IllegalArgumentException("unfold: size " + size + " must be at most " + length + " and step "
                    + step + " positive, for dimension " + axis + " of shape " + x.shape());
        }
        if (x.rank() == 0) {
            return narrow(reshape(x, 1), 0, 0, size);
        }
        return Dispatch.applyOne(new UnfoldOp(x.shape(), axis, size, step), x);
    }

    /** Reverses the order along dimensions; a copy, since strides are never negative. */
    public static Tensor flip(Tensor x, int... dims) {
        return dims.length == 0
                ? copy(x)
                : Dispatch.applyOne(new FlipOp(Axes.of("flip", x.shape(), dims).axes()), x);
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

    /** Copies into row-major order, into a storage of its own: PyTorch's {@code clone}. */
    public static Tensor copy(Tensor x) {
        return Dispatch.applyOne(new CastOp(x.dtype(), x.dtype()), x);
    }

    /** Shows the same elements as a constant: a view through which no gradient flows. */
    public static Tensor detach(Tensor x) {
        return Dispatch.applyOne(new StopGradientOp(), x);
    }
}
