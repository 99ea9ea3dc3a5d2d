package io.github.gradlock.engine.tensor;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the elements of a tensor lie in its storage: a shape, a stride for each dimension and the index of the first element.
 *
 * <p>Every method computes the layout of a view; no data is read or moved. Dimensions may be negative and then count from the
 * end. A stride may be zero (broadcast) or negative (flipped).
 */
public final class Layout {
    private final Shape shape;
    private final int[] strides;
    private final int offset;

    /** Combines shape, strides (one a dimension, in elements) and offset. */
    public Layout(Shape shape, int[] strides, int offset) {
        this(shape, offset, strides.clone());
    }

    /** Takes strides, and does not copy them. */
    private Layout(Shape shape, int offset, int... strides) {
        if (strides.length != shape.rank()) {
            throw new IllegalArgumentException(strides.length + " strides given for shape " + shape);
        }
        this.shape = shape;
        this.strides = strides;
        this.offset = offset;
    }

    /** Combines shape, strides that nobody changes, and offset. */
    static Layout sharing(Shape shape, int[] strides, int offset) {
        return new Layout(shape, offset, strides);
    }

    /** Returns the strides themselves, which are not to be changed. */
    int[] sharedStrides() {
        return strides;
    }

    /** Returns the shape. */
    public Shape shape() {
        return shape;
    }

    /** Returns the strides in elements, as a copy. */
    public int[] strides() {
        return strides.clone();
    }

    /** Returns the index of the first element in the storage. */
    public int offset() {
        return offset;
    }

    /**
     * Stretches dimensions of size 1, and adds dimensions in front, by strides of zero.
     *
     * @throws IllegalArgumentException if a size that is not 1 would change
     */
    public Layout expand(Shape target) {
        int added = target.rank() - shape.rank();
        int[] result = new int[target.rank()];
        for (int i = 0; i < target.rank(); i++) {
            int size = i < added ? 1 : shape.size(i - added);
            if (added < 0 || size != target.size(i) && size != 1) {
                throw cannotExpand(target);
            }
            result[i] = i < added || size != target.size(i) ? 0 : strides[i - added];
        }
        if (added < 0) {
            throw cannotExpand(target);
        }
        return new Layout(target, offset, result);
    }

    private IllegalArgumentException cannotExpand(Shape target) {
        return new IllegalArgumentException("shape mismatch in expand: " + shape + " cannot be expanded to " + target);
    }

    /** Orders the dimensions as {@code dims} says: dimension i of the result is dimension {@code dims[i]} of this. */
    public Layout permute(int... dims) {
        int rank = shape.rank();
        if (dims.length != rank) {
            throw new IllegalArgumentException(
                    "permute of shape " + shape + " wants " + rank + " dimensions, got " + Arrays.toString(dims));
        }
        int[] sizes = new int[rank];
        int[] result = new int[rank];
        boolean[] seen = new boolean[rank];
        for (int i = 0; i < rank; i++) {
            int axis = shape.axis(dims[i]);
            if (seen[axis]) {
                throw new IllegalArgumentException("repeated dimension in permute: " + Arrays.toString(dims));
            }
            seen[axis] = true;
            sizes[i] = shape.size(axis);
            result[i] = strides[axis];
        }
        return new Layout(Shape.adopt(sizes), offset, result);
    }

    /** Swaps two dimensions; a zero-dimensional layout stays as it is. */
    public Layout transpose(int dim0, int dim1) {
        int a = shape.axis(dim0);
        int b = shape.axis(dim1);
        if (a == b) {
            return this;
        }
        int[] dims = new int[shape.rank()];
        Arrays.setAll(dims, i -> i == a ? b : i == b ? a : i);
        return permute(dims);
    }

    /** Keeps the indices {@code start} to {@code start + length - 1} of a dimension. */
    public Layout narrow(int dim, int start, int length) {
        int axis = sizedAxis("narrow", dim);
        int size = shape.size(axis);
        if (start < 0 || length < 0 || start > size - length) {
            throw new IndexOutOfBoundsException("narrow: start " + start + " and length " + length
                    + " exceed dimension " + axis + " of shape " + shape);
        }
        return slice(axis, start, length, 1);
    }

    /** Keeps the indices {@code start, start + step, …} below {@code end} of a dimension; {@code step} is positive. */
    public Layout slice(int dim, int start, int end, int step, boolean clamp) {
        int axis = sizedAxis("slice", dim);
        int size = shape.size(axis);
        if (step <= 0) {
            throw new IllegalArgumentException("slice step must be positive, got " + step);
        }
        int from = clamp ? Math.max(0, Math.min(start, size)) : start;
        int to = clamp ? Math.max(from, Math.min(end, size)) : end;
        if (from < 0 || to < from || to > size) {
            throw new IndexOutOfBoundsException(
                    "slice " + start + " to " + end + " exceeds dimension " + axis + " of shape " + shape);
        }
        return slice(axis, from, (int) ((to - from + (long) step - 1) / step), step);
    }

    private Layout slice(int axis, int start, int length, int step) {
        int[] sizes = shape.sizes();
        int[] result = strides.clone();
        sizes[axis] = length;
        result[axis] = Math.multiplyExact(strides[axis], length > 1 ? step : 1);
        return new Layout(Shape.adopt(sizes), offset + (length == 0 ? 0 : start * strides[axis]), result);
    }

    /** Keeps one index of a dimension and drops the dimension; a negative index counts from the end. */
    public Layout select(int dim, int index) {
        int axis = sizedAxis("select", dim);
        int size = shape.size(axis);
        if (index < -size || index >= size) {
            throw new IndexOutOfBoundsException(
                    "select: index " + index + " is out of range for dimension " + axis + " of shape " + shape);
        }
        int at = index < 0 ? index + size : index;
        return new Layout(
                Shape.adopt(without(shape.sizes(), axis)), offset + at * strides[axis], without(strides, axis));
    }

    /** Inserts a dimension of size 1 before {@code dim}, which may be the rank itself. */
    public Layout unsqueeze(int dim) {
        int rank = shape.rank();
        if (dim < -rank - 1 || dim > rank) {
            throw new IndexOutOfBoundsException("dimension out of range: expected " + (-rank - 1) + " to " + rank
                    + " for unsqueeze of shape " + shape + ", got " + dim);
        }
        int axis = dim < 0 ? dim + rank + 1 : dim;
        return insert(axis, 1, axis < rank ? strides[axis] * shape.size(axis) : 1);
    }

    /** Drops a dimension if its size is 1, and else changes nothing, as PyTorch does. */
    public Layout squeeze(int dim) {
        int axis = shape.axis(dim);
        if (shape.rank() == 0 || shape.size(axis) != 1) {
            return this;
        }
        return new Layout(Shape.adopt(without(shape.sizes(), axis)), offset, without(strides, axis));
    }

    /** Reverses dimensions, by negative strides. */
    public Layout flip(int... dims) {
        int[] result = strides.clone();
        int first = offset;
        boolean[] seen = new boolean[shape.rank()];
        for (int dim : dims) {
            int axis = sizedAxis("flip", dim);
            if (seen[axis]) {
                throw new IllegalArgumentException("repeated dimension in flip: " + Arrays.toString(dims));
            }
            seen[axis] = true;
            first += Math.max(shape.size(axis) - 1, 0) * strides[axis];
            result[axis] = -result[axis];
        }
        return new Layout(shape, first, result);
    }

    /** Merges two dimensions into one that walks along their diagonal, put last. */
    public Layout diagonal(int shift, int dim0, int dim1) {
        int a = sizedAxis("diagonal", dim0);
        int b = sizedAxis("diagonal", dim1);
        if (a == b) {
            throw new IllegalArgumentException("diagonal wants two different dimensions, got " + dim0 + " twice");
        }
        int rows = shape.size(a) + Math.min(shift, 0);
        int columns = shape.size(b) - Math.max(shift, 0);
        int length = Math.max(Math.min(rows, columns), 0);
        int first = length == 0 ? 0 : shift >= 0 ? shift * strides[b] : -shift * strides[a];
        int high = Math.max(a, b);
        int low = Math.min(a, b);
        Layout rest = new Layout(
                Shape.adopt(without(without(shape.sizes(), high), low)),
                offset + first,
                without(without(strides, high), low));
        return rest.insert(rest.shape.rank(), length, strides[a] + strides[b]);
    }

    /**
     * Replaces a dimension by its windows, and adds a last dimension that walks inside a window: element {@code [w, i]} is at
     * {@code w * step + i * dilation}. Windows may overlap, so the result must not be written to.
     */
    public Layout unfold(int dim, int size, int step, int dilation) {
        int axis = sizedAxis("unfold", dim);
        int reach = size == 0 ? 0 : (size - 1) * dilation + 1;
        if (size < 0 || step < 1 || dilation < 1 || reach > shape.size(axis)) {
            throw new IllegalArgumentException("unfold: a window of " + size + " with step " + step + " and dilation "
                    + dilation + " does not fit dimension " + axis + " of shape " + shape);
        }
        int windows = (shape.size(axis) - reach) / step + 1;
        return slice(axis, 0, windows, step).insert(shape.rank(), size, strides[axis] * dilation);
    }

    /** Returns the layout of the same elements, in row-major order, in another shape; null if they have to be copied. */
    public @Nullable Layout view(Shape target) {
        if (target.numel() != shape.numel()) {
            throw new IllegalArgumentException("shape mismatch in view: " + target + " has " + target.numel()
                    + " elements, " + shape + " has " + shape.numel());
        }
        if (target.numel() == 0) {
            return new Layout(target, offset, target.contiguousStrides());
        }
        int[] result = new int[target.rank()];
        int to = target.rank() - 1;
        int from = shape.rank() - 1;
        while (from >= 0) {
            int step = strides[from];
            int run = shape.size(from);
            // A run is the longest group of dimensions that is walked with one stride.
            while (from > 0 && (shape.size(from - 1) == 1 || run == 1 || strides[from - 1] == run * step)) {
                from--;
                step = run == 1 ? strides[from] : step;
                run *= shape.size(from);
            }
            from--;
            int filled = 1;
            while (to >= 0 && (filled < run || target.size(to) == 1)) {
                result[to] = step * filled;
                filled *= target.size(to);
                to--;
            }
            if (filled != run) {
                return null;
            }
        }
        for (; to >= 0; to--) {
            result[to] = 1;
        }
        return new Layout(target, offset, result);
    }

    private Layout insert(int axis, int size, int stride) {
        int[] sizes = new int[shape.rank() + 1];
        int[] result = new int[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = i == axis ? size : shape.size(i < axis ? i : i - 1);
            result[i] = i == axis ? stride : strides[i < axis ? i : i - 1];
        }
        return new Layout(Shape.adopt(sizes), offset, result);
    }

    private int sizedAxis(String op, int dim) {
        if (shape.rank() == 0) {
            throw new IllegalArgumentException(op + " cannot be applied to a zero-dimensional tensor");
        }
        return shape.axis(dim);
    }

    private static int[] without(int[] values, int at) {
        int[] result = new int[values.length - 1];
        System.arraycopy(values, 0, result, 0, at);
        System.arraycopy(values, at + 1, result, at, result.length - at);
        return result;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Layout layout
                && offset == layout.offset
                && shape.equals(layout.shape)
                && Arrays.equals(strides, layout.strides);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * shape.hashCode() + Arrays.hashCode(strides)) + offset;
    }

    @Override
    public String toString() {
        return shape + " strides " + Arrays.toString(strides) + " offset " + offset;
    }
}
