package io.github.gradlock.engine.op;

import io.github.gradlock.engine.op.Pooling.Maxima;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Pooling of {@code [n, c, *image]} to a given size; the batch dimension n may be left out. Along a dimension of m elements, window
 * i of k goes from {@code floor(i m / k)} to {@code ceil((i + 1) m / k)}, so that windows may overlap and differ by one in size.
 *
 * <p>An output size is one number for all spatial dimensions or one for each, where {@link #SAME} keeps the size of the input.
 * Everything throws {@link IllegalArgumentException} naming op and shapes, if an image is empty.
 */
public final class AdaptivePooling {
    /** The size of the output along a dimension is that of the input. */
    public static final int SAME = -1;

    private AdaptivePooling() {}

    /** Takes the mean of each window of {@code [n, c, l]}. */
    public static Tensor adaptiveAvgPool1d(Tensor input, int... outputSize) {
        return means(1, input, outputSize);
    }

    /** Takes the mean of each window of {@code [n, c, h, w]}. */
    public static Tensor adaptiveAvgPool2d(Tensor input, int... outputSize) {
        return means(2, input, outputSize);
    }

    /** Takes the mean of each window of {@code [n, c, d, h, w]}. */
    public static Tensor adaptiveAvgPool3d(Tensor input, int... outputSize) {
        return means(3, input, outputSize);
    }

    /** Takes the greatest element of each window of {@code [n, c, l]}, with its index in the flattened image. */
    public static Maxima adaptiveMaxPool1d(Tensor input, int... outputSize) {
        return maxima(1, input, outputSize);
    }

    /** Takes the greatest element of each window of {@code [n, c, h, w]}, with its index in the flattened image. */
    public static Maxima adaptiveMaxPool2d(Tensor input, int... outputSize) {
        return maxima(2, input, outputSize);
    }

    /** Takes the greatest element of each window of {@code [n, c, d, h, w]}, with its index in the flattened image. */
    public static Maxima adaptiveMaxPool3d(Tensor input, int... outputSize) {
        return maxima(3, input, outputSize);
    }

    private static Maxima maxima(int dims, Tensor input, int... outputSize) {
        String op = "adaptive_max_pool" + dims + "d";
        if (input.rank() == dims + 1) {
            return Pooling.withoutBatch(maxima(dims, Views.unsqueeze(input, 0), outputSize));
        }
        return Pooling.greatest(op, input, plan(op, dims, input, outputSize));
    }

    private static Tensor means(int dims, Tensor input, int... outputSize) {
        String op = "adaptive_avg_pool" + dims + "d";
        if (input.rank() == dims + 1) {
            return Views.squeeze(means(dims, Views.unsqueeze(input, 0), outputSize), 0);
        }
        PoolPlan plan = plan(op, dims, input, outputSize);
        if (!input.dtype().isFloating()) {
            throw new IllegalArgumentException(op + " expected a floating point tensor, got " + input.dtype());
        }
        return Pooling.divided(
                plan.isEven() ? evenSums(input, plan) : sums(input, plan), plan.lengths(PoolAxis::length));
    }

    /** Windows of one size do not overlap, and are a view. */
    private static Tensor evenSums(Tensor input, PoolPlan plan) {
        int[] kernel = plan.axes().stream().mapToInt(PoolAxis::longest).toArray();
        return Pooling.sums(input, WindowGrid.of("avg_pool", input.shape(), kernel.length, Window.pooling(kernel)));
    }

    /** Windows of several sizes are filled up with zeros, which are an element behind the image. */
    private static Tensor sums(Tensor input, PoolPlan plan) {
        Shape output = plan.output(input.shape());
        Tensor flat = Views.reshape(input, input.size(0), input.size(1), plan.plane());
        Tensor elements = Indexing.indexSelect(Views.pad(flat, new int[] {0, 1}, 0), 2, plan.all(Beside.of(flat)));
        int[] sizes = Arrays.copyOf(output.sizes(), output.rank() + 1);
        sizes[output.rank()] = plan.places();
        return Reductions.sum(Views.reshape(elements, sizes), false, -1);
    }

    private static PoolPlan plan(String op, int dims, Tensor input, int... outputSize) {
        Windows.checkImages(op, input, dims);
        List<Integer> sizes = Window.spread(op, "output_size", Window.list(outputSize), dims);
        List<PoolAxis> axes = new ArrayList<>();
        for (int dim = 0; dim < dims; dim++) {
            int size = input.size(2 + dim);
            int count = sizes.get(dim) == SAME ? size : sizes.get(dim);
            if (count < 0) {
                throw new IllegalArgumentException(op + " expected an output size that is not negative, got " + sizes);
            }
            axes.add(new PoolAxis.Adaptive(size, count));
        }
        return new PoolPlan(axes);
    }
}
