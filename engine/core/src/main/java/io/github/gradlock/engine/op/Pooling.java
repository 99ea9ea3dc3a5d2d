package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pooling over one, two and three spatial dimensions of {@code [n, c, *image]}, where the batch dimension n may be left out.
 * Max-pooling never takes what is padding, and pooling by norm knows no padding.
 *
 * <p>Everything throws {@link IllegalArgumentException} naming op and shapes, if an image is empty or smaller than a window, or if
 * the padding is more than half of a window.
 */
public final class Pooling {
    private Pooling() {}

    /**
     * What max-pooling gives.
     *
     * @param values the greatest elements
     * @param indices their int64 indices in the flattened image: the first of equal ones, the last of NaNs
     */
    public record Maxima(Tensor values, Tensor indices) {}

    /** Takes the greatest element of each window of {@code [n, c, l]}; the first of equal ones gets the derivative. */
    public static Tensor maxPool1d(Tensor input, Window window) {
        return maxPool1dWithIndices(input, window).values();
    }

    /** Does as {@link #maxPool1d}, and says where the greatest elements are. */
    public static Maxima maxPool1dWithIndices(Tensor input, Window window) {
        return maxPool(1, input, window);
    }

    /** Takes the greatest element of each window of {@code [n, c, h, w]}; the first of equal ones gets the derivative. */
    public static Tensor maxPool2d(Tensor input, Window window) {
        return maxPool2dWithIndices(input, window).values();
    }

    /** Does as {@link #maxPool2d}, and says where the greatest elements are. */
    public static Maxima maxPool2dWithIndices(Tensor input, Window window) {
        return maxPool(2, input, window);
    }

    /** Takes the greatest element of each window of {@code [n, c, d, h, w]}; the first of equal ones gets the derivative. */
    public static Tensor maxPool3d(Tensor input, Window window) {
        return maxPool3dWithIndices(input, window).values();
    }

    /** Does as {@link #maxPool3d}, and says where the greatest elements are. */
    public static Maxima maxPool3dWithIndices(Tensor input, Window window) {
        return maxPool(3, input, window);
    }

    /** Takes the mean of each window of {@code [n, c, l]}, zeros of the padding included. */
    public static Tensor avgPool1d(Tensor input, Window window) {
        return avgPool1d(input, window, true);
    }

    /**
     * Takes the mean of each window.
     *
     * @param countIncludePad whether the zeros of the padding count; what a window has beyond the padding never does
     */
    public static Tensor avgPool1d(Tensor input, Window window, boolean countIncludePad) {
        return avgPool(1, input, window, countIncludePad, null);
    }

    /** Takes the mean of each window of {@code [n, c, h, w]}, zeros of the padding included. */
    public static Tensor avgPool2d(Tensor input, Window window) {
        return avgPool2d(input, window, true, null);
    }

    /**
     * Takes the mean of each window.
     *
     * @param countIncludePad whether the zeros of the padding count; what a window has beyond the padding never does
     * @param divisor divides the sums instead of the counts, where given; not 0
     */
    public static Tensor avgPool2d(Tensor input, Window window, boolean countIncludePad, @Nullable Integer divisor) {
        return avgPool(2, input, window, countIncludePad, divisor);
    }

    /** Takes the mean of each window of {@code [n, c, d, h, w]}, zeros of the padding included. */
    public static Tensor avgPool3d(Tensor input, Window window) {
        return avgPool3d(input, window, true, null);
    }

    /**
     * Takes the mean of each window.
     *
     * @param countIncludePad whether the zeros of the padding count; what a window has beyond the padding never does
     * @param divisor divides the sums instead of the counts, where given; not 0
     */
    public static Tensor avgPool3d(Tensor input, Window window, boolean countIncludePad, @Nullable Integer divisor) {
        return avgPool(3, input, window, countIncludePad, divisor);
    }

    /** Takes {@code (Σ x^p)^(1/p)} over each window of {@code [n, c, l]}. */
    public static Tensor lpPool1d(Tensor input, double p, Window window) {
        return lpPool(1, input, p, window);
    }

    /** Takes {@code (Σ x^p)^(1/p)} over each window of {@code [n, c, h, w]}. */
    public static Tensor lpPool2d(Tensor input, double p, Window window) {
        return lpPool(2, input, p, window);
    }

    /** Takes {@code (Σ x^p)^(1/p)} over each window of {@code [n, c, d, h, w]}. */
    public static Tensor lpPool3d(Tensor input, double p, Window window) {
        return lpPool(3, input, p, window);
    }

    private static Maxima maxPool(int dims, Tensor input, Window any) {
        String op = "max_pool" + dims + "d";
        if (input.rank() == dims + 1) {
            return withoutBatch(maxPool(dims, Views.unsqueeze(input, 0), any));
        }
        return greatest(op, input, new PoolPlan(axes(grid(op, dims, input, any))));
    }

    /** Takes the greatest elements by a plan. */
    static Maxima greatest(String op, Tensor input, PoolPlan plan) {
        Tensor[] outputs = Dispatch.apply(new MaxPoolOp(op, input.shape(), plan), input);
        return new Maxima(outputs[0], outputs[1]);
    }

    static Maxima withoutBatch(Maxima batch) {
        return new Maxima(Views.squeeze(batch.values(), 0), Views.squeeze(batch.indices(), 0));
    }

    private static List<PoolAxis> axes(WindowGrid grid) {
        List<PoolAxis> axes = new ArrayList<>();
        for (int dim = 0; dim < grid.dims(); dim++) {
            axes.add(PoolAxis.Sliding.of(grid, dim));
        }
        return axes;
    }

    private static WindowGrid grid(String op, int dims, Tensor input, Window any) {
        Windows.checkImages(op, input, dims);
        Window window = any.spread(op, dims);
        for (int dim = 0; dim < dims; dim++) {
            if (2 * window.padding().get(dim) > window.kernel().get(dim)) {
                throw new IllegalArgumentException("pad should be at most half of kernel size in " + op
                        + ", got padding " + window.padding() + " and kernel size " + window.kernel());
            }
        }
        return WindowGrid.of(op, input.shape(), dims, window);
    }

    private static Tensor avgPool(
            int dims, Tensor input, Window window, boolean countIncludePad, @Nullable Integer divisor) {
        String op = "avg_pool" + dims + "d";
        if (input.rank() == dims + 1) {
            return Views.squeeze(avgPool(dims, Views.unsqueeze(input, 0), window, countIncludePad, divisor), 0);
        }
        if (divisor != null && divisor == 0) {
            throw new IllegalArgumentException(op + ": divisor must be not zero");
        }
        if (!input.dtype().isFloating()) {
            throw new IllegalArgumentException(op + " expected a floating point tensor, got " + input.dtype());
        }
        WindowGrid grid = grid(op, dims, input, window.withDilation(1));
        Tensor sums = sums(input, grid);
        PoolPlan plan = new PoolPlan(axes(grid));
        return divisor == null
                ? divided(sums, plan.lengths(countIncludePad ? PoolAxis::paddedLength : PoolAxis::length))
                : Arithmetic.div(sums, divisor);
    }

    static Tensor sums(Tensor input, WindowGrid grid) {
        int[] places = new int[grid.dims()];
        Arrays.setAll(places, dim -> 2 + dim);
        return Reductions.sum(Windows.of(input, grid), false, places);
    }

    /** Divides {@code [n, c, *count]} by a number for each window. */
    static Tensor divided(Tensor sums, double... counts) {
        if (Arrays.stream(counts).distinct().count() == 1) {
            return Arithmetic.div(sums, counts[0]);
        }
        int[] sizes = Arrays.copyOfRange(sums.shape().sizes(), 2, sums.rank());
        return Arithmetic.div(sums, Arithmetic.cast(Beside.of(sums).of(counts, sizes), sums.dtype()));
    }

    /** As PyTorch composes it, so that the derivative of a norm that is zero is NaN. */
    private static Tensor lpPool(int dims, Tensor input, double p, Window window) {
        Window bare = window.withPadding(0).withDilation(1);
        Tensor means = avgPool(dims, Arithmetic.pow(input, p), bare, true, null);
        int places = bare.spread("lp_pool" + dims + "d", dims).kernel().stream().reduce(1, Math::multiplyExact);
        Tensor positive = Arithmetic.mul(Functions.sign(means), Activations.relu(Arithmetic.abs(means)));
        return Arithmetic.pow(Arithmetic.mul(positive, places), 1 / p);
    }
}
