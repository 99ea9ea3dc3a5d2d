package io.github.gradlock.suite.reference;

import io.github.gradlock.engine.op.Spatial;
import io.github.gradlock.engine.op.Window;
import io.github.gradlock.engine.op.Window.Size;
import io.github.gradlock.engine.tensor.Tensor;

/** Calls of convolutions, pooling and windows. */
final class ConvolutionCalls {
    private ConvolutionCalls() {}

    static void addTo(CallTable t) {
        t.one("nn.functional.conv2d", ConvolutionCalls::conv2d);
        t.many("nn.functional.max_pool2d", call -> {
            Tensor values = Spatial.maxPool2d(call.x(), window(call));
            if (call.flag(-1, "ceil_mode", false) || call.flag(-1, "return_indices", false)) {
                throw new UnsupportedCallException("ceil_mode or return_indices");
            }
            return new Tensor[] {values};
        });
        t.one("nn.functional.avg_pool2d", call -> Spatial.avgPool2d(call.x(), window(call)));
    }

    private static Tensor conv2d(Call call) {
        Tensor weight = call.tensor(0, "weight");
        Tensor bias = call.tensorOrNull(1, "bias");
        String padding = call.text(-1, "padding", "0");
        if (padding.equals("same")) {
            throw new UnsupportedCallException("padding same");
        }
        Size pad = padding.equals("valid") ? Size.of(0) : size(call.integers(-1, "padding"), 0);
        return Spatial.conv2d(
                call.x(),
                weight,
                bias,
                size(call.integers(-1, "stride"), 1),
                pad,
                size(call.integers(-1, "dilation"), 1),
                call.integer(-1, "groups", 1));
    }

    private static Window window(Call call) {
        Size kernel = size(call.integers(0, "kernel_size"), 1);
        int[] strides = call.integers(1, "stride");
        Size stride = strides.length == 0 ? kernel : size(strides, 1);
        return new Window(kernel, stride, size(call.integers(2, "padding"), 0), size(call.integers(-1, "dilation"), 1));
    }

    private static Size size(int[] values, int otherwise) {
        return switch (values.length) {
            case 0 -> Size.of(otherwise);
            case 1 -> Size.of(values[0]);
            default -> new Size(values[0], values[1]);
        };
    }
}
