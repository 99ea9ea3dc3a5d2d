package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** One tensor cut into several along a dimension; the pieces are views. */
public final class Splits {
    private Splits() {}

    /** Cuts into pieces of one size; the last may be smaller. */
    public static List<Tensor> split(Tensor x, int size, int dim) {
        int axis = axis("split", x, dim);
        int length = x.size(axis);
        if (size < 0 || size == 0 && length > 0) {
            throw new IllegalArgumentException(
                    "split: size " + size + " must be positive for dimension " + axis + " of shape " + x.shape());
        }
        List<Integer> sizes = new ArrayList<>();
        for (int at = 0; at < length; at += size) {
            sizes.add(Math.min(size, length - at));
        }
        return pieces(x, axis, sizes.isEmpty() ? List.of(0) : sizes);
    }

    /**
     * Cuts into pieces of the given sizes.
     *
     * @throws IllegalArgumentException if one is negative, or they do not add up to the dimension
     */
    public static List<Tensor> splitWithSizes(Tensor x, int[] sizes, int dim) {
        int axis = axis("split_with_sizes", x, dim);
        if (Arrays.stream(sizes).anyMatch(size -> size < 0)
                || Arrays.stream(sizes).sum() != x.size(axis)) {
            throw new IllegalArgumentException("split_with_sizes: sizes " + Arrays.toString(sizes)
                    + " must not be negative and must add up to dimension " + axis + " of shape " + x.shape());
        }
        return pieces(x, axis, Arrays.stream(sizes).boxed().toList());
    }

    /** Cuts into at most {@code count} pieces, of equal size but for the last. */
    public static List<Tensor> chunk(Tensor x, int count, int dim) {
        int axis = axis("chunk", x, dim);
        if (count < 1) {
            throw new IllegalArgumentException("chunk expected a positive number of chunks, got " + count);
        }
        int size = (x.size(axis) + count - 1) / count;
        return size == 0 ? pieces(x, axis, Collections.nCopies(count, 0)) : split(x, size, axis);
    }

    /** Cuts into {@code sections} pieces, of which the first are longer by one if they cannot be equal. */
    public static List<Tensor> tensorSplit(Tensor x, int sections, int dim) {
        int axis = axis("tensor_split", x, dim);
        if (sections < 1) {
            throw new IllegalArgumentException("tensor_split expected a positive number of sections, got " + sections);
        }
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < sections; i++) {
            sizes.add(x.size(axis) / sections + (i < x.size(axis) % sections ? 1 : 0));
        }
        return pieces(x, axis, sizes);
    }

    /** Cuts before each of the given indices, which are those of Python's slices: {@code x[:i], x[i:j], …, x[k:]}. */
    public static List<Tensor> tensorSplit(Tensor x, int[] indices, int dim) {
        int axis = axis("tensor_split", x, dim);
        List<Tensor> pieces = new ArrayList<>();
        int start = 0;
        for (int index : indices) {
            pieces.add(Views.slice(x, axis, start, index, 1));
            start = index;
        }
        pieces.add(Views.slice(x, axis, start, Integer.MAX_VALUE, 1));
        return List.copyOf(pieces);
    }

    /** Cuts a dimension of size n into n slices, as views, and drops it. */
    public static List<Tensor> unbind(Tensor x, int dim) {
        int axis = axis("unbind", x, dim);
        Shape shape = Axes.of("unbind", x.shape(), axis).dropped();
        return pieces(x, axis, Collections.nCopies(x.size(axis), 1)).stream()
                .map(piece -> Views.reshape(piece, shape))
                .toList();
    }

    private static List<Tensor> pieces(Tensor x, int axis, List<Integer> sizes) {
        return sizes.isEmpty() ? List.of() : List.of(Dispatch.apply(new SplitOp(axis, List.copyOf(sizes)), x));
    }

    private static int axis(String op, Tensor x, int dim) {
        if (x.rank() == 0) {
            throw new IllegalArgumentException(op + " expected at least one dimension, got a zero-dimensional tensor");
        }
        return x.shape().axis(dim);
    }
}
