package io.github.gradlock.engine.tensor;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a subscript: what stands between two commas in Python's {@code x[1, ..., ::2, None, mask]}.
 *
 * <p>{@code x.get(Index.at(1), Index.ellipsis(), Index.slice(null, null, 2), Index.newAxis(), Index.of(mask))} reads the same.
 */
public sealed interface Index {
    /** Keeps one index of a dimension and drops the dimension; a negative one counts from the end. */
    static Index at(int index) {
        return new At(index);
    }

    /** Keeps a whole dimension, as {@code :} does. */
    static Index all() {
        return Slice.ALL;
    }

    /** Keeps the indices from {@code start} on, before {@code stop}; negative ones count from the end. */
    static Index slice(int start, int stop) {
        return new Slice(start, stop, 1);
    }

    /**
     * Keeps every {@code step}-th index from {@code start} on, before {@code stop}, as Python's {@code start:stop:step} does: null
     * leaves an end open, and ends beyond the dimension are moved to it.
     *
     * @throws IllegalArgumentException if {@code step} is not positive
     */
    static Index slice(@Nullable Integer start, @Nullable Integer stop, int step) {
        return new Slice(start, stop, step);
    }

    /** Stands for as many whole dimensions as the other entries leave over; there can be only one. */
    static Index ellipsis() {
        return Ellipsis.ONE;
    }

    /** Inserts a dimension of size 1, as {@code None} does. */
    static Index newAxis() {
        return NewAxis.ONE;
    }

    /**
     * Picks elements: an int64 tensor holds indices along one dimension, negative ones counting from the end; a bool tensor holds
     * a mask over as many dimensions as it has.
     *
     * @throws IllegalArgumentException if the tensor is of another dtype
     */
    static Index of(Tensor elements) {
        return new Elements(elements);
    }

    /** Picks elements by their indices along one dimension; negative ones count from the end. */
    static Index of(long... indices) {
        return new Elements(Tensors.of(indices, Device.CPU));
    }

    /**
     * One index of a dimension, which is dropped.
     *
     * @param index counted from the end if negative
     */
    record At(int index) implements Index {}

    /**
     * A range of a dimension.
     *
     * @param start first index, or null
     * @param stop index after the last, or null
     * @param step from one index to the next
     */
    record Slice(@Nullable Integer start, @Nullable Integer stop, int step) implements Index {
        private static final Slice ALL = new Slice(null, null, 1);

        /** Checks the step. */
        public Slice {
            if (step <= 0) {
                throw new IllegalArgumentException("slice step must be positive, got " + step);
            }
        }

        /** Returns whether the whole dimension is kept. */
        public boolean isAll() {
            return equals(ALL);
        }

        /** Returns the first index, 0 where it is open. */
        public int first() {
            return Objects.requireNonNullElse(start, 0);
        }

        /** Returns the index after the last, the greatest there is where it is open. */
        public int end() {
            return Objects.requireNonNullElse(stop, Integer.MAX_VALUE);
        }
    }

    /** As many whole dimensions as are left over. */
    record Ellipsis() implements Index {
        private static final Ellipsis ONE = new Ellipsis();
    }

    /** A new dimension of size 1. */
    record NewAxis() implements Index {
        private static final NewAxis ONE = new NewAxis();
    }

    /**
     * Elements by index or by mask.
     *
     * @param tensor int64 or bool
     */
    record Elements(Tensor tensor) implements Index {
        /** Checks the dtype. */
        public Elements {
            if (tensor.dtype().isFloating()) {
                throw new IllegalArgumentException(
                        "tensors used as indices must be int64 or bool, got " + tensor.dtype() + " " + tensor.shape());
            }
        }

        /** Returns how many dimensions of the tensor that is read it stands for. */
        public int consumed() {
            return tensor.dtype() == DType.BOOL ? tensor.rank() : 1;
        }
    }
}
