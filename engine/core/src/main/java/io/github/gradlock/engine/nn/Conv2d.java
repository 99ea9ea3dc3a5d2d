package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.op.ConvolutionOptions;
import io.github.gradlock.engine.op.Convolutions;
import io.github.gradlock.engine.tensor.Tensor;

/** Convolution of images; weight and bias begin between plus and minus {@code 1 / sqrt(in kh kw)}. */
public final class Conv2d extends Module {
    private final Tensor weight;
    private final Tensor bias;
    private final ConvolutionOptions options;

    /** Maps {@code [n, in, h, w]} to {@code [n, out, h', w']} with a square kernel. */
    public Conv2d(int in, int out, int kernel, int stride, int padding, Initialiser initialiser) {
        int fanIn = in * kernel * kernel;
        this.weight = parameter("weight", initialiser.fanIn(fanIn, out, in, kernel, kernel));
        this.bias = parameter("bias", initialiser.fanIn(fanIn, out));
        this.options = ConvolutionOptions.DEFAULT.withStride(stride).withPadding(padding);
    }

    @Override
    public Tensor forward(Tensor input) {
        return Convolutions.conv2d(input, weight, bias, options);
    }
}
