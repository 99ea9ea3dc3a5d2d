package io.github.gradlock.engine.gradcheck;

import static io.github.gradlock.engine.gradcheck.InputSpec.any;

import io.github.gradlock.engine.gradcheck.OpSamples.SampleList;
import io.github.gradlock.engine.op.Views;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.List;

/** Samples of views and joins; each is squared where it is linear, so that its second derivative is not zero. */
final class StructureSamples {
    private StructureSamples() {}

    static void addTo(SampleList samples) {
        views(samples);
        joins(samples);
    }

    private static Tensor square(Tensor x) {
        return x.mul(x);
    }

    private static void views(SampleList s) {
        s.smooth("reshape", x -> square(x[0].transpose(0, 1).reshape(6)), any(2, 3));
        s.smooth("view", x -> square(x[0].view(3, 2)), any(2, 3));
        s.smooth("permute", x -> square(x[0].permute(2, 0, 1)), any(2, 3, 2));
        s.smooth("transpose", x -> square(x[0].transpose(0, 1)), any(2, 3));
        s.smooth("squeeze", x -> square(x[0].squeeze(1)), any(2, 1, 3));
        s.smooth("unsqueeze", x -> square(x[0].unsqueeze(-1)), any(2, 3));
        s.smooth("expand", x -> square(x[0].expand(2, -1, 4)), any(3, 1));
        s.smooth("flatten", x -> square(x[0].flatten(1, 2)), any(2, 3, 2));
        s.smooth("narrow", x -> square(x[0].narrow(1, 1, 2)), any(2, 4));
        s.smooth("slice", x -> square(x[0].slice(0, 1, 7, 3)), any(7));
        s.smooth("select", x -> square(x[0].select(1, -1)), any(2, 3));
        s.smooth("flip", x -> square(x[0]).flip(0, 1), any(2, 3));
    }

    private static void joins(SampleList s) {
        s.smooth("cat", x -> square(Views.cat(List.of(x), 1)), any(2, 3), any(2, 1));
        s.smooth("stack", x -> square(Views.stack(List.of(x), -1)), any(3), any(3));
        s.smooth("pad", x -> square(Views.pad(x[0], new int[] {1, 2, 0, 1}, 3)), any(2, 3));
        s.smooth("pad.negative", x -> square(Views.pad(x[0], new int[] {-1, 1}, 0)), any(2, 3));
    }
}
