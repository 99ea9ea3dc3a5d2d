package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Layout;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;

/** Working memory of a convolution, used again for each image: the canvas of one image, and its windows as columns of matrices. */
final class Columns {
    private final Kernels kernels;
    private final WindowGrid grid;
    private final Tensor canvas;
    private final Tensor windows;
    private final Tensor matrices;

    Columns(Kernels kernels, ConvolutionGeometry geometry, DType dtype) {
        this.kernels = kernels;
        grid = geometry.grid();
        int channels = geometry.input().size(1);
        canvas = kernels.zeros(grid.canvas(channels), dtype);
        matrices = kernels.zeros(Shape.of(geometry.groups(), geometry.rows(), grid.windows()), dtype);
        windows = matrices.alias(grid.windows(channels), grid.windows(channels).contiguousStrides(), 0);
    }

    /** Returns the matrices {@code [groups, in / groups · kernel elements, windows]}, to be read or written. */
    Tensor matrices() {
        return matrices;
    }

    /** Gives the windows of an image {@code [in, *image]} as matrices: an alias of the image where its strides allow it. */
    Tensor of(Tensor image) {
        Tensor source = image;
        if (!grid.isBare()) {
            kernels.copy(image.alias(grid.seenOf(image.layout())), canvas.alias(grid.imageOn(canvas.layout())));
            source = canvas;
        }
        Tensor shown = source.alias(grid.windowsOf(source.layout()));
        Layout alias = shown.layout().view(matrices.shape());
        if (alias != null) {
            return shown.alias(alias);
        }
        kernels.copy(shown, windows);
        return matrices;
    }

    /** Adds up the matrices to an image of zeros {@code [in, *image]}, each window at its place. */
    void addUpTo(Tensor image) {
        boolean direct = grid.isBare();
        Tensor target = direct ? image : canvas;
        if (!direct) {
            kernels.fill(0, canvas);
        }
        grid.addUp(kernels, windows, target.alias(grid.windowsOf(target.layout())));
        if (!direct) {
            kernels.copy(canvas.alias(grid.imageOn(canvas.layout())), image.alias(grid.seenOf(image.layout())));
        }
    }

    /** Returns one entry of the first dimension. */
    static Tensor at(Tensor batch, int index) {
        return batch.alias(batch.layout().select(0, index));
    }
}
