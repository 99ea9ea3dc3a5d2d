package io.github.gradlock.engine.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * How a window walks over the spatial dimensions of an image. Each list has a number for each of these dimensions, outermost
 * first, or a single one that counts for all of them.
 *
 * @param kernel size of the window
 * @param stride from one window to the next
 * @param padding on each side of the image
 * @param dilation from one element of the window to the next
 * @param ceilMode whether a last window may reach beyond the padding, as long as it begins before it
 */
public record Window(
        List<Integer> kernel, List<Integer> stride, List<Integer> padding, List<Integer> dilation, boolean ceilMode) {
    /** Checks that sizes make sense. */
    public Window {
        kernel = List.copyOf(kernel);
        stride = List.copyOf(stride);
        padding = List.copyOf(padding);
        dilation = List.copyOf(dilation);
        if (least(kernel) < 1 || least(stride) < 1) {
            throw new IllegalArgumentException(
                    "kernel size and stride must be positive, got " + kernel + " and " + stride);
        }
        if (least(dilation) < 1 || least(padding) < 0) {
            throw new IllegalArgumentException(
                    "dilation must be positive and padding not negative, got " + dilation + " and " + padding);
        }
    }

    private static int least(List<Integer> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a window wants at least one number of each kind, got an empty list");
        }
        return Collections.min(values);
    }

    /** Returns a window that touches neither its neighbours nor the outside: the usual one of pooling. */
    public static Window pooling(int... kernel) {
        return new Window(list(kernel), list(kernel), List.of(0), List.of(1), false);
    }

    /** Returns a window that moves by one element: the usual one of convolution and unfold. */
    public static Window sliding(int... kernel) {
        return new Window(list(kernel), List.of(1), List.of(0), List.of(1), false);
    }

    /** Replaces the steps from one window to the next. */
    public Window withStride(int... newStride) {
        return new Window(kernel, list(newStride), padding, dilation, ceilMode);
    }

    /** Replaces the padding. */
    public Window withPadding(int... newPadding) {
        return new Window(kernel, stride, list(newPadding), dilation, ceilMode);
    }

    /** Replaces the steps inside a window. */
    public Window withDilation(int... newDilation) {
        return new Window(kernel, stride, padding, list(newDilation), ceilMode);
    }

    /** Replaces whether a last window may reach beyond the padding. */
    public Window withCeilMode(boolean newCeilMode) {
        return new Window(kernel, stride, padding, dilation, newCeilMode);
    }

    /** Gives the same window with one number for each spatial dimension. */
    Window spread(String op, int dims) {
        return new Window(
                spread(op, "kernel_size", kernel, dims),
                spread(op, "stride", stride, dims),
                spread(op, "padding", padding, dims),
                spread(op, "dilation", dilation, dims),
                ceilMode);
    }

    static List<Integer> spread(String op, String what, List<Integer> values, int dims) {
        if (values.size() != 1 && values.size() != dims) {
            throw new IllegalArgumentException(
                    op + " expected " + what + " to be one number or " + dims + ", got " + values);
        }
        return values.size() == dims ? values : Collections.nCopies(dims, values.get(0));
    }

    static List<Integer> list(int... values) {
        List<Integer> list = new ArrayList<>();
        Arrays.stream(values).forEach(list::add);
        return list;
    }

    /** Returns how far a window reaches along a dimension, from its first element to its last, both included. */
    int reach(int dim) {
        return (kernel.get(dim) - 1) * dilation.get(dim) + 1;
    }
}
