package io.github.gradlock.engine.gradcheck;

import static io.github.gradlock.engine.gradcheck.InputSpec.any;

import io.github.gradlock.engine.gradcheck.OpSamples.SampleList;
import io.github.gradlock.engine.op.Subscripts;
import io.github.gradlock.engine.tensor.Index;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;

/** Samples of reading and writing by subscript, mask or position, squared like those of views. */
final class SubscriptSamples {
    private SubscriptSamples() {}

    static void addTo(SampleList samples) {
        subscripts(samples);
        selections(samples);
    }

    private static Tensor square(Tensor x) {
        return x.mul(x);
    }

    private static Tensor index(Tensor like, int[] shape, long... values) {
        return Tensors.of(values, like.device(), shape);
    }

    private static Tensor mask(Tensor like, int[] shape, boolean... values) {
        return Tensors.of(values, like.device(), shape);
    }

    private static void subscripts(SampleList s) {
        Index rows = Index.of(1, -1, 1);
        s.smooth(
                "index.view",
                x -> square(x[0].get(Index.at(-1), Index.newAxis(), Index.slice(null, null, 2), Index.ellipsis())),
                any(2, 3, 2));
        s.smooth("index", x -> square(x[0].get(rows, Index.all(), Index.of(0, 2, 2))), any(2, 2, 3));
        s.smooth("index.neighbours", x -> square(x[0].get(Index.all(), rows, Index.of(0, 2, 2))), any(2, 2, 3));
        s.smooth("index.mask", x -> square(x[0].get(corners(x[0]))), any(2, 2, 2));
        s.smooth("index_put", x -> square(x[0].indexPut(x[1], Index.of(2, 0), Index.slice(1, 3))), any(3, 3), any(2));
        s.smooth("index_put.mask", x -> square(x[0].indexPut(x[1], corners(x[0]))), any(2, 2), any());
        s.smooth(
                "index_put.accumulate",
                x -> square(x[0].indexPutAccumulate(x[1], Index.of(1, 1, 0))),
                any(2, 2),
                any(3, 2));
    }

    private static Index corners(Tensor like) {
        return Index.of(mask(like, new int[] {2, 2}, true, false, true, true));
    }

    private static Tensor ends(Tensor like) {
        return mask(like, new int[] {3}, true, false, true);
    }

    private static void selections(SampleList s) {
        s.smooth("masked_select", x -> square(x[0].maskedSelect(ends(x[0]))), any(2, 3));
        s.smooth("masked_scatter", x -> square(x[0].maskedScatter(ends(x[0]), x[1])), any(2, 3), any(5));
        s.smooth("take", x -> square(x[0].take(index(x[0], new int[] {2, 2}, 0, -1, 3, 0))), any(2, 3));
        s.smooth("take_along_dim", x -> square(x[0].takeAlongDim(index(x[0], new int[] {1, 2}, 2, -3), 1)), any(2, 3));
        s.smooth(
                "take_along_dim.flat",
                x -> square(Subscripts.takeAlongDim(x[0], index(x[0], new int[] {2}, 5, 0))),
                any(2, 3));
    }
}
