package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.op.Embeddings;
import io.github.gradlock.engine.tensor.Repr;
import io.github.gradlock.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a table by int64 index: indices of any shape to that shape with {@code width} behind it. The table begins normally
 * distributed, but for the row of the padding, which is zero and gets no gradient.
 */
public final class Embedding extends Module {
    private final Embeddings.Options options;
    private final Tensor weight;

    /** Maps indices below {@code count} to vectors of size {@code width}. */
    public Embedding(int count, int width, Initialiser initialiser) {
        this(count, width, Embeddings.Options.DEFAULT, initialiser);
    }

    /**
     * Maps indices below {@code count} to vectors of size {@code width}.
     *
     * @param options padding, counted from the end if negative, greatest norm, and whether gradients are divided by frequencies
     * @throws IllegalArgumentException if the padding is no row
     */
    public Embedding(int count, int width, Embeddings.Options options, Initialiser initialiser) {
        Integer padding = options.paddingIdx();
        if (padding != null && (padding < -count || padding >= count)) {
            throw new IllegalArgumentException(
                    "padding_idx must be within num_embeddings, got " + padding + " of " + count);
        }
        Integer row = padding == null || padding >= 0 ? padding : Integer.valueOf(padding + count);
        this.options = options.withPaddingIdx(row);
        Tensor table = initialiser.normal(
                Values.requireSize("num_embeddings", count), Values.requireSize("embedding_dim", width));
        if (row != null) {
            table.select(0, row).zero_();
        }
        weight = parameter("weight", table);
    }

    @Override
    public Tensor forward(Tensor input) {
        return Embeddings.embedding(weight, input, options);
    }

    @Override
    protected String extraRepr() {
        @Nullable Double norm = options.maxNorm();
        return weight.size(0) + ", " + weight.size(1)
                + (options.paddingIdx() == null ? "" : ", padding_idx=" + options.paddingIdx())
                + (norm == null ? "" : ", max_norm=" + Repr.of(norm))
                + (options.normType() == 2 ? "" : ", norm_type=" + Repr.of(options.normType()))
                + (options.scaleGradByFreq() ? ", scale_grad_by_freq=True" : "");
    }
}
