package io.github.gradlock.engine.gradcheck;

import static io.github.gradlock.engine.gradcheck.InputSpec.distinct;

import io.github.gradlock.engine.gradcheck.OpSamples.SampleList;
import io.github.gradlock.engine.op.Quantiles;
import io.github.gradlock.engine.op.Quantiles.Interpolation;
import io.github.gradlock.engine.op.Sorting;

/** Samples of what is found in an order. */
final class SortingSamples {
    private SortingSamples() {}

    static void addTo(SampleList s) {
        s.kinked("sort", x -> x[0].sort(0, false).values(), distinct(4, 2));
        s.kinked("sort.descending", x -> x[0].sort(-1, true).values(), distinct(2, 11));
        s.kinked("topk", x -> x[0].topk(2, 1, true).values(), distinct(2, 5));
        s.kinked("topk.least", x -> x[0].topk(3, 0, false).values(), distinct(4, 2));
        s.kinked("kthvalue", x -> x[0].kthvalue(2, 1, true).values(), distinct(3, 4));
        s.kinked("median", x -> x[0].median(), distinct(6));
        s.kinked("median.dim", x -> x[0].median(0, false).values(), distinct(5, 2));
        s.kinked("nanmedian", x -> Sorting.nanmedian(x[0], 1, false).values(), distinct(2, 4));
        s.kinked("mode", x -> x[0].mode(1, false).values(), distinct(2, 3));
        s.kinked("quantile", x -> Quantiles.quantile(x[0], 0.4, 1, true, Interpolation.LINEAR), distinct(2, 4));
        s.kinked(
                "quantile.midpoint", x -> Quantiles.quantile(x[0], 0.4, 0, false, Interpolation.MIDPOINT), distinct(5));
        s.kinked("nanquantile", x -> Quantiles.nanquantile(x[0], 0.9, 0, false, Interpolation.NEAREST), distinct(5));
    }
}
