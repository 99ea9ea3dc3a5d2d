package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.nn.MultiHeadAttention.Mask;
import io.github.gradlock.engine.tensor.Tensor;

/**
 * Self-attention and a feed-forward network, each with a residual connection and a layer norm (Vaswani et al. 2017), with the
 * parameters of {@code torch.nn.TransformerEncoderLayer}.
 */
public final class TransformerEncoderLayer extends Module {
    private final TransformerOptions options;
    private final MultiHeadAttention attention;
    private final FeedForward feedForward;
    private final LayerNorm norm1;
    private final LayerNorm norm2;
    private final Dropout dropout1;
    private final Dropout dropout2;

    /** Works on {@code [batch, length, width]}. */
    public TransformerEncoderLayer(TransformerOptions options, Initialiser initialiser) {
        this.options = options;
        attention = module("self_attn", options.attention(initialiser));
        Linear linear1 = module("linear1", new Linear(options.width(), options.hidden(), initialiser));
        Linear linear2 = module("linear2", new Linear(options.hidden(), options.width(), initialiser));
        norm1 = module("norm1", new LayerNorm(initialiser, options.width()));
        norm2 = module("norm2", new LayerNorm(initialiser, options.width()));
        feedForward = new FeedForward(
                linear1, module("dropout", new Dropout(options.dropout(), initialiser)), linear2, options);
        dropout1 = module("dropout1", new Dropout(options.dropout(), initialiser));
        dropout2 = module("dropout2", new Dropout(options.dropout(), initialiser));
    }

    @Override
    public Tensor forward(Tensor input) {
        return encoded(input, Mask.NONE);
    }

    /** Encodes {@code [batch, length, width]}, with a mask. */
    public Tensor encode(Tensor input, Mask mask) {
        return told(input, encoded(input, mask));
    }

    private Tensor encoded(Tensor input, Mask mask) {
        if (options.normFirst()) {
            Tensor attended = input.add(attended(norm1.call(input), mask));
            return attended.add(dropout2.call(feedForward.apply(norm2.call(attended))));
        }
        Tensor attended = norm1.call(input.add(attended(input, mask)));
        return norm2.call(attended.add(dropout2.call(feedForward.apply(attended))));
    }

    private Tensor attended(Tensor x, Mask mask) {
        return dropout1.call(attention.attend(x, x, x, mask).output());
    }
}
