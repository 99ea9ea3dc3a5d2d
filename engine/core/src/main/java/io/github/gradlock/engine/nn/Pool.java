package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.op.AdaptivePooling;
import io.github.gradlock.engine.op.Pooling;
import io.github.gradlock.engine.op.Window;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * Pooling of signals {@code [n, c, l]}, images {@code [n, c, h, w]} or volumes {@code [n, c, d, h, w]} as a module; n may be left out.
 * {@code Window.pooling(2)} is the usual window. What does not fit is an {@link IllegalArgumentException} naming op and shapes.
 */
public final class Pool extends ParameterFree {
    private Pool(String name, String arguments, UnaryOperator<Tensor> function) {
        super(name, arguments, function);
    }

    private static Pool greatest(int dims, Window window, UnaryOperator<Tensor> function) {
        String arguments = text(window) + ", dilation=" + Values.shown(window.dilation()) + ", ceil_mode="
                + (window.ceilMode() ? "True" : "False");
        return new Pool("MaxPool" + dims + "d", arguments, function);
    }

    private static Pool mean(int dims, Window window, UnaryOperator<Tensor> function) {
        return new Pool("AvgPool" + dims + "d", text(window), function);
    }

    private static Pool adaptive(String name, UnaryOperator<Tensor> function, int... sizes) {
        return new Pool(name, "output_size=" + Values.shown(Values.list(sizes)), function);
    }

    private static String text(Window window) {
        return "kernel_size=" + Values.shown(window.kernel()) + ", stride=" + Values.shown(window.stride())
                + ", padding=" + Values.shown(window.padding());
    }

    /** Takes the greatest element of each window of a signal. */
    public static Pool max1d(Window window) {
        return greatest(1, window, x -> Pooling.maxPool1d(x, window));
    }

    /** Takes the greatest element of each window of an image. */
    public static Pool max2d(Window window) {
        return greatest(2, window, x -> Pooling.maxPool2d(x, window));
    }

    /** Takes the greatest element of each window of a volume. */
    public static Pool max3d(Window window) {
        return greatest(3, window, x -> Pooling.maxPool3d(x, window));
    }

    /** Takes the mean of each window of a signal; zeros of the padding count. */
    public static Pool average1d(Window window) {
        return mean(1, window, x -> Pooling.avgPool1d(x, window));
    }

    /** Takes the mean of each window of an image; zeros of the padding count. */
    public static Pool average2d(Window window) {
        return mean(2, window, x -> Pooling.avgPool2d(x, window));
    }

    /** Takes the mean of each window of a volume; zeros of the padding count. */
    public static Pool average3d(Window window) {
        return mean(3, window, x -> Pooling.avgPool3d(x, window));
    }

    /** Takes means of as many parts of a signal as the output is to have. */
    public static Pool adaptiveAverage1d(int length) {
        return adaptive("AdaptiveAvgPool1d", x -> AdaptivePooling.adaptiveAvgPool1d(x, length), length);
    }

    /** Takes means of as many parts of an image as the output is to have; {@link AdaptivePooling#SAME} keeps a size. */
    public static Pool adaptiveAverage2d(int height, int width) {
        return adaptive("AdaptiveAvgPool2d", x -> AdaptivePooling.adaptiveAvgPool2d(x, height, width), height, width);
    }

    /** Takes the greatest element of as many parts of a signal as the output is to have. */
    public static Pool adaptiveMax1d(int length) {
        return adaptive(
                "AdaptiveMaxPool1d",
                x -> AdaptivePooling.adaptiveMaxPool1d(x, length).values(),
                length);
    }

    /** Takes the greatest element of as many parts of an image as the output is to have. */
    public static Pool adaptiveMax2d(int height, int width) {
        return adaptive(
                "AdaptiveMaxPool2d",
                x -> AdaptivePooling.adaptiveMaxPool2d(x, height, width).values(),
                height,
                width);
    }
}
