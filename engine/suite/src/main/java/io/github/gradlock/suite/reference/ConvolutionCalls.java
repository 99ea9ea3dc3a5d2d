package io.github.gradlock.suite.reference;

import io.github.gradlock.engine.op.ConvolutionOptions;
import io.github.gradlock.engine.op.Convolutions;
import io.github.gradlock.engine.op.Window;
import io.github.gradlock.engine.op.Windows;
import io.github.gradlock.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Calls of convolutions and windows. */
final class ConvolutionCalls {
    private ConvolutionCalls() {}

    /** A convolution with any number of spatial dimensions. */
    @FunctionalInterface
    private interface Convolution {
        Tensor apply(Tensor input, Tensor weight, @Nullable Tensor bias, ConvolutionOptions options);
    }

    /** A transposed convolution with any number of spatial dimensions. */
    @FunctionalInterface
    private interface Transpose {
        Tensor apply(
                Tensor input, Tensor weight, @Nullable Tensor bias, ConvolutionOptions options, int... outputPadding);
    }

    static void addTo(CallTable t) {
        t.one("nn.functional.conv1d", call -> convolution(call, Convolutions::conv1d));
        t.one("nn.functional.conv2d", call -> convolution(call, Convolutions::conv2d));
        t.one("nn.functional.conv3d", call -> convolution(call, Convolutions::conv3d));
        t.one("nn.functional.conv_transpose1d", call -> transpose(call, Convolutions::convTranspose1d));
        t.one("nn.functional.conv_transpose2d", call -> transpose(call, Convolutions::convTranspose2d));
        t.one("nn.functional.conv_transpose3d", call -> transpose(call, Convolutions::convTranspose3d));
        t.one("nn.functional.unfold", call -> Windows.unfold(call.x(), window(call, 0)));
        t.one("nn.functional.fold", call -> {
            int[] size = call.integers(0, "output_size");
            return Windows.fold(call.x(), size[0], size[size.length - 1], window(call, 1));
        });
    }

    private static Tensor convolution(Call call, Convolution convolution) {
        ConvolutionOptions options = padded(call)
                .withStride(orElse(call.integers(2, "stride"), 1))
                .withDilation(orElse(call.integers(4, "dilation"), 1))
                .withGroups(call.integer(5, "groups", 1));
        return convolution.apply(call.x(), call.tensor(0, "weight"), call.tensorOrNull(1, "bias"), options);
    }

    private static ConvolutionOptions padded(Call call) {
        return switch (call.text(3, "padding", "valid")) {
            case "same" -> ConvolutionOptions.DEFAULT.withSamePadding();
            case "valid" -> ConvolutionOptions.DEFAULT;
            default -> ConvolutionOptions.DEFAULT.withPadding(call.integers(3, "padding"));
        };
    }

    private static Tensor transpose(Call call, Transpose transpose) {
        ConvolutionOptions options = ConvolutionOptions.DEFAULT
                .withStride(orElse(call.integers(2, "stride"), 1))
                .withPadding(orElse(call.integers(3, "padding"), 0))
                .withGroups(call.integer(5, "groups", 1))
                .withDilation(orElse(call.integers(6, "dilation"), 1));
        return transpose.apply(
                call.x(),
                call.tensor(0, "weight"),
                call.tensorOrNull(1, "bias"),
                options,
                call.integers(4, "output_padding"));
    }

    private static Window window(Call call, int first) {
        return Window.sliding(call.integers(first, "kernel_size"))
                .withDilation(orElse(call.integers(first + 1, "dilation"), 1))
                .withPadding(orElse(call.integers(first + 2, "padding"), 0))
                .withStride(orElse(call.integers(first + 3, "stride"), 1));
    }

    static int[] orElse(int[] values, int... otherwise) {
        return values.length == 0 ? otherwise : values;
    }
}
