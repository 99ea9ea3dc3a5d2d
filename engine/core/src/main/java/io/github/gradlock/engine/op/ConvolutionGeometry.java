package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.FoldedMatrix;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.tensor.Layout;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the three products of a convolution share. Output from input and weight, input from output and weight, weight from input
 * and output: each is linear in both of its operands, and the derivatives of each are the other two.
 *
 * @param input {@code [n, in, *image]}
 * @param weight {@code [out, in / groups, *kernel]}
 * @param output {@code [n, out, *count]}
 * @param grid the windows of the weight on an image of the input
 * @param groups into how many parts the channels are divided
 */
record ConvolutionGeometry(Shape input, Shape weight, Shape output, WindowGrid grid, int groups) {
    /** How many elements the canvases may have that are used at once, unless one image has more. */
    private static final int MOST_ON_CANVAS = 1 << 20;

    /** Returns the geometry of a convolution with padding in numbers. */
    static ConvolutionGeometry of(String op, Shape input, Shape weight, ConvolutionOptions options) {
        int groups = options.groups();
        if (groups < 1
                || input.size(1) != weight.size(1) * groups
                || weight.size(0) == 0
                || weight.size(0) % groups != 0) {
            throw mismatch(op, input, weight, options);
        }
        WindowGrid grid = WindowGrid.of(op, input, weight.rank() - 2, options.window(weight));
        Shape output = WindowGrid.joined(new int[] {input.size(0), weight.size(0)}, grid.count());
        return new ConvolutionGeometry(input, weight, output, grid, groups);
    }

    /** Returns the geometry of the convolution whose output is given, and whose input is looked for. */
    static ConvolutionGeometry transposed(
            String op, Shape output, Shape weight, ConvolutionOptions options, List<Integer> outputPadding) {
        int groups = options.groups();
        if (groups < 1 || output.size(1) != weight.size(0) || weight.size(0) == 0 || weight.size(0) % groups != 0) {
            throw mismatch(op, output, weight, options);
        }
        int dims = weight.rank() - 2;
        Window window = options.window(weight).spread(op, dims);
        List<Integer> count = Window.list(output.sizes()).subList(2, output.rank());
        List<Integer> more = Window.spread(op, "output_padding", outputPadding, dims);
        List<Integer> image = new ArrayList<>();
        for (int dim = 0; dim < dims; dim++) {
            requireUnambiguous(op, window, more, dim);
            int reach = (count.get(dim) - 1) * window.stride().get(dim) + window.reach(dim);
            image.add(reach - 2 * window.padding().get(dim) + more.get(dim));
            if (count.get(dim) < 1 || image.get(dim) < 1) {
                throw new IllegalArgumentException("shape mismatch in " + op + ": input " + output + ", kernel size "
                        + window.kernel() + ", padding " + window.padding() + ", dilation " + window.dilation()
                        + " give an output without elements");
            }
        }
        Shape input = WindowGrid.joined(new int[] {output.size(0), weight.size(1) * groups}, image);
        return new ConvolutionGeometry(input, weight, output, new WindowGrid(image, window, count), groups);
    }

    private static void requireUnambiguous(String op, Window window, List<Integer> more, int dim) {
        int limit = Math.max(window.stride().get(dim), window.dilation().get(dim));
        if (more.get(dim) < 0 || more.get(dim) >= limit) {
            throw new IllegalArgumentException(
                    "output padding must not be negative, and smaller than either stride or dilation, in " + op
                            + ": got output padding " + more + ", stride " + window.stride() + ", dilation "
                            + window.dilation());
        }
    }

    static IllegalArgumentException mismatch(String op, Shape input, Shape weight, ConvolutionOptions options) {
        return new IllegalArgumentException(
                "shape mismatch in " + op + ": input " + input + ", weight " + weight + ", groups " + options.groups());
    }

    Map<String, Object> attributes() {
        Window window = grid.window();
        return new TreeMap<>(Map.of(
                "stride",
                window.stride(),
                "padding",
                window.padding(),
                "dilation",
                window.dilation(),
                "groups",
                groups));
    }

    /** Returns the length of the chains that make an output: channels of a group times elements of a window. */
    int rows() {
        return weight.size(1) * grid.places();
    }

    /** Shows a weight as a matrix for each group: {@code [groups, out / groups, rows]}. */
    Tensor matrices(Kernels kernels, Tensor anyWeight) {
        return Primitives.reshape(kernels, anyWeight, Shape.of(groups, weight.size(0) / groups, rows()));
    }

    /**
     * Returns how many images are convolved at once: so many that they have about a number of windows, but no more than what keeps their canvases small.
     *
     * @param windows about how many
     */
    int together(int windows) {
        int canvas = grid.canvas(input.size(1)).numel();
        int most = Math.min(windows / grid.windows(), MOST_ON_CANVAS / Math.max(1, canvas));
        return Math.max(1, Math.min(most, input.size(0)));
    }

    /** Shows the weight of one group, of {@link #matrices}, as a matrix. */
    FoldedMatrix weight(Tensor matrices, int group) {
        return new FoldedMatrix(matrices.alias(matrices.layout().select(0, group)), 1);
    }

    /**
     * Shows the outputs of one group as a matrix: a row for each channel, a column for each image and window.
     *
     * @param outputs {@code [n, out, …]}
     */
    FoldedMatrix pixels(Tensor outputs, int group) {
        int channels = weight.size(0) / groups;
        Layout layout = outputs.layout().narrow(1, group * channels, channels);
        return new FoldedMatrix(outputs.alias(layout.transpose(0, 1)), 1);
    }

    /**
     * Shows the windows of one group as a matrix: a row for each channel and place in the window, a column for each image and window.
     *
     * @param windows {@code [n, in, *kernel, *count]}
     */
    FoldedMatrix columns(Tensor windows, int group) {
        int dims = grid.dims();
        int channels = weight.size(1);
        Layout layout = windows.layout().narrow(1, group * channels, channels);
        int[] order = new int[layout.shape().rank()];
        // Channel, places, image, windows.
        Arrays.setAll(order, i -> i <= dims ? 1 + i : i == dims + 1 ? 0 : i);
        return new FoldedMatrix(windows.alias(layout.permute(order)), 1 + dims);
    }
}
