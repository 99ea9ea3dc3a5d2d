package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.nn.MultiHeadAttention.Mask;
import io.github.gradlock.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Self-attention, attention to a memory, and a feed-forward network, each with a residual connection and a layer norm (Vaswani et al.
 * 2017), with the parameters of {@code torch.nn.TransformerDecoderLayer}.
 */
public final class TransformerDecoderLayer extends Module {
    private final TransformerOptions options;
    private final MultiHeadAttention selfAttention;
    private final MultiHeadAttention memoryAttention;
    private final FeedForward feedForward;
    private final LayerNorm[] norms = new LayerNorm[3];
    private final Dropout[] dropouts = new Dropout[3];

    /** Works on {@code [batch, length, width]}. */
    public TransformerDecoderLayer(TransformerOptions options, Initialiser initialiser) {
        this.options = options;
        selfAttention = module("self_attn", options.attention(initialiser));
        memoryAttention = module("multihead_attn", options.attention(initialiser));
        Linear linear1 = module("linear1", new Linear(options.width(), options.hidden(), initialiser));
        Linear linear2 = module("linear2", new Linear(options.hidden(), options.width(), initialiser));
        feedForward = new FeedForward(
                linear1, module("dropout", new Dropout(options.dropout(), initialiser)), linear2, options);
        for (int i = 0; i < norms.length; i++) {
            norms[i] = module("norm" + (i + 1), new LayerNorm(initialiser, options.width()));
            dropouts[i] = module("dropout" + (i + 1), new Dropout(options.dropout(), initialiser));
        }
    }

    /** Decodes with the sequence itself as memory; {@link #decode} takes another. */
    @Override
    public Tensor forward(Tensor input) {
        return decoded(input, input, Mask.NONE, Mask.NONE);
    }

    /**
     * Decodes a sequence.
     *
     * @param target {@code [batch, length, width]}
     * @param memory {@code [batch, keys, width]}, what an encoder gave
     * @param targetMask for the attention of the target to itself, usually causal
     * @param memoryMask for the attention to the memory
     */
    public Tensor decode(Tensor target, Tensor memory, Mask targetMask, Mask memoryMask) {
        return told(target, decoded(target, memory, targetMask, memoryMask));
    }

    private Tensor decoded(Tensor target, Tensor memory, Mask targetMask, Mask memoryMask) {
        if (options.normFirst()) {
            Tensor x = target.add(attended(selfAttention, 0, norms[0].call(target), null, targetMask));
            x = x.add(attended(memoryAttention, 1, norms[1].call(x), memory, memoryMask));
            return x.add(dropouts[2].call(feedForward.apply(norms[2].call(x))));
        }
        Tensor x = norms[0].call(target.add(attended(selfAttention, 0, target, null, targetMask)));
        x = norms[1].call(x.add(attended(memoryAttention, 1, x, memory, memoryMask)));
        return norms[2].call(x.add(dropouts[2].call(feedForward.apply(x))));
    }

    private Tensor attended(MultiHeadAttention attention, int index, Tensor query, @Nullable Tensor memory, Mask mask) {
        Tensor keys = memory == null ? query : memory;
        return dropouts[index].call(attention.attend(query, keys, keys, mask).output());
    }
}
