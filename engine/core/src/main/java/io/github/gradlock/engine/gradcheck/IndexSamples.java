package io.github.gradlock.engine.gradcheck;

import static io.github.gradlock.engine.gradcheck.InputSpec.any;
import static io.github.gradlock.engine.gradcheck.InputSpec.distinct;
import static io.github.gradlock.engine.gradcheck.InputSpec.signed;
import static io.github.gradlock.engine.gradcheck.InputSpec.uniform;

import io.github.gradlock.engine.gradcheck.OpSamples.SampleList;
import io.github.gradlock.engine.op.Indexing;
import io.github.gradlock.engine.op.Joins;
import io.github.gradlock.engine.op.Scatters;
import io.github.gradlock.engine.op.Scatters.Reduction;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.List;

/** Samples of reading and writing by index; each is squared where it is linear, so that its second derivative is not zero. */
final class IndexSamples {
    private IndexSamples() {}

    static void addTo(SampleList samples) {
        slices(samples);
        elements(samples);
        reductions(samples);
    }

    private static Tensor square(Tensor x) {
        return x.mul(x);
    }

    private static Tensor index(Tensor like, long... values) {
        return Tensors.of(values, like.device());
    }

    private static Tensor pairs(Tensor like, long... values) {
        return Tensors.of(values, like.device(), values.length / 2, 2);
    }

    private static void slices(SampleList s) {
        s.smooth("index_select", x -> square(x[0].indexSelect(0, index(x[0], 2, 0, 2))), any(3, 2));
        s.smooth("index_add", x -> square(x[0].indexAdd(1, index(x[0], 1, 1, 0), x[1])), any(2, 3), any(2, 3));
        s.smooth(
                "index_add.alpha",
                x -> square(Scatters.indexAdd(x[0], 0, index(x[0], 2, 0), x[1], -0.5)),
                any(3, 2),
                any(2, 2));
        s.smooth("index_copy", x -> square(x[0].indexCopy(0, index(x[0], 2, 0), x[1])), any(3, 2), any(2, 2));
        s.smooth("index_fill", x -> square(Scatters.indexFill(x[0], 1, index(x[0], 2, 0), x[1])), any(2, 3), any());
        s.smooth("index_fill.number", x -> square(x[0].indexFill(0, index(x[0], 1), 3)), any(2, 3));
        s.smooth("embedding", x -> square(Indexing.embedding(x[0], pairs(x[0], 1, 3, 1, 0))), any(4, 3));
    }

    private static void elements(SampleList s) {
        s.smooth("gather", x -> square(x[0].gather(1, pairs(x[0], 0, 0, 2, 1))), any(3, 3));
        s.smooth("scatter", x -> square(x[0].scatter(0, pairs(x[0], 2, 1, 0, 0), x[1])), any(3, 2), any(2, 3));
        s.smooth("scatter.number", x -> square(x[0].scatter(1, pairs(x[0], 2, 1, 0, 0), 0.5)), any(2, 3));
        s.smooth("scatter_add", x -> square(x[0].scatterAdd(0, pairs(x[0], 2, 1, 2, 0), x[1])), any(3, 2), any(2, 3));
    }

    private static Tensor targets(Tensor like) {
        return pairs(like, 2, 1, 2, 0, 0, 0);
    }

    private static void reductions(SampleList s) {
        for (boolean self : new boolean[] {true, false}) {
            String end = self ? ".self" : "";
            s.smooth(
                    "scatter_reduce.prod" + end,
                    x -> x[0].scatterReduce(0, targets(x[0]), x[1], Reduction.PROD, self),
                    signed(3, 2),
                    signed(3, 2));
            s.smooth(
                    "scatter_reduce.mean" + end,
                    x -> square(x[0].scatterReduce(0, targets(x[0]), x[1], Reduction.MEAN, self)),
                    any(3, 2),
                    any(3, 2));
            s.smooth(
                    "scatter_reduce.sum" + end,
                    x -> square(x[0].scatterReduce(0, targets(x[0]), x[1], Reduction.SUM, self)),
                    any(3, 2),
                    any(3, 2));
            s.kinked(
                    "scatter_reduce.amax" + end,
                    x -> x[0].scatterReduce(0, targets(x[0]), x[1].mul(1.1), Reduction.AMAX, self),
                    distinct(3, 2),
                    distinct(3, 2));
            s.kinked(
                    "scatter_reduce.amin" + end,
                    x -> x[0].scatterReduce(0, targets(x[0]), x[1].mul(1.1), Reduction.AMIN, self),
                    distinct(3, 2),
                    distinct(3, 2));
        }
        s.smooth(
                "scatter_reduce.prod.zeros",
                x -> x[0].scatterReduce(
                        0, index(x[0], 1, 0, 1, 1), Joins.cat(List.of(x[1], x[2]), 0), Reduction.PROD, true),
                signed(2),
                uniform(0, 0, 2),
                signed(2));
        s.smooth(
                "scatter_reduce.prod.more_zeros",
                x -> x[0].scatterReduce(
                        0, index(x[0], 1, 1, 0, 1), Joins.cat(List.of(x[1], x[2]), 0), Reduction.PROD, true),
                signed(2),
                uniform(0, 0, 2),
                signed(2));
    }
}
