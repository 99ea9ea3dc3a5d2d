package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
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
     * Returns the index of each place of some windows, {@code [places, count]}. A window that is shorter along a dimension gives its last element
     * there once more.
     */
    Tensor repeating(Beside beside, int first, int count) {
        int places = places();
        long[] all = new long[places * count];
        for (int window = 0; window < count; window++) {
            for (int place = 0; place < places; place++) {
                all[place * count + window] = element(first + window, place, true);
            }
        }
        return beside.of(all, places, count);
    }

    /** Walks from the innermost dimension outwards; where there is no such place, the last one stands for it if they are repeated. */
    private long element(int window, int place, boolean repeats) {
        long element = 0;
        long apart = 1;
        int windowsLeft = window;
        int placesLeft = place;
        for (int dim = axes.size() - 1; dim >= 0; dim--) {
            PoolAxis axis = axes.get(dim);
            int at = windowsLeft % axis.count();
            int longest = axis.longest();
            int last = axis.length(at) - 1;
            if (!repeats && placesLeft % longest > last) {
                return plane();
            }
            int step = Math.min(placesLeft % longest, last);
            element += apart * (axis.first(at) + (long) step * axis.step());
            apart *= axis.size();
            windowsLeft /= axis.count();
            placesLeft /= longest;
        }
        return element;
    }

    /** Returns the indices of all places, window by window; where a window has no such place, that is the size of the image. */
    Tensor all(Beside beside) {
        int places = places();
        long[] all = new long[Math.multiplyExact(windows(), places)];
        for (int i = 0; i < all.length; i++) {
            all[i] = element(i / places, i % places, false);
        }
        return beside.of(all);
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
}
