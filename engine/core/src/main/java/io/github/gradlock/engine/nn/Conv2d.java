package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.op.Spatial;
import io.github.gradlock.engine.op.Window.Size;
import io.github.gradlock.engine.tensor.Tensor;

/** Convolution of images; weight and bias begin between plus and minus {@code 1 / sqrt(in kh kw)}. */
public final class Conv2d extends Module {
    private final Tensor weight;
    private final Tensor bias;
    private final Size stride;
    private final Size padding;

    /** Maps {@code [n, in, h, w]} to {@code [n, out, h', w']} with a square kernel. */
    public Conv2d(int in, int out, int kernel, int stride, int padding, Initialiser initialiser) {
        int fanIn = in * kernel * kernel;
        this.weight = parameter("weight", initialiser.fanIn(fanIn, out, in, kernel, kernel));
        this.bias = parameter("bias", initialiser.fanIn(fanIn, out));
        this.stride = Size.of(stride);
        this.padding = Size.of(padding);
    }

    @Override
    public Tensor forward(Tensor input) {
        return Spatial.conv2d(input, weight, bias, stride, padding, Size.of(1), 1);
    }
}
