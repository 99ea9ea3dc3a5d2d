package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Puts maxima back to where max-pooling found them, and zeros elsewhere. Input and indices, as {@link Pooling.Maxima} has them, are
 * {@code [n, c, *count]}, where the batch dimension n may be left out. Where windows overlap, an index may occur twice: then the last
 * maximum stays, and both have the cotangent of that element, as in PyTorch.
 *
 * <p>Everything throws {@link IllegalArgumentException} naming op and shapes, if the indices have another shape than the input, are not
 * int64 or lie outside of the image, or if an output size is not one that the window can have come from.
 */
public final class Unpooling {
    private Unpooling() {}

    /** Puts maxima back into {@code [n, c, l]}, of the size that {@code (count - 1) stride - 2 padding + kernel} gives. */
    public static Tensor maxUnpool1d(Tensor input, Tensor indices, Window window) {
        return unpool(1, input, indices, window, null);
    }

    /** Puts maxima back into {@code [n, c, l]}, of a size given: pooling gives the same count for several. */
    public static Tensor maxUnpool1d(Tensor input, Tensor indices, Window window, int... outputSize) {
        return unpool(1, input, indices, window, outputSize);
    }

    /** Puts maxima back into {@code [n, c, h, w]}, of the size that {@code (count - 1) stride - 2 padding + kernel} gives. */
    public static Tensor maxUnpool2d(Tensor input, Tensor indices, Window window) {
        return unpool(2, input, indices, window, null);
    }

    /** Puts maxima back into {@code [n, c, h, w]}, of sizes given: pooling gives the same count for several. */
    public static Tensor maxUnpool2d(Tensor input, Tensor indices, Window window, int... outputSize) {
        return unpool(2, input, indices, window, outputSize);
    }

    /** Puts maxima back into {@code [n, c, d, h, w]}, of the size that {@code (count - 1) stride - 2 padding + kernel} gives. */
    public static Tensor maxUnpool3d(Tensor input, Tensor indices, Window window) {
        return unpool(3, input, indices, window, null);
    }

    /** Puts maxima back into {@code [n, c, d, h, w]}, of sizes given: pooling gives the same count for several. */
    public static Tensor maxUnpool3d(Tensor input, Tensor indices, Window window, int... outputSize) {
        return unpool(3, input, indices, window, outputSize);
    }

    private static Tensor unpool(int dims, Tensor input, Tensor indices, Window window, int @Nullable [] outputSize) {
        String op = "max_unpool" + dims + "d";
        if (indices.dtype() != DType.INT64 || !indices.shape().equals(input.shape())) {
            throw new IllegalArgumentException(op + " expected int64 indices of the shape of the input, "
                    + input.shape() + ", got " + indices.dtype() + " " + indices.shape());
        }
        if (input.rank() == dims + 1) {
            Tensor batch = unpool(dims, Views.unsqueeze(input, 0), Views.unsqueeze(indices, 0), window, outputSize);
            return Views.squeeze(batch, 0);
        }
        if (input.rank() != dims + 2) {
            throw new IllegalArgumentException(
                    op + " expected " + (dims + 1) + " or " + (dims + 2) + " dimensions, got shape " + input.shape());
        }
        int[] sizes = input.shape().sizes();
        System.arraycopy(imageSize(op, dims, sizes, window.spread(op, dims), outputSize), 0, sizes, 2, dims);
        Shape result = Shape.of(sizes);
        int elements = Arrays.stream(sizes, 2, dims + 2).reduce(1, Math::multiplyExact);
        checkIndices(op, indices, elements, result);
        Tensor flat = Views.flatten(input, 2, -1);
        Tensor zeros = Arithmetic.constant(input, Shape.of(sizes[0], sizes[1], elements), 0);
        return Views.reshape(Scatters.scatter(zeros, 2, Views.flatten(indices, 2, -1), flat), result);
    }

    private static int[] imageSize(String op, int dims, int[] input, Window window, int @Nullable [] given) {
        if (given != null && given.length != dims) {
            throw new IllegalArgumentException(
                    op + " expected an output size of " + dims + " numbers, got " + Arrays.toString(given));
        }
        int[] sizes = new int[dims];
        for (int dim = 0; dim < dims; dim++) {
            int stride = window.stride().get(dim);
            int usual = (input[dim + 2] - 1) * stride
                    - 2 * window.padding().get(dim)
                    + window.kernel().get(dim);
            sizes[dim] = given == null ? usual : given[dim];
            if (sizes[dim] <= usual - stride || sizes[dim] >= usual + stride || sizes[dim] < 0) {
                throw new IllegalArgumentException("invalid output size " + sizes[dim] + " of dim " + dim + " in " + op
                        + ": it must be between " + (usual - stride) + " and " + (usual + stride) + ", both excluded");
            }
        }
        return sizes;
    }

    private static void checkIndices(String op, Tensor indices, int elements, Shape result) {
        if (!Comparisons.allHold(Comparisons.and(Comparisons.ge(indices, 0), Comparisons.lt(indices, elements)))) {
            throw new IllegalArgumentException("found an invalid max index in " + op + ": indices go from 0 to "
                    + (elements - 1) + " for an output of shape " + result);
        }
    }
}
