package io.github.gradlock.suite.reference;

import io.github.gradlock.engine.op.EmbeddingBags;
import io.github.gradlock.engine.op.Embeddings;
import org.jspecify.annotations.Nullable;

/** Calls of embeddings and embedding bags, with the weight in front of the indices. */
final class EmbeddingCalls {
    private EmbeddingCalls() {}

    static void addTo(CallTable t) {
        t.one("nn.functional.embedding", call -> Embeddings.embedding(call.x(), call.tensor(0, "input"), lookUp(call)));
        t.one(
                "nn.functional.embedding_bag",
                call -> EmbeddingBags.embeddingBag(
                        call.x(),
                        call.tensor(0, "input"),
                        call.tensorOrNull(1, "offsets"),
                        call.tensorOrNull(-1, "per_sample_weights"),
                        EmbeddingBags.Options.DEFAULT
                                .withMode(EmbeddingBags.Mode.valueOf(
                                        ResamplingCalls.upper(call.text(-1, "mode", "mean"))))
                                .withIncludeLastOffset(call.flag(-1, "include_last_offset", false))
                                .withLookUp(lookUp(call))));
    }

    private static Embeddings.Options lookUp(Call call) {
        call.flag(-1, "sparse", false);
        return Embeddings.Options.DEFAULT
                .withPaddingIdx(call.integerOrNull(-1, "padding_idx"))
                .withMaxNorm(
                        numberOrNull(call, "max_norm"),
                        call.number(-1, "norm_type", 2).doubleValue())
                .withScaleGradByFreq(call.flag(-1, "scale_grad_by_freq", false));
    }

    private static @Nullable Double numberOrNull(Call call, String name) {
        double[] values = call.numbers(-1, name);
        return values.length == 0 ? null : (Double) values[0];
    }
}
