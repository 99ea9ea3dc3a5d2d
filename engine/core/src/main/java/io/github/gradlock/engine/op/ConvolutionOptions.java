package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Shape;
import java.util.List;

/**
 * How a convolution walks over an image. Each list has a number for each spatial dimension, outermost first, or a single one that
 * counts for all of them.
 *
 * @param stride from one window to the next
 * @param padding on each side of the image, with zeros
 * @param same whether the padding is chosen instead so that the output has the size of the image; the stride must be 1 then
 * @param dilation from one element of the kernel to the next
 * @param groups into how many parts the channels are divided, each convolved on its own
 */
public record ConvolutionOptions(
        List<Integer> stride, List<Integer> padding, boolean same, List<Integer> dilation, int groups) {
    /** Stride 1, no padding, dilation 1, one group. */
    public static final ConvolutionOptions DEFAULT =
            new ConvolutionOptions(List.of(1), List.of(0), false, List.of(1), 1);

    /** Copies the lists, and checks their numbers. */
    public ConvolutionOptions {
        stride = List.copyOf(stride);
        padding = List.copyOf(padding);
        dilation = List.copyOf(dilation);
        if (stride.stream().anyMatch(each -> each < 1)) {
            throw new IllegalArgumentException("non-positive stride is not supported, got " + stride);
        }
        if (padding.stream().anyMatch(each -> each < 0)) {
            throw new IllegalArgumentException("negative padding is not supported, got " + padding);
        }
        if (dilation.stream().anyMatch(each -> each < 1)) {
            throw new IllegalArgumentException("dilation should be greater than zero, got " + dilation);
        }
    }

    /** Replaces the stride. */
    public ConvolutionOptions withStride(int... newStride) {
        return new ConvolutionOptions(Window.list(newStride), padding, same, dilation, groups);
    }

    /** Replaces the padding. */
    public ConvolutionOptions withPadding(int... newPadding) {
        return new ConvolutionOptions(stride, Window.list(newPadding), false, dilation, groups);
    }

    /** Chooses the padding so that the output has the size of the image; of an odd number, the greater half comes after it. */
    public ConvolutionOptions withSamePadding() {
        return new ConvolutionOptions(stride, List.of(0), true, dilation, groups);
    }

    /** Replaces the dilation. */
    public ConvolutionOptions withDilation(int... newDilation) {
        return new ConvolutionOptions(stride, padding, same, Window.list(newDilation), groups);
    }

    /** Replaces the number of groups. */
    public ConvolutionOptions withGroups(int newGroups) {
        return new ConvolutionOptions(stride, padding, same, dilation, newGroups);
    }

    /** Returns the window of a weight {@code […, …, *kernel]}. */
    Window window(Shape weight) {
        List<Integer> kernel = Window.list(weight.sizes()).subList(2, weight.rank());
        return new Window(kernel, stride, padding, dilation, false);
    }
}
