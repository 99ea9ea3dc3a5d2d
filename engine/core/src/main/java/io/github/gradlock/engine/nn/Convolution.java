package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.op.ConvolutionOptions;
import io.github.gradlock.engine.op.Convolutions;
import io.github.gradlock.engine.tensor.Repr;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
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
    private final PaddingMode mode;
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
     * @param mode what the padding consists of; zeros where the adjoint is applied
     */
    public record Spec(int in, int out, Shape kernel, ConvolutionOptions options, boolean bias, PaddingMode mode) {
        /** Checks the sizes, that the channels can be divided into groups, and that with {@code same} padding every stride is 1. */
        public Spec {
            if (kernel.rank() < 1 || kernel.rank() > 3 || kernel.numel() == 0) {
                throw new IllegalArgumentException(
                        "kernel_size should be one to three positive numbers, got " + kernel);
            }
            Values.requireSize("in_channels", in);
            Values.requireSize("out_channels", out);
            if (options.groups() < 1) {
                throw new IllegalArgumentException("groups must be a positive integer, got " + options.groups());
            }
            if (in % options.groups() != 0 || out % options.groups() != 0) {
                throw new IllegalArgumentException("in_channels and out_channels must be divisible by groups, got " + in
                        + ", " + out + " and " + options.groups());
            }
            if (options.same() && options.stride().stream().anyMatch(stride -> stride != 1)) {
                throw new IllegalArgumentException(
                        "padding='same' is not supported for strided convolutions, got stride " + options.stride());
            }
        }

        /** Pads with zeros. */
        public Spec(int in, int out, Shape kernel, ConvolutionOptions options, boolean bias) {
            this(in, out, kernel, options, bias, PaddingMode.ZEROS);
        }

        /** Takes stride 1, no padding, and a bias. */
        public static Spec of(int in, int out, int... kernel) {
            return new Spec(in, out, Shape.of(kernel), ConvolutionOptions.DEFAULT, true);
        }

        /** Replaces stride, padding, dilation and groups. */
        public Spec with(ConvolutionOptions newOptions) {
            return new Spec(in, out, kernel, newOptions, bias, mode);
        }

        /** Replaces whether there is a bias. */
        public Spec withBias(boolean newBias) {
            return new Spec(in, out, kernel, options, newBias, mode);
        }

        /** Replaces what the padding consists of. */
        public Spec withPaddingMode(PaddingMode newMode) {
            return new Spec(in, out, kernel, options, bias, newMode);
        }
    }

    private Convolution(boolean transposed, Spec spec, Initialiser initialiser, int... outputPadding) {
        this.transposed = transposed;
        this.dims = spec.kernel.rank();
        this.in = spec.in;
        this.out = spec.out;
        this.options = spec.options;
        this.mode = spec.mode;
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
     * Applies the adjoint of a convolution, over as many dimensions as the kernel has.
     *
     * @param outputPadding what the output is larger at its ends; none is 0
     * @throws IllegalArgumentException if the padding consists of anything but zeros
     */
    public static Convolution transposed(Spec spec, Initialiser initialiser, int... outputPadding) {
        if (spec.mode != PaddingMode.ZEROS) {
            throw new IllegalArgumentException("Only \"zeros\" padding mode is supported for ConvTranspose"
                    + spec.kernel.rank() + "d, got " + spec.mode);
        }
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
        boolean zeros = mode == PaddingMode.ZEROS;
        Tensor x = zeros ? input : mode.pad(input, around());
        ConvolutionOptions inside = zeros ? options : options.withPadding(0);
        return switch (dims) {
            case 1 -> Convolutions.conv1d(x, weight, bias, inside);
            case 2 -> Convolutions.conv2d(x, weight, bias, inside);
            default -> Convolutions.conv3d(x, weight, bias, inside);
        };
    }

    /** Returns what is padded before and after each dimension, the last one first; of an odd number, the greater half comes after. */
    private int[] around() {
        List<Integer> padding = Values.spread("padding", options.padding(), dims);
        List<Integer> dilation = Values.spread("dilation", options.dilation(), dims);
        int[] around = new int[2 * dims];
        for (int i = 0; i < dims; i++) {
            int dim = dims - 1 - i;
            int whole = options.same() ? dilation.get(dim) * (weight.size(2 + dim) - 1) : 2 * padding.get(dim);
            around[2 * i] = whole / 2;
            around[2 * i + 1] = whole - whole / 2;
        }
        return around;
    }

    @Override
    protected String typeName() {
        return (transposed ? "ConvTranspose" : "Conv") + dims + "d";
    }

    @Override
    protected String extraRepr() {
        int[] sizes = weight.shape().sizes();
        return in + ", " + out + ", kernel_size="
                + Repr.tuple(Values.list(Arrays.copyOfRange(sizes, 2, sizes.length))) + ", stride="
                + Repr.tuple(Values.spread("stride", options.stride(), dims))
                + (options.same() ? ", padding=same" : unless(0, "padding", options.padding()))
                + unless(1, "dilation", options.dilation()) + unless(0, "output_padding", Values.list(outputPadding))
                + (options.groups() > 1 ? ", groups=" + options.groups() : "") + (bias == null ? ", bias=False" : "")
                + (mode == PaddingMode.ZEROS ? "" : ", padding_mode=" + mode);
    }

    private String unless(int usual, String name, List<Integer> values) {
        boolean shown = values.stream().anyMatch(value -> value != usual);
        return shown ? ", " + name + "=" + Repr.tuple(Values.spread(name, values, dims)) : "";
    }
}
