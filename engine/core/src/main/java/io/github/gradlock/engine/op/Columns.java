package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.FoldedMatrix;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Layout;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;

/** Working memory of a convolution, used again for each part of a batch: the canvases of some images, on which their windows are seen. */
final class Columns {
    private final Kernels kernels;
    private final ConvolutionGeometry geometry;
    private final WindowGrid grid;
    private final Tensor canvas;

    /**
     * Makes room.
     *
     * @param images the most that are seen at once
     */
    Columns(Kernels kernels, ConvolutionGeometry geometry, int images, DType dtype) {
        this.kernels = kernels;
        this.geometry = geometry;
        grid = geometry.grid();
        canvas = kernels.zeros(
                grid.canvas(grid.isBare() ? 0 : images, geometry.input().size(1)), dtype);
    }

    /** Shows images {@code [n, in, *image]} as windows {@code [n, in, *kernel, *count]}: an alias of the images, or of their canvases. */
    Tensor of(Tensor images) {
        Tensor source = images;
        if (!grid.isBare()) {
            source = first(canvas, images.size(0));
            kernels.copy(images.alias(grid.seenOf(images.layout())), source.alias(grid.imageOn(source.layout())));
        }
        return source.alias(grid.windowsOf(source.layout()));
    }

    /** Begins to add up windows to images of zeros; returns what they are added to, {@code [n, in, *kernel, *count]}. */
    Tensor begin(Tensor images) {
        Tensor target = images;
        if (!grid.isBare()) {
            target = first(canvas, images.size(0));
            kernels.fill(0, target);
        }
        return target.alias(grid.windowsOf(target.layout()));
    }

    /** Brings what was added up to the images. */
    void end(Tensor images) {
        if (!grid.isBare()) {
            Tensor source = first(canvas, images.size(0));
            kernels.copy(source.alias(grid.imageOn(source.layout())), images.alias(grid.seenOf(images.layout())));
        }
    }

    /**
     * Shows the windows of one group as a matrix: a row for each channel and place in the window, a column for each image and window.
     *
     * @param windows {@code [n, in, *kernel, *count]}
     */
    FoldedMatrix matrix(Tensor windows, int group) {
        int dims = grid.dims();
        int channels = geometry.weight().size(1);
        Layout layout = windows.layout().narrow(1, group * channels, channels);
        int[] order = new int[layout.shape().rank()];
        // Channel, places, image, windows.
        Arrays.setAll(order, i -> i <= dims ? 1 + i : i == dims + 1 ? 0 : i);
        return new FoldedMatrix(windows.alias(layout.permute(order)), 1 + dims);
    }

    /**
     * Shows the outputs of one group as a matrix: a row for each channel, a column for each image and window.
     *
     * @param outputs {@code [n, out, …]}
     */
    FoldedMatrix pixels(Tensor outputs, int group) {
        int channels = geometry.weight().size(0) / geometry.groups();
        Layout layout = outputs.layout().narrow(1, group * channels, channels);
        return new FoldedMatrix(outputs.alias(layout.transpose(0, 1)), 1);
    }

    /** Returns the weight of one group, of {@link ConvolutionGeometry#matrices}. */
    FoldedMatrix weight(Tensor matrices, int group) {
        return new FoldedMatrix(matrices.alias(matrices.layout().select(0, group)), 1);
    }

    /** Returns some images of a batch. */
    static Tensor some(Tensor batch, int from, int count) {
        return batch.alias(batch.layout().narrow(0, from, count));
    }

    private static Tensor first(Tensor batch, int count) {
        return some(batch, 0, count);
    }

    /** Makes working memory for the windows of some images, {@code [in, *kernel, n, *count]}, shown as {@code [n, in, *kernel, *count]}. */
    Tensor room(int images, int... count) {
        int dims = grid.dims();
        int[] sizes = new int[2 + 2 * dims];
        sizes[0] = geometry.input().size(1);
        for (int dim = 0; dim < dims; dim++) {
            sizes[1 + dim] = grid.window().kernel().get(dim);
            sizes[2 + dims + dim] = count[dim];
        }
        sizes[1 + dims] = images;
        Tensor room = kernels.empty(Shape.of(sizes), canvas.dtype());
        int[] order = new int[sizes.length];
        Arrays.setAll(order, i -> i == 0 ? 1 + dims : i <= 1 + dims ? i - 1 : i);
        return room.alias(room.layout().permute(order));
    }
}
