package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;

/** Working memory of a convolution, used again for each part of a batch: the canvases of some images, on which their windows are seen. */
final class Canvases {
    private final Kernels kernels;
    private final ConvolutionGeometry geometry;
    private final WindowGrid grid;
    private final Tensor canvases;

    /**
     * Makes room.
     *
     * @param images the most that are seen at once
     */
    Canvases(Kernels kernels, ConvolutionGeometry geometry, int images, DType dtype) {
        this.kernels = kernels;
        this.geometry = geometry;
        grid = geometry.grid();
        canvases = kernels.zeros(
                grid.canvas(grid.isBare() ? 0 : images, geometry.input().size(1)), dtype);
    }

    /** Shows images {@code [n, in, *image]} as windows {@code [n, in, *kernel, *count]}: an alias of the images, or of their canvases. */
    Tensor windows(Tensor images) {
        Tensor source = images;
        if (!grid.isBare()) {
            source = part(canvases, 0, 0, images.size(0));
            kernels.copy(images.alias(grid.seenOf(images.layout())), source.alias(grid.imageOn(source.layout())));
        }
        return source.alias(grid.windowsOf(source.layout()));
    }

    /** Begins to add up windows to images of zeros; returns what they are added to, {@code [n, in, *kernel, *count]}. */
    Tensor begin(Tensor images) {
        Tensor target = images;
        if (!grid.isBare()) {
            target = part(canvases, 0, 0, images.size(0));
            kernels.fill(0, target);
        }
        return target.alias(grid.windowsOf(target.layout()));
    }

    /** Brings what was added up to the images. */
    void end(Tensor images) {
        if (!grid.isBare()) {
            Tensor source = part(canvases, 0, 0, images.size(0));
            kernels.copy(source.alias(grid.imageOn(source.layout())), images.alias(grid.seenOf(images.layout())));
        }
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
        Tensor room = kernels.empty(Shape.of(sizes), canvases.dtype());
        int[] order = new int[sizes.length];
        Arrays.setAll(order, i -> i == 0 ? 1 + dims : i <= 1 + dims ? i - 1 : i);
        return room.alias(room.layout().permute(order));
    }

    /** Returns a part of an axis. */
    static Tensor part(Tensor x, int axis, int from, int count) {
        return x.alias(x.layout().narrow(axis, from, count));
    }
}
