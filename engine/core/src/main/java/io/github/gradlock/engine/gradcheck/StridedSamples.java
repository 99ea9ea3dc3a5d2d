package io.github.gradlock.engine.gradcheck;

import static io.github.gradlock.engine.gradcheck.InputSpec.any;

import io.github.gradlock.engine.gradcheck.OpSamples.SampleList;
import io.github.gradlock.engine.tensor.Tensor;

/** Samples of views by strides: with indices that share elements, and over inputs that are views themselves. */
final class StridedSamples {
    private StridedSamples() {}

    static void addTo(SampleList s) {
        s.smooth("as_strided", x -> square(x[0].asStrided(new int[] {2, 2}, new int[] {1, 3}, 1)), any(7));
        s.smooth("as_strided.overlapping", x -> square(x[0].asStrided(new int[] {3, 3}, 1, 2)), any(2, 4));
        s.smooth("as_strided.expanded", x -> square(x[0].asStrided(new int[] {2, 3}, 0, 1)), any(4));
        s.smooth("as_strided.of_view", x -> square(x[0].transpose(0, 1).asStrided(new int[] {2, 2}, 3, 1)), any(2, 3));
        s.smooth("as_strided.of_expanded", x -> square(x[0].mul(1).expand(2, 3).asStrided(new int[] {3}, 1)), any(3));
    }

    private static Tensor square(Tensor x) {
        return x.mul(x);
    }
}
