package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.tensor.Layout;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A window on an image of known size. Its <em>canvas</em> is what the windows see: the image amid its padding, without what is
 * beyond the last window. Tensors may have any dimensions in front of the spatial ones.
 *
 * @param image spatial sizes of the image
 * @param window with one number for each spatial dimension
 * @param count how many windows there are along each spatial dimension
 */
record WindowGrid(List<Integer> image, Window window, List<Integer> count) {
    WindowGrid {
        image = List.copyOf(image);
        count = List.copyOf(count);
    }

    /**
     * Counts the windows on the last dimensions of an input, by the rules of PyTorch's pooling.
     *
     * @throws IllegalArgumentException if there would be none
     */
    static WindowGrid of(String op, Shape input, int dims, Window any) {
        Window window = any.spread(op, dims);
        List<Integer> image = new ArrayList<>();
        List<Integer> count = new ArrayList<>();
        for (int dim = 0; dim < dims; dim++) {
            int size = input.size(input.rank() - dims + dim);
            image.add(size);
            count.add(count(window, dim, size));
            if (count.get(dim) < 1) {
                throw new IllegalArgumentException("shape mismatch in " + op + ": input " + input + ", kernel size "
                        + window.kernel() + ", padding " + window.padding() + ", dilation " + window.dilation());
            }
        }
        return new WindowGrid(image, window, count);
    }

    private static int count(Window window, int dim, int size) {
        int padding = window.padding().get(dim);
        int stride = window.stride().get(dim);
        int room = size + 2 * padding - window.reach(dim);
        int count = Math.floorDiv(room + (window.ceilMode() ? stride - 1 : 0), stride) + 1;
        return window.ceilMode() && (count - 1) * stride >= size + padding ? count - 1 : count;
    }

    int dims() {
        return image.size();
    }

    /** Returns the number of windows. */
    int windows() {
        return product(count);
    }

    /** Returns the number of elements of a window. */
    int places() {
        return product(window.kernel());
    }

    private static int product(List<Integer> values) {
        return values.stream().reduce(1, Math::multiplyExact);
    }

    /** Returns the size of the canvas along a dimension. */
    int canvasSize(int dim) {
        return (count.get(dim) - 1) * window.stride().get(dim) + window.reach(dim);
    }

    /** Returns the shape of canvases. */
    Shape canvas(int... leading) {
        List<Integer> sizes = new ArrayList<>();
        for (int dim = 0; dim < dims(); dim++) {
            sizes.add(canvasSize(dim));
        }
        return joined(leading, sizes);
    }

    /** Returns the shape of all windows. */
    Shape windows(int... leading) {
        List<Integer> sizes = new ArrayList<>(window.kernel());
        sizes.addAll(count);
        return joined(leading, sizes);
    }

    static Shape joined(int[] leading, List<Integer> spatial) {
        int[] sizes = Arrays.copyOf(leading, leading.length + spatial.size());
        System.arraycopy(Axes.ints(spatial), 0, sizes, leading.length, spatial.size());
        return Shape.of(sizes);
    }

    /** Returns whether the canvas is the image itself. */
    boolean isBare() {
        return canvas().equals(Shape.of(Axes.ints(image)))
                && window.padding().stream().allMatch(padding -> padding == 0);
    }

    /** Returns the part of a canvas that shows the image. */
    Layout imageOn(Layout canvas) {
        return narrow(canvas, true);
    }

    /** Returns the part of an image that the canvas shows. */
    Layout seenOf(Layout whole) {
        return narrow(whole, false);
    }

    private Layout narrow(Layout layout, boolean onCanvas) {
        Layout part = layout;
        for (int dim = 0; dim < dims(); dim++) {
            int padding = window.padding().get(dim);
            int length = Math.max(0, Math.min(image.get(dim), canvasSize(dim) - padding));
            part = part.narrow(dim - dims(), onCanvas ? Math.min(padding, canvasSize(dim)) : 0, length);
        }
        return part;
    }

    /** Shows a canvas {@code […, *canvas]} as windows {@code […, *kernel, *count]}. */
    Layout windowsOf(Layout canvas) {
        int leading = canvas.shape().rank() - dims();
        Layout layout = canvas;
        for (int dim = 0; dim < dims(); dim++) {
            layout = layout.unfold(
                    leading + dim,
                    window.kernel().get(dim),
                    window.stride().get(dim),
                    window.dilation().get(dim));
        }
        int[] order = new int[leading + 2 * dims()];
        Arrays.setAll(order, i -> i < leading ? i : i < leading + dims() ? i + dims() : i - dims());
        return layout.permute(order);
    }

    /**
     * Adds windows to a canvas that both are shown as windows. For one place in the window the targets do not overlap, so that
     * each element gets its contributions one by one. The place goes down, since where an element is further on in a window, that
     * window starts further up: so the windows come in ascending row-major order (rule 7 of the numerics contract).
     */
    void addUp(Kernels kernels, Tensor windows, Tensor canvas) {
        for (int place = places() - 1; place >= 0; place--) {
            Tensor target = at(canvas, place);
            kernels.binary(BinaryFunction.ADD, target, at(windows, place), target);
        }
    }

    private Tensor at(Tensor windows, int place) {
        Layout layout = windows.layout();
        int leading = layout.shape().rank() - 2 * dims();
        int rest = place;
        for (int dim = dims() - 1; dim >= 0; dim--) {
            int size = window.kernel().get(dim);
            layout = layout.select(leading + dim, rest % size);
            rest /= size;
        }
        return windows.alias(layout);
    }
}
