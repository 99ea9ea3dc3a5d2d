package io.github.gradlock.engine.op;

import io.github.gradlock.engine.op.Interpolation.Mode;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;

/**
 * Images of another size: {@code [n, c, *image]} with one to three spatial dimensions, resampled along each of them in turn, the last
 * one first.
 *
 * <p>The derivative is always that of what was computed. PyTorch's is not, if a factor other than 1 or 2 leads to a size that one of
 * these would have given, and the mode is nearest or bicubic: its backward then assumes 1 or 2.
 */
public final class Resampling {
    private Resampling() {}

    /**
     * Resamples images {@code [n, c, *image]}.
     *
     * @throws IllegalArgumentException if the input is no float tensor, has another rank than the mode wants, or is empty but for its
     *     batch dimension, or if the output would be empty and the mode is not area
     */
    public static Tensor interpolate(Tensor input, Interpolation options) {
        check(input, options.mode());
        int dims = input.rank() - 2;
        int[] image = Arrays.copyOfRange(input.shape().sizes(), 2, input.rank());
        int[] output = options.output(image);
        if (options.mode() == Mode.AREA) {
            return switch (dims) {
                case 1 -> AdaptivePooling.adaptiveAvgPool1d(input, output);
                case 2 -> AdaptivePooling.adaptiveAvgPool2d(input, output);
                default -> AdaptivePooling.adaptiveAvgPool3d(input, output);
            };
        }
        if (Arrays.stream(output).anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException(
                    "input and output sizes should be greater than 0 in interpolate, got input " + input.shape()
                            + " and output " + Arrays.toString(output));
        }
        Tensor result = input;
        for (int dim = dims - 1; dim >= 0; dim--) {
            double step = options.step(dim, dims, image[dim], output[dim]);
            result = along(result, 2 + dim, output[dim], step, options);
        }
        return result;
    }

    private static void check(Tensor input, Mode mode) {
        int dims = input.rank() - 2;
        boolean fits = mode.dims() == 0 ? dims >= 1 && dims <= 3 : dims == mode.dims();
        if (!fits) {
            String wanted = mode.dims() == 0 ? "3D, 4D or 5D" : mode.dims() + 2 + "D";
            throw new IllegalArgumentException("interpolate in mode " + mode.text() + " needs " + wanted
                    + " input [n, c, *image], got " + input.shape());
        }
        if (!input.dtype().isFloating()) {
            throw new IllegalArgumentException("interpolate expected a floating point tensor, got " + input.dtype());
        }
        Windows.checkImages("interpolate", input, dims);
    }

    private static Tensor along(Tensor x, int axis, int output, double step, Interpolation options) {
        int input = x.size(axis);
        boolean align = options.alignCorners();
        boolean single = x.dtype() == DType.FLOAT32;
        return switch (options.mode()) {
            case NEAREST -> AxisTaps.pick(x, axis, output, i -> nearest(i, step, input, single));
            case NEAREST_EXACT -> AxisTaps.pick(x, axis, output, i -> nearestExact(i, step, input, single));
            case BICUBIC ->
                (options.antialias()
                                ? AxisTaps.antialiasedCubic(input, output, step)
                                : AxisTaps.cubic(input, output, step, align))
                        .apply(x, axis);
            default ->
                (options.antialias()
                                ? AxisTaps.antialiasedLinear(input, output, step)
                                : AxisTaps.linear(input, output, step, align))
                        .apply(x, axis);
        };
    }

    /** PyTorch computes the place in the precision of the image, and rounds it to binary32 before it rounds down. */
    private static long nearest(int index, double step, int input, boolean single) {
        float place = single ? (float) step * index : (float) (step * index);
        return Math.min((long) Math.floor(place), input - 1);
    }

    private static long nearestExact(int index, double step, int input, boolean single) {
        float place = single
                ? Math.max((float) step * (index + 0.5f) - 0.5f, 0) + 0.5f
                : (float) (Math.max(step * (index + 0.5) - 0.5, 0) + 0.5);
        return Math.min((long) Math.floor(place), input - 1);
    }

    /** Resamples with {@link Mode#NEAREST}; other modes of the options are replaced. */
    public static Tensor upsampleNearest(Tensor input, Interpolation options) {
        return interpolate(input, options.withMode(Mode.NEAREST));
    }

    /** Resamples images {@code [n, c, h, w]} with {@link Mode#BILINEAR} and aligned corners. */
    public static Tensor upsampleBilinear(Tensor input, Interpolation options) {
        return interpolate(input, options.withMode(Mode.BILINEAR).withAlignCorners(true));
    }
}
