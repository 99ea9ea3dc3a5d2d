package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions (cross-correlations, as everywhere in deep learning) with one, two and three spatial dimensions, and their
 * transposes.
 *
 * <p>An input is {@code [n, in, *image]}, where the batch dimension n may be left out; a bias is {@code [out]}. All are of one
 * dtype. Everything throws {@link IllegalArgumentException} naming op and shapes, if these do not fit.
 */
public final class Convolutions {
    private Convolutions() {}

    /** Convolves {@code [n, in, l]} with {@code weight [out, in / groups, k]} to {@code [n, out, l']}, and adds the bias. */
    public static Tensor conv1d(Tensor input, Tensor weight, @Nullable Tensor bias, ConvolutionOptions options) {
        return convolved(1, input, weight, bias, options);
    }

    /**
     * Convolves {@code [n, in, h, w]} with {@code weight [out, in / groups, kh, kw]} to {@code [n, out, h', w']}, and adds the bias.
     */
    public static Tensor conv2d(Tensor input, Tensor weight, @Nullable Tensor bias, ConvolutionOptions options) {
        return convolved(2, input, weight, bias, options);
    }

    /** Convolves with stride 1, without padding, dilation or groups. */
    public static Tensor conv2d(Tensor input, Tensor weight, @Nullable Tensor bias) {
        return conv2d(input, weight, bias, ConvolutionOptions.DEFAULT);
    }

    /**
     * Convolves {@code [n, in, d, h, w]} with {@code weight [out, in / groups, kd, kh, kw]} to {@code [n, out, d', h', w']}, and
     * adds the bias.
     */
    public static Tensor conv3d(Tensor input, Tensor weight, @Nullable Tensor bias, ConvolutionOptions options) {
        return convolved(3, input, weight, bias, options);
    }

    /**
     * Applies the adjoint of a convolution to {@code [n, in, l]}, with {@code weight [in, out / groups, k]}, and adds the bias.
     *
     * @param outputPadding what the output is longer at its end: it tells apart sizes that a stride makes equal
     */
    public static Tensor convTranspose1d(
            Tensor input, Tensor weight, @Nullable Tensor bias, ConvolutionOptions options, int... outputPadding) {
        return transposed(1, input, weight, bias, options, outputPadding);
    }

    /**
     * Applies the adjoint of a convolution to {@code [n, in, h, w]}, with {@code weight [in, out / groups, kh, kw]}, and adds the
     * bias.
     *
     * @param outputPadding what the output is larger at its ends, for all dimensions or for each; none is 0
     */
    public static Tensor convTranspose2d(
            Tensor input, Tensor weight, @Nullable Tensor bias, ConvolutionOptions options, int... outputPadding) {
        return transposed(2, input, weight, bias, options, outputPadding);
    }

    /**
     * Applies the adjoint of a convolution to {@code [n, in, d, h, w]}, with {@code weight [in, out / groups, kd, kh, kw]}, and
     * adds the bias.
     *
     * @param outputPadding what the output is larger at its ends, for all dimensions or for each; none is 0
     */
    public static Tensor convTranspose3d(
            Tensor input, Tensor weight, @Nullable Tensor bias, ConvolutionOptions options, int... outputPadding) {
        return transposed(3, input, weight, bias, options, outputPadding);
    }

    private static Tensor convolved(
            int dims, Tensor input, Tensor weight, @Nullable Tensor bias, ConvolutionOptions options) {
        String op = "conv" + dims + "d";
        if (input.rank() == dims + 1) {
            return Views.squeeze(convolved(dims, Views.unsqueeze(input, 0), weight, bias, options), 0);
        }
        check(op, dims, input, weight, bias, options);
        if (options.same()) {
            return same(op, dims, input, weight, bias, options);
        }
        ConvolutionGeometry geometry = ConvolutionGeometry.of(op, input.shape(), weight.shape(), options);
        return withBias(op, Dispatch.applyOne(new ConvolutionOp(geometry), input, weight), bias);
    }

    private static Tensor same(
            String op, int dims, Tensor input, Tensor weight, @Nullable Tensor bias, ConvolutionOptions options) {
        Window window = options.window(weight.shape()).spread(op, dims);
        if (!window.stride().stream().allMatch(stride -> stride == 1)) {
            throw new IllegalArgumentException(
                    "padding 'same' is not supported for strided convolutions: " + op + ", stride " + window.stride());
        }
        int[] before = new int[dims];
        int[] extra = new int[2 * dims];
        for (int dim = 0; dim < dims; dim++) {
            before[dim] = (window.reach(dim) - 1) / 2;
            extra[2 * (dims - 1 - dim) + 1] = (window.reach(dim) - 1) % 2;
        }
        Tensor image = Arrays.stream(extra).sum() == 0 ? input : Views.pad(input, extra, 0);
        return convolved(dims, image, weight, bias, options.withPadding(before));
    }

    private static Tensor transposed(
            int dims,
            Tensor input,
            Tensor weight,
            @Nullable Tensor bias,
            ConvolutionOptions options,
            int... outputPadding) {
        String op = "conv_transpose" + dims + "d";
        if (input.rank() == dims + 1) {
            Tensor batch = Views.unsqueeze(input, 0);
            return Views.squeeze(transposed(dims, batch, weight, bias, options, outputPadding), 0);
        }
        check(op, dims, input, weight, bias, options);
        if (options.same()) {
            throw new IllegalArgumentException("padding 'same' is not supported for transposed convolutions: " + op);
        }
        List<Integer> more = outputPadding.length == 0 ? List.of(0) : Window.list(outputPadding);
        ConvolutionGeometry geometry = ConvolutionGeometry.transposed(op, input.shape(), weight.shape(), options, more);
        return withBias(op, Dispatch.applyOne(new ConvolutionTransposeOp(geometry), input, weight), bias);
    }

    private static void check(
            String op, int dims, Tensor input, Tensor weight, @Nullable Tensor bias, ConvolutionOptions options) {
        if (input.rank() != dims + 2 || weight.rank() != dims + 2) {
            throw ConvolutionGeometry.mismatch(op, input.shape(), weight.shape(), options);
        }
        if (input.dtype() != weight.dtype()) {
            throw Operands.mismatch(op, input.dtype(), weight.dtype());
        }
        if (bias != null && bias.dtype() != input.dtype()) {
            throw Operands.mismatch(op, input.dtype(), bias.dtype());
        }
    }

    private static Tensor withBias(String op, Tensor output, @Nullable Tensor bias) {
        if (bias == null) {
            return output;
        }
        int channels = output.size(1);
        if (!bias.shape().equals(Shape.of(channels))) {
            throw new IllegalArgumentException(
                    "shape mismatch in " + op + ": bias " + bias.shape() + ", wanted [" + channels + "]");
        }
        return Arithmetic.add(output, Views.along(bias, output.rank(), 1));
    }
}
