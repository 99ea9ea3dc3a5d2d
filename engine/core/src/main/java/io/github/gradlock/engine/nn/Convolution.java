package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.op.ConvolutionOptions;
import io.github.gradlock.engine.op.Convolutions;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Convolution over one, two or three spatial dimensions, or its adjoint; {@code torch.nn.Conv2d}, {@code ConvTranspose2d} and so on.
 * Weight and bias begin between plus and minus 1 / sqrt(channels · elements of the kernel) as PyTorch counts them.
 */
public final class Convolution extends Module {
    private final boolean transposed;
    private final int dims;
    private final int in;
    private final int out;
    private final ConvolutionOptions options;
    private final int[] outputPadding;
    private final Tensor weight;
    private final @Nullable Tensor bias;

    /**
     * What is convolved.
     *
     * @param in channels of the input
     * @param out channels of the output
     * @param kernel one size for each spatial dimension
     * @param options stride, padding, dilation and groups
     * @param bias whether a bias is added
     */
    public record Spec(int in, int out, Shape kernel, ConvolutionOptions options, boolean bias) {
        /** Checks that the channels can be divided into groups. */
        public Spec {
            if (in % options.groups() != 0 || out % options.groups() != 0) {
                throw new IllegalArgumentException("in_channels and out_channels must be divisible by groups, got " + in
                        + ", " + out + " and " + options.groups());
            }
        }
    }

    private Convolution(boolean transposed, Spec spec, Initialiser initialiser, int... outputPadding) {
        this.transposed = transposed;
        this.dims = spec.kernel.rank();
        this.in = spec.in;
        this.out = spec.out;
        this.options = spec.options;
        this.outputPadding = outputPadding.clone();
        int groups = spec.options.groups();
        int[] sizes = IntStream.concat(
                        transposed ? IntStream.of(in, out / groups) : IntStream.of(out, in / groups),
                        Arrays.stream(spec.kernel.sizes()))
                .toArray();
        int fanIn = sizes[1] * spec.kernel.numel();
        weight = parameter("weight", initialiser.fanIn(fanIn, sizes));
        bias = spec.bias ? parameter("bias", initialiser.fanIn(fanIn, out)) : null;
    }

    /** Convolves over as many dimensions as the kernel has: {@code [n, in, *sizes]} to {@code [n, out, *sizes']}. */
    public static Convolution of(Spec spec, Initialiser initialiser) {
        return new Convolution(false, spec, initialiser);
    }

    /** Convolves images {@code [n, in, h, w]} with a square kernel. */
    public static Convolution conv2d(int in, int out, int kernel, int stride, int padding, Initialiser initialiser) {
        ConvolutionOptions options =
                ConvolutionOptions.DEFAULT.withStride(stride).withPadding(padding);
        return of(new Spec(in, out, Shape.of(kernel, kernel), options, true), initialiser);
    }

    /**
     * Applies the adjoint of a convolution.
     *
     * @param outputPadding what the output is larger at its ends; none is 0
     */
    public static Convolution transposed(Spec spec, Initialiser initialiser, int... outputPadding) {
        return new Convolution(true, spec, initialiser, outputPadding);
    }

    @Override
    public Tensor forward(Tensor input) {
        if (transposed) {
            return switch (dims) {
                case 1 -> Convolutions.convTranspose1d(input, weight, bias, options, outputPadding);
                case 2 -> Convolutions.convTranspose2d(input, weight, bias, options, outputPadding);
                default -> Convolutions.convTranspose3d(input, weight, bias, options, outputPadding);
            };
        }
        return switch (dims) {
            case 1 -> Convolutions.conv1d(input, weight, bias, options);
            case 2 -> Convolutions.conv2d(input, weight, bias, options);
            default -> Convolutions.conv3d(input, weight, bias, options);
        };
    }

    @Override
    protected String typeName() {
        return (transposed ? "ConvTranspose" : "Conv") + dims + "d";
    }

    @Override
    protected String extraRepr() {
        int[] sizes = weight.shape().sizes();
        return in + ", " + out + ", kernel_size=" + Shape.of(Arrays.copyOfRange(sizes, 2, sizes.length)) + ", stride="
                + options.stride() + (options.same() ? ", padding=same" : ", padding=" + options.padding())
                + (options.groups() > 1 ? ", groups=" + options.groups() : "") + (bias == null ? ", bias=False" : "");
    }
}
