package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** Images as windows, and windows as images: what convolution and pooling are made of. */
public final class Windows {
    private Windows() {}

    /**
     * Writes the windows of images {@code [n, c, h, w]} as columns {@code [n, c · kernel elements, windows]}; padding is zero. The
     * batch dimension may be left out.
     *
     * @throws IllegalArgumentException if the input has another rank, or is smaller than a window
     */
    public static Tensor unfold(Tensor input, Window window) {
        if (input.rank() == 3) {
            return Views.squeeze(unfold(Views.unsqueeze(input, 0), window), 0);
        }
        checkRank("unfold", input, 2);
        WindowGrid grid = WindowGrid.of("unfold", input.shape(), 2, window.withCeilMode(false));
        Tensor windows = of(input, grid);
        return Views.reshape(windows, input.size(0), input.size(1) * grid.places(), grid.windows());
    }

    /**
     * Adds up columns {@code [n, c · kernel elements, windows]} to images {@code [n, c, h, w]}, each window at its place: the
     * adjoint of {@link #unfold}. What lies on the padding is left out. The batch dimension may be left out.
     *
     * @param height of the images
     * @param width of the images
     * @throws IllegalArgumentException if the columns do not fit the windows on such an image
     */
    public static Tensor fold(Tensor columns, int height, int width, Window window) {
        if (columns.rank() == 2) {
            return Views.squeeze(fold(Views.unsqueeze(columns, 0), height, width, window), 0);
        }
        WindowGrid grid = WindowGrid.of("fold", Shape.of(height, width), 2, window.withCeilMode(false));
        if (columns.rank() != 3 || columns.size(1) % grid.places() != 0 || columns.size(2) != grid.windows()) {
            throw new IllegalArgumentException("shape mismatch in fold: columns " + columns.shape() + ", output size "
                    + grid.image() + ", kernel size " + grid.window().kernel() + ", which has " + grid.windows()
                    + " windows");
        }
        int[] leading = {columns.size(0), columns.size(1) / grid.places()};
        Tensor windows = Views.reshape(columns, grid.windows(leading));
        Tensor canvas = Dispatch.applyOne(new FoldOp(new WindowsOp(grid.canvas(leading), grid)), windows);
        return image(canvas, grid);
    }

    /** Shows images {@code [n, c, *image]} amid zeros as windows {@code [n, c, *kernel, *count]}. */
    static Tensor of(Tensor input, WindowGrid grid) {
        Tensor canvas = canvas(input, grid);
        return Dispatch.applyOne(new WindowsOp(canvas.shape(), grid), canvas);
    }

    private static Tensor canvas(Tensor image, WindowGrid grid) {
        int[] padding = new int[2 * grid.dims()];
        for (int dim = 0; dim < grid.dims(); dim++) {
            int before = grid.window().padding().get(dim);
            int at = 2 * (grid.dims() - 1 - dim);
            padding[at] = before;
            padding[at + 1] =
                    Math.max(0, grid.canvasSize(dim) - before - grid.image().get(dim));
        }
        Tensor part = padded(image, padding);
        for (int dim = 0; dim < grid.dims(); dim++) {
            part = narrowed(part, 2 + dim, 0, grid.canvasSize(dim));
        }
        return part;
    }

    private static Tensor image(Tensor canvas, WindowGrid grid) {
        int[] padding = new int[2 * grid.dims()];
        for (int dim = 0; dim < grid.dims(); dim++) {
            int end = grid.window().padding().get(dim) + grid.image().get(dim);
            padding[2 * (grid.dims() - 1 - dim) + 1] = Math.max(0, end - grid.canvasSize(dim));
        }
        Tensor part = padded(canvas, padding);
        for (int dim = 0; dim < grid.dims(); dim++) {
            int before = grid.window().padding().get(dim);
            part = narrowed(part, 2 + dim, before, grid.image().get(dim));
        }
        return part;
    }

    private static Tensor padded(Tensor x, int... padding) {
        return Arrays.stream(padding).allMatch(size -> size == 0) ? x : Views.pad(x, padding, 0);
    }

    private static Tensor narrowed(Tensor x, int axis, int start, int length) {
        return start == 0 && length == x.size(axis) ? x : Views.narrow(x, axis, start, length);
    }

    static void checkRank(String op, Tensor input, int dims) {
        if (input.rank() != dims + 2) {
            throw new IllegalArgumentException("shape mismatch in " + op + ": expected " + (dims + 1)
                    + " dimensions (unbatched) or " + (dims + 2) + " (batched), got input " + input.shape());
        }
    }

    /** Refuses images without elements; an empty batch is fine. */
    static void checkImages(String op, Tensor input, int dims) {
        checkRank(op, input, dims);
        List<Integer> sizes = Window.list(input.shape().sizes());
        if (sizes.subList(1, sizes.size()).contains(0)) {
            throw new IllegalArgumentException(
                    "shape mismatch in " + op + ": only the batch dimension may be empty, got input " + input.shape());
        }
    }
}
