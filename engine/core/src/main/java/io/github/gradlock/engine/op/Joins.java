package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Promotion;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Several tensors joined to one; dtypes are promoted. */
public final class Joins {
    private Joins() {}

    /**
     * Joins tensors along a dimension, in which alone their shapes may differ; as in PyTorch, a tensor of shape {@code [0]} goes with
     * every shape.
     *
     * @throws IllegalArgumentException if there is no tensor, one is zero-dimensional, or shapes differ
     */
    public static Tensor cat(List<Tensor> tensors, int dim) {
        if (tensors.isEmpty()) {
            throw new IllegalArgumentException("cat expected at least one tensor");
        }
        DType dtype = Promotion.resultType(tensors.toArray(Tensor[]::new));
        Shape like = tensors.stream()
                .map(Tensor::shape)
                .filter(shape -> !isNothing(shape))
                .findFirst()
                .orElse(tensors.get(0).shape());
        if (like.rank() == 0) {
            throw new IllegalArgumentException("cat: zero-dimensional tensors cannot be joined; use stack");
        }
        int axis = like.axis(dim);
        List<Integer> sizes = new ArrayList<>();
        List<Tensor> inputs = new ArrayList<>();
        for (Tensor tensor : tensors) {
            Tensor part = isNothing(tensor.shape()) ? Views.reshape(tensor, resized(like, axis, 0)) : tensor;
            if (part.rank() != like.rank() || !like.equals(resized(part.shape(), axis, like.size(axis)))) {
                throw new IllegalArgumentException(
                        "shape mismatch in cat along dim " + axis + ": " + like + " and " + tensor.shape());
            }
            sizes.add(part.size(axis));
            inputs.add(Arithmetic.cast(part, dtype));
        }
        return Dispatch.applyOne(new CatOp(axis, List.copyOf(sizes)), inputs.toArray(Tensor[]::new));
    }

    private static boolean isNothing(Shape shape) {
        return shape.rank() == 1 && shape.numel() == 0;
    }

    private static Shape resized(Shape shape, int axis, int size) {
        int[] sizes = shape.sizes();
        sizes[axis] = size;
        return Shape.of(sizes);
    }

    /**
     * Joins tensors of one shape along a new dimension.
     *
     * @throws IllegalArgumentException if there is no tensor, or shapes differ
     */
    public static Tensor stack(List<Tensor> tensors, int dim) {
        if (tensors.isEmpty()) {
            throw new IllegalArgumentException("stack expected at least one tensor");
        }
        for (Tensor tensor : tensors) {
            if (!tensor.shape().equals(tensors.get(0).shape())) {
                throw new IllegalArgumentException(
                        "shape mismatch in stack: " + tensors.get(0).shape() + " and " + tensor.shape());
            }
        }
        int axis = dim < 0 ? dim + tensors.get(0).rank() + 1 : dim;
        return cat(each(tensors, tensor -> Views.unsqueeze(tensor, axis)), axis);
    }

    /** Joins side by side: vectors one after the other, other tensors along the second dimension. */
    public static Tensor hstack(List<Tensor> tensors) {
        List<Tensor> parts = each(tensors, Joins::atleast1d);
        return cat(parts, parts.isEmpty() || parts.get(0).rank() == 1 ? 0 : 1);
    }

    /** Joins one below the other, along the first dimension; a vector is a row. */
    public static Tensor vstack(List<Tensor> tensors) {
        return cat(each(tensors, Joins::atleast2d), 0);
    }

    /** Joins one behind the other, along the third dimension. */
    public static Tensor dstack(List<Tensor> tensors) {
        return cat(each(tensors, Joins::atleast3d), 2);
    }

    private static List<Tensor> each(List<Tensor> tensors, UnaryOperator<Tensor> function) {
        return tensors.stream().map(function).toList();
    }

    /** Shows a zero-dimensional tensor as {@code [1]}; others stay as they are. */
    public static Tensor atleast1d(Tensor x) {
        return x.rank() == 0 ? Views.reshape(x, 1) : x;
    }

    /** Shows a tensor of fewer than two dimensions as a row {@code [1, n]}. */
    public static Tensor atleast2d(Tensor x) {
        return x.rank() < 2 ? Views.reshape(x, 1, x.numel()) : x;
    }

    /** Shows a vector as {@code [1, n, 1]} and a matrix as {@code [m, n, 1]}. */
    public static Tensor atleast3d(Tensor x) {
        return x.rank() < 3 ? Views.unsqueeze(atleast2d(x), 2) : x;
    }

    /**
     * Puts matrices on the diagonal of a matrix of zeros, one after the other; a vector is a row.
     *
     * @throws IllegalArgumentException if there is no tensor, or one has more than two dimensions
     */
    public static Tensor blockDiag(List<Tensor> tensors) {
        int columns = 0;
        for (int i = 0; i < tensors.size(); i++) {
            if (tensors.get(i).rank() > 2) {
                throw new IllegalArgumentException("block_diag expected tensors of 2 or fewer dimensions, got "
                        + tensors.get(i).shape() + " at " + i);
            }
            columns += atleast2d(tensors.get(i)).size(1);
        }
        List<Tensor> rows = new ArrayList<>();
        int left = 0;
        for (Tensor tensor : tensors) {
            Tensor block = atleast2d(tensor);
            int right = columns - left - block.size(1);
            rows.add(Views.pad(block, new int[] {left, right}, 0));
            left += block.size(1);
        }
        return cat(rows, 0);
    }
}
