package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Layout;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;

/** Working memory of a convolution, used again for each image: the canvas of one image, on which its windows are seen. */
final class Columns {
    private final Kernels kernels;
    private final WindowGrid grid;
    private final int groups;
    private final Tensor canvas;

    Columns(Kernels kernels, ConvolutionGeometry geometry, DType dtype) {
        this.kernels = kernels;
        grid = geometry.grid();
        groups = geometry.groups();
        canvas = kernels.zeros(grid.canvas(geometry.input().size(1)), dtype);
    }

    /** Shows an image {@code [in, *image]} as windows {@code [groups, in / groups, *kernel, *count]}: an alias of the image, or of the canvas. */
    Tensor of(Tensor image) {
        Tensor source = image;
        if (!grid.isBare()) {
            kernels.copy(image.alias(grid.seenOf(image.layout())), canvas.alias(grid.imageOn(canvas.layout())));
            source = canvas;
        }
        return source.alias(grouped(grid.windowsOf(source.layout())));
    }

    /** Splits the channels, in front, into groups. */
    private Layout grouped(Layout layout) {
        int[] sizes = layout.shape().sizes();
        int[] strides = layout.strides();
        int[] moreSizes = new int[sizes.length + 1];
        int[] moreStrides = new int[sizes.length + 1];
        System.arraycopy(sizes, 0, moreSizes, 1, sizes.length);
        System.arraycopy(strides, 0, moreStrides, 1, strides.length);
        moreSizes[0] = groups;
        moreSizes[1] = sizes[0] / groups;
        moreStrides[0] = moreSizes[1] * strides[0];
        return new Layout(Shape.of(moreSizes), moreStrides, layout.offset());
    }

    /** Adds up windows {@code [in, *kernel, *count]} to an image of zeros {@code [in, *image]}, each at its place. */
    void addUp(Tensor windows, Tensor image) {
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
