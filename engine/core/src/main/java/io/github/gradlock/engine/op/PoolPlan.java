package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.List;
import java.util.function.ToIntBiFunction;

/**
 * Which elements of an image each window of a pooling takes, as indices into the flattened image.
 *
 * @param axes the windows along each spatial dimension
 */
record PoolPlan(List<PoolAxis> axes) {
    PoolPlan {
        axes = List.copyOf(axes);
    }

    /** Returns the shape of {@code [n, c, *count]} for an input {@code [n, c, *image]}. */
    Shape output(Shape input) {
        int[] sizes = input.sizes();
        for (int dim = 0; dim < axes.size(); dim++) {
            sizes[2 + dim] = axes.get(dim).count();
        }
        return Shape.of(sizes);
    }

    /** Returns the number of windows. */
    int windows() {
        return axes.stream().mapToInt(PoolAxis::count).reduce(1, Math::multiplyExact);
    }

    /** Returns the number of elements of an image. */
    int plane() {
        return axes.stream().mapToInt(PoolAxis::size).reduce(1, Math::multiplyExact);
    }

    /** Returns the number of places in the greatest window. */
    int places() {
        return axes.stream().mapToInt(PoolAxis::longest).reduce(1, Math::multiplyExact);
    }

    /** Returns whether the windows of an adaptive pooling are of one size and do not overlap. */
    boolean isEven() {
        return axes.stream().allMatch(axis -> axis.count() > 0 && axis.size() % axis.count() == 0);
    }

    /**
     * Returns the index of each place of each window, {@code [places, windows]}. A window that is shorter along a dimension gives its last element
     * there once more.
     */
    Tensor repeating() {
        long[] all = new long[Math.multiplyExact(windows(), places())];
        for (int place = 0; place < places(); place++) {
            System.arraycopy(indices(place, false), 0, all, place * windows(), windows());
        }
        return Tensors.of(all, places(), windows());
    }

    /** Returns the indices of all places, window by window; where a window has no such place, that is the size of the image. */
    Tensor all() {
        int places = places();
        long[] all = new long[Math.multiplyExact(windows(), places)];
        for (int place = 0; place < places; place++) {
            long[] each = indices(place, true);
            for (int window = 0; window < each.length; window++) {
                all[window * places + place] = each[window];
            }
        }
        return Tensors.of(all, all.length);
    }

    /** Returns how many elements each window has, by the length along each dimension that a function gives. */
    double[] lengths(ToIntBiFunction<PoolAxis, Integer> along) {
        double[] lengths = {1};
        for (PoolAxis axis : axes) {
            double[] inner = new double[lengths.length * axis.count()];
            for (int i = 0; i < inner.length; i++) {
                inner[i] = lengths[i / axis.count()] * along.applyAsInt(axis, i % axis.count());
            }
            lengths = inner;
        }
        return lengths;
    }

    private long[] indices(int place, boolean marking) {
        long[] indices = {0};
        int places = places();
        int rest = place;
        int outside = plane();
        for (PoolAxis axis : axes) {
            places /= axis.longest();
            int at = rest / places;
            rest %= places;
            long[] inner = new long[indices.length * axis.count()];
            for (int i = 0; i < inner.length; i++) {
                inner[i] = step(axis, indices[i / axis.count()], i % axis.count(), at, marking, outside);
            }
            indices = inner;
        }
        return indices;
    }

    private static long step(PoolAxis axis, long outer, int window, int at, boolean marking, int outside) {
        int last = axis.length(window) - 1;
        if (marking && (outer == outside || at > last)) {
            return outside;
        }
        return outer * axis.size() + axis.first(window) + (long) Math.min(at, last) * axis.step();
    }
}
