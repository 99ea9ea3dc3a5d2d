package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tensors laid out several times. */
public final class Repeats {
    private Repeats() {}

    /** Lays a tensor out {@code times[i]} times along dimension i; more times than dimensions add dimensions in front. A copy. */
    public static Tensor repeat(Tensor x, int... times) {
        if (times.length < x.rank()) {
            throw new IllegalArgumentException("repeat: number of repeats " + Arrays.toString(times)
                    + " cannot be smaller than the number of dimensions of " + x.shape());
        }
        int[] apart = new int[2 * times.length];
        int[] stretched = new int[2 * times.length];
        int[] result = new int[times.length];
        for (int i = 0; i < times.length; i++) {
            int axis = i - (times.length - x.rank());
            int size = axis < 0 ? 1 : x.size(axis);
            apart[2 * i] = 1;
            apart[2 * i + 1] = size;
            stretched[2 * i] = times[i];
            stretched[2 * i + 1] = size;
            result[i] = times[i] * size;
        }
        Tensor copy = Views.copy(Views.expand(Views.reshape(x, Shape.of(apart)), Shape.of(stretched)));
        return Views.reshape(copy, Shape.of(result));
    }

    /** Lays a tensor out several times, as {@link #repeat}; fewer times than dimensions are those of the last dimensions. */
    public static Tensor tile(Tensor x, int... times) {
        int missing = Math.max(0, x.rank() - times.length);
        int[] all = new int[missing + times.length];
        Arrays.fill(all, 0, missing, 1);
        System.arraycopy(times, 0, all, missing, times.length);
        return repeat(x, all);
    }

    /** Repeats each element of a dimension, one right after the other; without a dimension, of all elements as a vector. */
    public static Tensor repeatInterleave(Tensor x, int times, @Nullable Integer dim) {
        if (times < 0) {
            throw new IllegalArgumentException("repeat_interleave: repeats must not be negative, got " + times);
        }
        Tensor from = dim == null || x.rank() == 0 ? Views.reshape(x, x.numel()) : x;
        int axis = from.shape().axis(dim == null ? 0 : dim);
        int[] stretched = new int[from.rank() + 1];
        int[] result = from.shape().sizes();
        for (int i = 0; i < stretched.length; i++) {
            stretched[i] = i == axis + 1 ? times : from.size(i > axis ? i - 1 : i);
        }
        result[axis] *= times;
        Tensor copy = Views.copy(Views.expand(Views.unsqueeze(from, axis + 1), Shape.of(stretched)));
        return Views.reshape(copy, Shape.of(result));
    }

    /**
     * Repeats element i of a dimension {@code times[i]} times; without a dimension, of all elements as a vector. One number of times
     * is that of all elements.
     *
     * @throws IllegalArgumentException if {@code times} is not an int64 vector as long as the dimension, or one is negative
     */
    public static Tensor repeatInterleave(Tensor x, Tensor times, @Nullable Integer dim) {
        if (times.dtype() != DType.INT64 || times.rank() > 1) {
            throw new IllegalArgumentException("repeat_interleave expected repeats to be an int64 vector, got "
                    + times.dtype() + " " + times.shape());
        }
        if (times.numel() == 1) {
            return repeatInterleave(x, (int) times.item(), dim);
        }
        Tensor from = dim == null || x.rank() == 0 ? Views.reshape(x, x.numel()) : x;
        int axis = from.shape().axis(dim == null ? 0 : dim);
        if (times.numel() != from.size(axis)) {
            throw new IllegalArgumentException("shape mismatch in repeat_interleave: repeats " + times.shape()
                    + " must have the size of dimension " + axis + " of " + from.shape());
        }
        return Positions.pick(from, axis, sources(times));
    }

    /** Returns for each element of the result where it comes from; this asks the device for the numbers of times. */
    private static Tensor sources(Tensor times) {
        long[] counts = times.toLongArray();
        List<Tensor> parts = new ArrayList<>();
        parts.add(Positions.counting(times, 0));
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] < 0) {
                throw new IllegalArgumentException(
                        "repeat_interleave: repeats must not be negative, got " + counts[i] + " at " + i);
            }
            parts.add(Arithmetic.constant(times, Shape.of(Math.toIntExact(counts[i])), i));
        }
        return Joins.cat(parts, 0);
    }

    /**
     * Stretches vectors over the grid that they span, each along a dimension of its own: views. Zero-dimensional tensors count as
     * vectors of one element.
     *
     * @param cartesian whether the first two dimensions are swapped, as {@code indexing="xy"} says; else "ij"
     */
    public static List<Tensor> meshgrid(List<Tensor> vectors, boolean cartesian) {
        if (vectors.isEmpty()) {
            throw new IllegalArgumentException("meshgrid expected at least one tensor");
        }
        boolean swaps = cartesian && vectors.size() > 1;
        List<Tensor> ordered = new ArrayList<>(vectors);
        if (swaps) {
            Collections.swap(ordered, 0, 1);
        }
        int[] sizes = new int[ordered.size()];
        for (int i = 0; i < sizes.length; i++) {
            Tensor vector = ordered.get(i);
            if (vector.rank() > 1 || vector.dtype() != ordered.get(0).dtype()) {
                throw new IllegalArgumentException("meshgrid expected vectors of one dtype, got " + vector.dtype() + " "
                        + vector.shape() + " beside " + ordered.get(0).dtype());
            }
            sizes[i] = vector.numel();
        }
        List<Tensor> grids = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            grids.add(Views.expand(Views.along(ordered.get(i), sizes.length, i), Shape.of(sizes)));
        }
        if (swaps) {
            Collections.swap(grids, 0, 1);
        }
        return List.copyOf(grids);
    }
}
