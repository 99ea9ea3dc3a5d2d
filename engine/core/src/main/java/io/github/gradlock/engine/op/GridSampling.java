package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;

/** Images read at the places of a grid (Jaderberg et al. 2015, "Spatial transformer networks"). */
public final class GridSampling {
    private GridSampling() {}

    /** How elements between those of the image are found. */
    public enum Mode {
        /** On lines along each dimension. */
        BILINEAR,
        /** The nearest one; of two equally near the one with the even index. The gradient of the grid is zero. */
        NEAREST,
        /** On cubic polynomials along both dimensions, with a = -0.75. */
        BICUBIC
    }

    /** What is outside the image. */
    public enum Outside {
        /** Zeros. */
        ZEROS,
        /** The element at the border; the derivative by a place on the border or beyond is zero. */
        BORDER,
        /** The image again and again, mirrored at its borders. */
        REFLECTION
    }

    /**
     * How a grid is used.
     *
     * @param mode how elements between those of the image are found
     * @param outside what is outside the image
     * @param alignCorners whether -1 and 1 are the centres of the outermost elements, and not their outer edges
     */
    public record Options(Mode mode, Outside outside, boolean alignCorners) {
        /** Bilinear, zeros outside, -1 and 1 are the outer edges. */
        public static final Options DEFAULT = new Options(Mode.BILINEAR, Outside.ZEROS, false);
    }

    /**
     * Reads images {@code [n, c, h, w]} at {@code grid [n, *, *, 2]} or volumes {@code [n, c, d, h, w]} at {@code grid [n, *, *, *,
     * 3]}; the result is {@code [n, c, *, …]}. A place is x, y and z, from -1 to 1 over the width, height and depth.
     *
     * <p>A place that is NaN is outside the image with zeros outside, and is its first element otherwise, as in PyTorch on a CPU.
     *
     * @throws IllegalArgumentException if shapes or dtypes do not fit, an image is empty, or a volume is read in mode bicubic
     */
    public static Tensor gridSample(Tensor input, Tensor grid, Options options) {
        check(input, grid, options);
        int dims = input.rank() - 2;
        int batch = input.size(0);
        int[] output = grid.shape().sizes();
        int[] result = Arrays.copyOf(output, output.length);
        result[1] = input.size(1);
        System.arraycopy(output, 1, result, 2, dims);
        int points = Arrays.stream(output, 1, dims + 1).reduce(1, Math::multiplyExact);
        Tensor places = Views.reshape(grid, batch, 1, points, dims);
        GridTaps taps = GridTaps.none(Beside.of(input));
        for (int dim = 0; dim < dims; dim++) {
            GridAxis axis = new GridAxis(input.size(2 + dim), options.outside(), options.alignCorners());
            taps = taps.times(axis.taps(options.mode(), Views.narrow(places, 3, dims - 1 - dim, 1)), axis.size());
        }
        return Views.reshape(taps.read(input), Shape.of(result));
    }

    private static void check(Tensor input, Tensor grid, Options options) {
        int dims = input.rank() - 2;
        if (dims < 2
                || dims > 3
                || grid.rank() != input.rank()
                || grid.size(-1) != dims
                || grid.size(0) != input.size(0)) {
            throw new IllegalArgumentException("shape mismatch in grid_sampler: input " + input.shape() + ", grid "
                    + grid.shape() + "; wanted [n, c, h, w] and [n, *, *, 2], or [n, c, d, h, w] and [n, *, *, *, 3]");
        }
        for (int dim = 2; dim < input.rank(); dim++) {
            if (input.size(dim) == 0) {
                throw new IllegalArgumentException(
                        "grid_sampler expected input to have non-empty spatial dimensions, got " + input.shape());
            }
        }
        if (options.mode() == Mode.BICUBIC && dims != 2) {
            throw new IllegalArgumentException(
                    "grid_sampler: bicubic interpolation only supports 4D input, got " + input.shape());
        }
        if (input.dtype() != grid.dtype() || !input.dtype().isFloating()) {
            throw Operands.mismatch("grid_sampler", input.dtype(), grid.dtype());
        }
    }

    /**
     * Makes the grid of affine maps {@code theta [n, 2, 3]} for images of {@code size [n, c, h, w]}, or {@code theta [n, 3, 4]} for
     * volumes of size {@code [n, c, d, h, w]}; the result is {@code [n, h, w, 2]} or {@code [n, d, h, w, 3]}.
     *
     * @throws IllegalArgumentException if theta is no float tensor of these shapes, or a size is not positive
     */
    public static Tensor affineGrid(Tensor theta, int[] size, boolean alignCorners) {
        int dims = size.length - 2;
        if (dims < 2 || dims > 3 || !theta.shape().equals(Shape.of(size[0], dims, dims + 1))) {
            throw new IllegalArgumentException("shape mismatch in affine_grid: theta " + theta.shape() + ", size "
                    + Arrays.toString(size) + "; wanted [n, 2, 3] and [n, c, h, w], or [n, 3, 4] and [n, c, d, h, w]");
        }
        if (!theta.dtype().isFloating() || Arrays.stream(size).anyMatch(each -> each < 1)) {
            throw new IllegalArgumentException("affine_grid expected a floating point theta and positive sizes, got "
                    + theta.dtype() + " and " + Arrays.toString(size));
        }
        int[] image = Arrays.copyOfRange(size, 2, size.length);
        Tensor base = base(image, alignCorners, theta);
        Tensor all = Views.expand(base, size[0], base.size(0), base.size(1));
        Tensor places = MatrixProducts.bmm(all, Views.transpose(theta, 1, 2));
        int[] result = new int[dims + 2];
        result[0] = size[0];
        System.arraycopy(image, 0, result, 1, dims);
        result[dims + 1] = dims;
        return Views.reshape(places, Shape.of(result));
    }

    /** Returns the places of all elements, x first, each followed by a 1: {@code [elements, dims + 1]}. */
    private static Tensor base(int[] image, boolean alignCorners, Tensor theta) {
        int dims = image.length;
        int points = Arrays.stream(image).reduce(1, Math::multiplyExact);
        double[] values = new double[Math.multiplyExact(points, dims + 1)];
        for (int point = 0; point < points; point++) {
            int rest = point;
            for (int dim = dims - 1; dim >= 0; dim--) {
                values[point * (dims + 1) + dims - 1 - dim] = place(rest % image[dim], image[dim], alignCorners);
                rest /= image[dim];
            }
            values[point * (dims + 1) + dims] = 1;
        }
        return Arithmetic.cast(Beside.of(theta).of(values, points, dims + 1), theta.dtype());
    }

    /** As PyTorch's {@code linspace_from_neg_one}, whose halves are counted from both ends. */
    private static double place(int index, int size, boolean alignCorners) {
        if (size == 1) {
            return 0;
        }
        double step = 2.0 / (size - 1);
        double place = index < size / 2 ? -1 + step * index : 1 - step * (size - 1 - index);
        return alignCorners ? place : place * (size - 1) / size;
    }
}
