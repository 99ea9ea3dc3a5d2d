package io.github.gradlock.engine.gradcheck;

import static io.github.gradlock.engine.gradcheck.InputSpec.any;
import static io.github.gradlock.engine.gradcheck.InputSpec.distinct;

import io.github.gradlock.engine.gradcheck.OpSamples.SampleList;
import io.github.gradlock.engine.op.EmbeddingBags;
import io.github.gradlock.engine.op.EmbeddingBags.Mode;
import io.github.gradlock.engine.op.Embeddings;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;

/** Samples of rows by index, alone and in bags. A gradient that leaves rows out on purpose is true where these are not used. */
final class EmbeddingSamples {
    private static final EmbeddingBags.Options BAGS = EmbeddingBags.Options.DEFAULT;

    private EmbeddingSamples() {}

    static void addTo(SampleList s) {
        // Of rows that are looked up once, the derivative scaled by frequency is the true one.
        Embeddings.Options options =
                Embeddings.Options.DEFAULT.withPaddingIdx(1).withScaleGradByFreq(true);
        s.smooth(
                "embedding.options",
                x -> square(Embeddings.embedding(x[0], numbers(x[0], 3, 0, 2), options)),
                any(4, 2));
        s.smooth(
                "embedding_bag.sum",
                x -> square(EmbeddingBags.embeddingBag(
                        x[0], numbers(x[0], 1, 0, 1, 2), numbers(x[0], 0, 3, 3), x[1], BAGS.withMode(Mode.SUM))),
                any(3, 2),
                any(4));
        s.smooth(
                "embedding_bag.mean",
                x -> square(EmbeddingBags.embeddingBag(
                        x[0],
                        numbers(x[0], 1, 0, 1, 2),
                        numbers(x[0], 0, 1, 4),
                        null,
                        BAGS.withIncludeLastOffset(true).withLookUp(Embeddings.Options.DEFAULT.withPaddingIdx(0)))),
                any(3, 2));
        s.kinked(
                "embedding_bag.max",
                x -> square(EmbeddingBags.embeddingBag(
                        x[0],
                        Tensors.of(new long[] {1, 0, 3, 1}, x[0].device(), 2, 2),
                        null,
                        null,
                        BAGS.withMode(Mode.MAX))),
                distinct(4, 2));
    }

    private static Tensor square(Tensor x) {
        return x.mul(x);
    }

    private static Tensor numbers(Tensor like, long... values) {
        return Tensors.of(values, like.device());
    }
}
