package io.github.gradlock.engine.gradcheck;

import static io.github.gradlock.engine.gradcheck.InputSpec.any;
import static io.github.gradlock.engine.gradcheck.InputSpec.distinct;
import static io.github.gradlock.engine.gradcheck.InputSpec.positive;

import io.github.gradlock.engine.gradcheck.OpSamples.SampleList;
import io.github.gradlock.engine.op.AdaptivePooling;
import io.github.gradlock.engine.op.Pooling;
import io.github.gradlock.engine.op.Unpooling;
import io.github.gradlock.engine.op.Window;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;

/** Samples of pooling. */
final class PoolingSamples {
    private PoolingSamples() {}

    static void addTo(SampleList samples) {
        maxima(samples);
        unpooled(samples);
        means(samples);
        adaptive(samples);
    }

    private static void maxima(SampleList s) {
        s.kinked("max_pool1d", x -> Pooling.maxPool1d(x[0], Window.sliding(2).withDilation(2)), distinct(2, 2, 5));
        s.kinked("max_pool2d", x -> Pooling.maxPool2d(x[0], Window.pooling(2)), distinct(1, 2, 4, 4));
        s.kinked(
                "max_pool2d.overlapping",
                x -> Pooling.maxPool2d(x[0], Window.pooling(3).withStride(2).withPadding(1)),
                distinct(1, 1, 5, 5));
        s.kinked(
                "max_pool3d",
                x -> Pooling.maxPool3d(x[0], Window.pooling(2, 2, 1).withCeilMode(true)),
                distinct(1, 2, 3, 2));
    }

    private static void unpooled(SampleList s) {
        s.smooth(
                "max_unpool1d",
                x -> Unpooling.maxUnpool1d(x[0], at(x[0], 2, 0, 5, 3), Window.pooling(3)),
                any(1, 2, 2));
        s.smooth(
                "max_unpool2d",
                x -> Unpooling.maxUnpool2d(x[0], at(x[0], 7, 2), Window.pooling(2), 3, 5),
                any(1, 1, 1, 2));
        s.smooth("max_unpool3d", x -> Unpooling.maxUnpool3d(x[0], at(x[0], 6), Window.pooling(2)), any(1, 1, 1, 1));
    }

    /** Indices in the shape of the input. */
    private static Tensor at(Tensor input, long... indices) {
        return Tensors.of(indices, input.device(), input.shape().sizes());
    }

    private static void means(SampleList s) {
        s.smooth(
                "avg_pool1d",
                x -> Pooling.avgPool1d(
                        x[0], Window.pooling(3).withStride(2).withPadding(1).withCeilMode(true), false),
                any(2, 2, 6));
        s.smooth("avg_pool2d", x -> Pooling.avgPool2d(x[0], Window.pooling(2)), any(1, 2, 4, 4));
        s.smooth("avg_pool3d", x -> Pooling.avgPool3d(x[0], Window.sliding(2, 1, 2), true, 3), any(1, 1, 2, 2, 3));
        s.smooth("lp_pool1d", x -> Pooling.lpPool1d(x[0], 3, Window.pooling(2)), positive(1, 2, 4));
        s.smooth("lp_pool2d", x -> Pooling.lpPool2d(x[0], 2, Window.sliding(2)), any(1, 2, 3, 3));
        s.smooth("lp_pool3d", x -> Pooling.lpPool3d(x[0], 2, Window.pooling(2)), any(1, 2, 2, 2));
    }

    private static void adaptive(SampleList s) {
        s.smooth("adaptive_avg_pool1d", x -> AdaptivePooling.adaptiveAvgPool1d(x[0], 3), any(2, 2, 5));
        s.smooth(
                "adaptive_avg_pool2d",
                x -> AdaptivePooling.adaptiveAvgPool2d(x[0], 2, AdaptivePooling.SAME),
                any(1, 2, 4, 3));
        s.smooth("adaptive_avg_pool3d", x -> AdaptivePooling.adaptiveAvgPool3d(x[0], 2, 1, 2), any(1, 3, 2, 2));
        s.kinked(
                "adaptive_max_pool1d",
                x -> AdaptivePooling.adaptiveMaxPool1d(x[0], 2).values(),
                distinct(2, 5));
        s.kinked(
                "adaptive_max_pool2d",
                x -> AdaptivePooling.adaptiveMaxPool2d(x[0], 2, 3).values(),
                distinct(1, 2, 3, 4));
        s.kinked(
                "adaptive_max_pool3d",
                x -> AdaptivePooling.adaptiveMaxPool3d(x[0], 1, 2, 1).values(),
                distinct(1, 2, 3, 2));
    }
}
