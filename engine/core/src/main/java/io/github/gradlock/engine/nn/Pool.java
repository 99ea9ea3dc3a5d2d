package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.op.AdaptivePooling;
import io.github.gradlock.engine.op.Pooling;
import io.github.gradlock.engine.op.Window;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.function.UnaryOperator;

/** Pooling of images {@code [n, c, h, w]} as a module. */
public final class Pool extends Module {
    private final String name;
    private final String arguments;
    private final UnaryOperator<Tensor> function;

    private Pool(String name, String arguments, UnaryOperator<Tensor> function) {
        this.name = name;
        this.arguments = arguments;
        this.function = function;
    }

    /** Takes the greatest element of each window. */
    public static Pool max2d(Window window) {
        return new Pool("MaxPool2d", text(window), x -> Pooling.maxPool2d(x, window));
    }

    /** Takes the mean of each window. */
    public static Pool average2d(Window window) {
        return new Pool("AvgPool2d", text(window), x -> Pooling.avgPool2d(x, window));
    }

    /** Takes means of as many parts as the output is to have. */
    public static Pool adaptiveAverage2d(int height, int width) {
        return new Pool(
                "AdaptiveAvgPool2d",
                "output_size=(" + height + ", " + width + ")",
                x -> AdaptivePooling.adaptiveAvgPool2d(x, height, width));
    }

    private static String text(Window window) {
        return "kernel_size=" + window.kernel() + ", stride=" + window.stride() + ", padding=" + window.padding();
    }

    @Override
    public Tensor forward(Tensor input) {
        return function.apply(input);
    }

    @Override
    protected String typeName() {
        return name;
    }

    @Override
    protected String extraRepr() {
        return arguments;
    }
}
