package io.github.gradlock.engine.op;

import io.github.gradlock.engine.op.Window.Size;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Convolution and pooling of images {@code [n, c, h, w]}: windows as strided views, then products and reductions. */
public final class Spatial {
    private Spatial() {}

    /**
     * Convolves (cross-correlates) {@code input [n, c, h, w]} with {@code weight [out, c / groups, kh, kw]} and adds {@code bias
     * [out]}: a matrix product over {@code c, kh, kw} in that order. The batch dimension may be left out.
     */
    public static Tensor conv2d(
            Tensor input, Tensor weight, @Nullable Tensor bias, Size stride, Size padding, Size dilation, int groups) {
        if (input.rank() == 3) {
            return Views.squeeze(conv2d(Views.unsqueeze(input, 0), weight, bias, stride, padding, dilation, groups), 0);
        }
        checkConvolution(input, weight, groups);
        Window window = new Window(new Size(weight.size(2), weight.size(3)), stride, padding, dilation);
        Tensor windows = windows("conv2d", input, window, 0);
        int n = input.size(0);
        int out = weight.size(0);
        Tensor columns = Views.reshape(windows, n, groups, product(windows, 1, 4) / groups, product(windows, 4, 6));
        Tensor rows = Views.reshape(weight, 1, groups, out / groups, product(weight, 1, 4));
        Tensor image = Views.reshape(MatrixProducts.matmul(rows, columns), n, out, windows.size(4), windows.size(5));
        return bias == null ? image : Arithmetic.add(image, Views.reshape(bias, 1, out, 1, 1));
    }

    /** Convolves with stride 1, without padding, dilation or groups. */
    public static Tensor conv2d(Tensor input, Tensor weight, @Nullable Tensor bias) {
        return conv2d(input, weight, bias, Size.of(1), Size.of(0), Size.of(1), 1);
    }

    private static void checkConvolution(Tensor input, Tensor weight, int groups) {
        if (groups < 1
                || input.rank() != 4
                || weight.rank() != 4
                || input.size(1) != weight.size(1) * groups
                || weight.size(0) % groups != 0) {
            throw new IllegalArgumentException("shape mismatch in conv2d: input " + input.shape() + ", weight "
                    + weight.shape() + ", groups " + groups);
        }
        if (input.dtype() != weight.dtype()) {
            throw Operands.mismatch("conv2d", input.dtype(), weight.dtype());
        }
    }

    /** Takes the greatest element of each window, padding left out; the first of equal ones gets the derivative. */
    public static Tensor maxPool2d(Tensor input, Window window) {
        checkPadding("max_pool2d", window);
        if (input.rank() == 3) {
            return Views.squeeze(maxPool2d(Views.unsqueeze(input, 0), window), 0);
        }
        Tensor windows = windows("max_pool2d", input, window, Double.NEGATIVE_INFINITY);
        Size padding = window.padding();
        if (padding.height() + padding.width() == 0 || !input.dtype().isFloating()) {
            return Reductions.max(flat(windows), -1, false).values();
        }
        return greatestInside(input, window, flat(windows));
    }

    /** Where minus infinity is the greatest element, it may be one of the padding: there the first real element is taken. */
    private static Tensor greatestInside(Tensor input, Window window, Tensor flat) {
        Tensor image = Arithmetic.constant(input, Shape.of(1, 1, input.size(2), input.size(3)), 1);
        Tensor inside = Reductions.argmax(flat(windows("max_pool2d", image, window, 0)), -1, true);
        Tensor greatest = Reductions.argmax(flat, -1, true);
        Tensor value = Indexing.gather(Views.detach(flat), -1, greatest);
        Tensor index = Arithmetic.where(Comparisons.eq(value, Double.NEGATIVE_INFINITY), inside, greatest);
        return Views.squeeze(Indexing.gather(flat, -1, index), -1);
    }

    /** Takes the mean of each window, padding included. */
    public static Tensor avgPool2d(Tensor input, Window window) {
        checkPadding("avg_pool2d", window);
        if (input.rank() == 3) {
            return Views.squeeze(avgPool2d(Views.unsqueeze(input, 0), window), 0);
        }
        return Reductions.mean(flat(windows("avg_pool2d", input, window, 0)), false, -1);
    }

    private static void checkPadding(String op, Window window) {
        if (2 * window.padding().height() > window.kernel().height()
                || 2 * window.padding().width() > window.kernel().width()) {
            throw new IllegalArgumentException("pad should be at most half of kernel size in " + op + ", got padding "
                    + window.padding() + " and kernel size " + window.kernel());
        }
    }

    private static Tensor flat(Tensor windows) {
        Tensor last = Views.permute(windows, 0, 1, 4, 5, 2, 3);
        return Views.flatten(last, 4, 5);
    }

    private static Tensor windows(String op, Tensor input, Window window, Number outside) {
        Size pad = window.padding();
        Tensor image = input.rank() == 4 && pad.height() + pad.width() > 0
                ? Views.pad(input, new int[] {pad.width(), pad.width(), pad.height(), pad.height()}, outside)
                : input;
        if (input.rank() != 4
                || image.size(2)
                        < reach(window.kernel().height(), window.dilation().height())
                || image.size(3)
                        < reach(window.kernel().width(), window.dilation().width())) {
            throw new IllegalArgumentException("shape mismatch in " + op + ": input " + input.shape() + ", kernel size "
                    + window.kernel() + ", padding " + pad + ", dilation " + window.dilation());
        }
        Shape shape = image.shape();
        return Dispatch.applyOne(new WindowsOp(shape, window), image);
    }

    private static int reach(int kernel, int dilation) {
        return (kernel - 1) * dilation + 1;
    }

    private static int product(Tensor x, int from, int to) {
        int product = 1;
        for (int axis = from; axis < to; axis++) {
            product *= x.size(axis);
        }
        return product;
    }
}
