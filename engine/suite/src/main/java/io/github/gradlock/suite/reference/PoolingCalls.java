package io.github.gradlock.suite.reference;

import static io.github.gradlock.suite.reference.ConvolutionCalls.orElse;

import io.github.gradlock.engine.op.AdaptivePooling;
import io.github.gradlock.engine.op.Pooling;
import io.github.gradlock.engine.op.Pooling.Maxima;
import io.github.gradlock.engine.op.Window;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.function.BiFunction;

/** Calls of pooling. */
final class PoolingCalls {
    private PoolingCalls() {}

    static void addTo(CallTable t) {
        maxima(t);
        means(t);
        adaptive(t);
    }

    private static void maxima(CallTable t) {
        t.many("nn.functional.max_pool1d", call -> maxPool(call, Pooling::maxPool1dWithIndices));
        t.many("nn.functional.max_pool2d", call -> maxPool(call, Pooling::maxPool2dWithIndices));
        t.many("nn.functional.max_pool3d", call -> maxPool(call, Pooling::maxPool3dWithIndices));
    }

    private static Tensor[] maxPool(Call call, BiFunction<Tensor, Window, Maxima> pooling) {
        Window window = window(call, 0, call.flag(4, "ceil_mode", false))
                .withPadding(orElse(call.integers(2, "padding"), 0))
                .withDilation(orElse(call.integers(3, "dilation"), 1));
        return results(pooling.apply(call.x(), window), call.flag(5, "return_indices", false));
    }

    private static Tensor[] results(Maxima maxima, boolean indices) {
        return indices ? new Tensor[] {maxima.values(), maxima.indices()} : new Tensor[] {maxima.values()};
    }

    private static Window window(Call call, int first, boolean ceilMode) {
        int[] kernel = call.integers(first, "kernel_size");
        return Window.pooling(kernel)
                .withStride(orElse(call.integers(first + 1, "stride"), kernel))
                .withCeilMode(ceilMode);
    }

    private static void means(CallTable t) {
        t.one(
                "nn.functional.avg_pool1d",
                call -> Pooling.avgPool1d(call.x(), averaging(call), call.flag(4, "count_include_pad", true)));
        t.one(
                "nn.functional.avg_pool2d",
                call -> Pooling.avgPool2d(
                        call.x(),
                        averaging(call),
                        call.flag(4, "count_include_pad", true),
                        call.integerOrNull(5, "divisor_override")));
        t.one(
                "nn.functional.avg_pool3d",
                call -> Pooling.avgPool3d(
                        call.x(),
                        averaging(call),
                        call.flag(4, "count_include_pad", true),
                        call.integerOrNull(5, "divisor_override")));
        t.one("nn.functional.lp_pool1d", call -> Pooling.lpPool1d(call.x(), power(call), norming(call)));
        t.one("nn.functional.lp_pool2d", call -> Pooling.lpPool2d(call.x(), power(call), norming(call)));
        t.one("nn.functional.lp_pool3d", call -> Pooling.lpPool3d(call.x(), power(call), norming(call)));
    }

    private static Window averaging(Call call) {
        return window(call, 0, call.flag(3, "ceil_mode", false)).withPadding(orElse(call.integers(2, "padding"), 0));
    }

    private static double power(Call call) {
        return call.number(0, "norm_type").doubleValue();
    }

    private static Window norming(Call call) {
        return window(call, 1, call.flag(3, "ceil_mode", false));
    }

    private static void adaptive(CallTable t) {
        t.one("nn.functional.adaptive_avg_pool1d", call -> AdaptivePooling.adaptiveAvgPool1d(call.x(), size(call)));
        t.one("nn.functional.adaptive_avg_pool2d", call -> AdaptivePooling.adaptiveAvgPool2d(call.x(), size(call)));
        t.one("nn.functional.adaptive_avg_pool3d", call -> AdaptivePooling.adaptiveAvgPool3d(call.x(), size(call)));
        t.many("nn.functional.adaptive_max_pool1d", call -> adaptiveMax(call, AdaptivePooling::adaptiveMaxPool1d));
        t.many("nn.functional.adaptive_max_pool2d", call -> adaptiveMax(call, AdaptivePooling::adaptiveMaxPool2d));
        t.many("nn.functional.adaptive_max_pool3d", call -> adaptiveMax(call, AdaptivePooling::adaptiveMaxPool3d));
    }

    private static Tensor[] adaptiveMax(Call call, BiFunction<Tensor, int[], Maxima> pooling) {
        return results(pooling.apply(call.x(), size(call)), call.flag(1, "return_indices", false));
    }

    private static int[] size(Call call) {
        return call.integers(0, "output_size", AdaptivePooling.SAME);
    }
}
