package io.github.gradlock.engine.gradcheck;

import static io.github.gradlock.engine.gradcheck.InputSpec.any;
import static io.github.gradlock.engine.gradcheck.InputSpec.distinct;
import static io.github.gradlock.engine.gradcheck.InputSpec.positive;
import static io.github.gradlock.engine.gradcheck.InputSpec.signed;
import static io.github.gradlock.engine.gradcheck.InputSpec.uniform;

import io.github.gradlock.engine.gradcheck.OpSamples.SampleList;
import io.github.gradlock.engine.op.Differences;
import io.github.gradlock.engine.op.Joins;
import io.github.gradlock.engine.op.Reductions;
import io.github.gradlock.engine.op.Statistics;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.List;

/** Samples of reductions and scans. */
final class ReductionSamples {
    private ReductionSamples() {}

    static void addTo(SampleList samples) {
        sums(samples);
        moments(samples);
        norms(samples);
        scans(samples);
        extremes(samples);
    }

    private static void sums(SampleList s) {
        s.smooth("sum", x -> x[0].sum(), any(3, 4));
        s.smooth("sum.dims", x -> x[0].mul(x[0]).sum(true, 0, 2), any(2, 3, 4));
        s.smooth("mean", x -> x[0].mean(), any(3, 4));
        s.smooth("mean.dim", x -> x[0].mean(false, 1), any(3, 4));
        s.smooth("nansum", x -> holed(x[0]).nansum(false, 1), any(2, 3));
        s.smooth("nanmean", x -> holed(x[0]).nanmean(true, 0), any(2, 3));
        s.smooth("prod", x -> x[0].prod(), signed(5));
        s.smooth("prod.dim", x -> x[0].prod(0, true), signed(3, 2));
        s.smooth("prod.zero", x -> Joins.cat(List.of(x), 1).prod(-1, false), zeros(2, 1), signed(2, 3));
        s.smooth("prod.zeros", x -> Joins.cat(List.of(x), 0).prod(), zeros(2), signed(2));
        s.smooth("logsumexp", x -> x[0].logsumexp(false, 1), any(3, 4));
    }

    private static void moments(SampleList s) {
        s.smooth("var", x -> x[0].var(1, false, 0), any(4, 3));
        s.smooth("var.correction", x -> x[0].var(-1.5, true, 0, 2), any(2, 2, 3));
        s.smooth("std", x -> x[0].std(1, false), any(4, 3));
        s.smooth("cov", x -> Statistics.cov(x[0], 1), any(2, 4));
        s.smooth("corrcoef", x -> Statistics.corrcoef(x[0]), any(2, 4));
        s.smooth("diff", x -> Differences.diff(x[0].mul(x[0]), 2, 1), any(2, 4));
        s.smooth("diff.joined", x -> Differences.diff(x[0].mul(x[0]), 1, 0, x[1], x[1]), any(3), any(2));
        s.smooth("trapezoid", x -> Differences.trapezoid(x[0], x[1], 0), any(3, 2), any(3));
        s.smooth("trapezoid.dx", x -> Differences.trapezoid(x[0].mul(x[0]), 0.5, 1), any(2, 3));
        s.smooth("cumulative_trapezoid", x -> Differences.cumulativeTrapezoid(x[0], x[1], 1), any(2, 3), any(2, 3));
    }

    private static void norms(SampleList s) {
        s.smooth("norm.two", x -> x[0].norm(2, false, 1), signed(3, 4));
        s.kinked("norm.one", x -> x[0].norm(1, false), signed(3, 4));
        s.smooth("norm.three", x -> x[0].norm(3, false, 0), positive(3, 2));
        s.smooth("norm.half", x -> x[0].norm(0.5, true, 0), signed(3, 2));
        s.smooth("norm.negative", x -> x[0].norm(-2, false), signed(4));
        s.kinked("norm.zero", x -> x[0].norm(0, false), signed(3));
        s.kinked("norm.least", x -> x[0].norm(Double.NEGATIVE_INFINITY, false), distinct(4));
        s.kinked("norm.infinity", x -> x[0].norm(Double.POSITIVE_INFINITY, false), distinct(7));
    }

    private static void scans(SampleList s) {
        s.smooth("cumsum", x -> x[0].cumsum(0), any(4, 3));
        s.smooth("cumprod", x -> x[0].cumprod(0), signed(4, 2));
        s.smooth("cumprod.zero", x -> Joins.cat(List.of(x), 1).cumprod(1), signed(2, 1), zeros(2, 1), signed(2, 2));
        s.smooth("cumprod.zeros", x -> Joins.cat(List.of(x), 0).cumprod(0), zeros(2), signed(2));
        s.smooth("logcumsumexp", x -> x[0].mul(3).logcumsumexp(1), any(2, 5));
        s.kinked("cummax", x -> x[0].cummax(0).values(), distinct(4, 2));
        s.kinked("cummin", x -> x[0].cummin(1).values(), distinct(2, 4));
    }

    private static InputSpec zeros(int... sizes) {
        return uniform(0, 0, sizes);
    }

    private static Tensor holed(Tensor x) {
        return x.maskedFill(
                Tensors.of(new boolean[] {false, true, false, false, false, false}, x.device(), 2, 3), Double.NaN);
    }

    private static void extremes(SampleList s) {
        s.kinked("max", x -> x[0].max(), distinct(7));
        s.kinked("min", x -> x[0].min(), distinct(7));
        s.kinked("max.dim", x -> x[0].max(0, false).values(), distinct(3, 5));
        s.kinked("min.dim", x -> x[0].min(1, true).values(), distinct(3, 5));
        s.kinked("amax", x -> x[0].amax(true, 0), distinct(3, 5));
        s.kinked("amin", x -> x[0].amin(false, 0, 1), distinct(3, 5));
        s.kinked("aminmax", x -> Reductions.aminmax(x[0], false, 1).max(), distinct(2, 3));
    }
}
