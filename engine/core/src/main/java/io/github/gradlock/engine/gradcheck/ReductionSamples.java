package io.github.gradlock.engine.gradcheck;

import static io.github.gradlock.engine.gradcheck.InputSpec.any;
import static io.github.gradlock.engine.gradcheck.InputSpec.distinct;
import static io.github.gradlock.engine.gradcheck.InputSpec.positive;
import static io.github.gradlock.engine.gradcheck.InputSpec.signed;

import io.github.gradlock.engine.gradcheck.OpSamples.SampleList;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;

/** Samples of reductions and scans. */
final class ReductionSamples {
    private ReductionSamples() {}

    static void addTo(SampleList samples) {
        sums(samples);
        extremes(samples);
    }

    private static void sums(SampleList s) {
        s.smooth("sum", x -> x[0].sum(), any(3, 4));
        s.smooth("sum.dims", x -> x[0].mul(x[0]).sum(true, 0, 2), any(2, 3, 4));
        s.smooth("mean", x -> x[0].mean(), any(3, 4));
        s.smooth("mean.dim", x -> x[0].mean(false, 1), any(3, 4));
        s.smooth("var", x -> x[0].var(1, false, 0), any(4, 3));
        s.smooth("std", x -> x[0].std(1, false), any(4, 3));
        s.smooth("prod", x -> x[0].prod(), signed(5));
        s.smooth("prod.dim", x -> x[0].prod(0, true), signed(3, 2));
        s.smooth("prod.zero", x -> x[0].mul(oneZero()).prod(-1, false), signed(2, 3));
        s.smooth("cumsum", x -> x[0].cumsum(0), any(4, 3));
        s.smooth("norm.two", x -> x[0].norm(2, false, 1), signed(3, 4));
        s.kinked("norm.one", x -> x[0].norm(1, false), signed(3, 4));
        s.smooth("norm.three", x -> x[0].norm(3, false, 0), positive(3, 2));
        s.kinked("norm.infinity", x -> x[0].norm(Double.POSITIVE_INFINITY, false), distinct(7));
        s.smooth("logsumexp", x -> x[0].logsumexp(false, 1), any(3, 4));
    }

    private static Tensor oneZero() {
        return Tensors.of(new float[] {1, 0, 1, 1, 1, 1}, 2, 3);
    }

    private static void extremes(SampleList s) {
        s.kinked("max", x -> x[0].max(), distinct(7));
        s.kinked("min", x -> x[0].min(), distinct(7));
        s.kinked("max.dim", x -> x[0].max(0, false).values(), distinct(3, 5));
        s.kinked("min.dim", x -> x[0].min(1, true).values(), distinct(3, 5));
        s.kinked("amax", x -> x[0].amax(true, 0), distinct(3, 5));
        s.kinked("amin", x -> x[0].amin(false, 0, 1), distinct(3, 5));
    }
}
