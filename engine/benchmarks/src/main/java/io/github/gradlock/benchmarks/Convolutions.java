package io.github.gradlock.benchmarks;

import io.github.gradlock.engine.op.ConvolutionOptions;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Convolutions in the shapes of a ResNet. */
final class Convolutions {
    private static final int BATCH = 8;
    private static final int KERNEL = 3;

    private Convolutions() {}

    /** A convolution with a window of three by three, and zeros around. */
    private record Layer(int batch, int in, int out, int side, int stride) {
        String text() {
            return Scale.text(batch, in, side, side) + "-" + out + (stride > 1 ? "-stride" + stride : "");
        }
    }

    static List<Work> rows(Scale scale) {
        List<Work> rows = new ArrayList<>();
        for (Layer layer :
                List.of(layer(scale, 64, 64, 56, 1), layer(scale, 128, 128, 28, 1), layer(scale, 256, 512, 14, 2))) {
            Work forward = row("conv2d", layer, false);
            Work backward = row("conv2d_backward", layer, true);
            boolean last = layer.stride > 1;
            rows.add(last ? forward.inQuick() : forward);
            rows.add(last ? backward.inQuick() : backward);
        }
        return rows;
    }

    private static Layer layer(Scale scale, int in, int out, int side, int stride) {
        return new Layer(BATCH, scale.of(in), scale.of(out), scale.of(side), stride);
    }

    private static Work row(String name, Layer layer, boolean backward) {
        int side = (layer.side - 1) / layer.stride + 1;
        return Work.of(
                name,
                layer.text(),
                () -> {
                    Values input = Values.normal(11, layer.batch, layer.in, layer.side, layer.side);
                    Values weight = Values.normal(12, layer.out, layer.in, KERNEL, KERNEL);
                    Values bias = Values.normal(13, layer.out);
                    return backward
                            ? List.of(
                                    input.leaf(),
                                    weight.leaf(),
                                    bias.leaf(),
                                    Values.normal(14, layer.batch, layer.out, side, side)
                                            .cotangent())
                            : List.of(input, weight, bias);
                },
                x -> io.github.gradlock.engine.op.Convolutions.conv2d(
                        x[0],
                        x[1],
                        x[2],
                        ConvolutionOptions.DEFAULT.withStride(layer.stride).withPadding(1)),
                x -> torchConvolution(x[0], x[1], x[2], layer.stride));
    }

    /** PyTorch's convolution with one row of zeros around. */
    static Tensor torchConvolution(Tensor input, Tensor weight, Tensor bias, long stride) {
        long[] ones = {1, 1};
        return torch.conv2d(input, weight, new TensorOptional(bias), new long[] {stride, stride}, ones, ones, 1);
    }
}
