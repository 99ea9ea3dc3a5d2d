package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.tensor.Tensor;

/** An encoder layer with the norm first: {@code x + attention(norm(x))}, then {@code x + feedForward(norm(x))} with GELU. */
public final class TransformerBlock extends Module {
    private final LayerNorm norm1;
    private final MultiHeadAttention attention;
    private final LayerNorm norm2;
    private final Linear linear1;
    private final Linear linear2;

    /** Works on {@code [batch, length, width]}. */
    public TransformerBlock(int width, int heads, int hidden, boolean causal, Initialiser initialiser) {
        norm1 = module("norm1", new LayerNorm(initialiser, width));
        attention = module("self_attn", new MultiHeadAttention(width, heads, causal, initialiser));
        norm2 = module("norm2", new LayerNorm(initialiser, width));
        linear1 = module("linear1", new Linear(width, hidden, initialiser));
        linear2 = module("linear2", new Linear(hidden, width, initialiser));
    }

    @Override
    public Tensor forward(Tensor input) {
        Tensor attended = input.add(attention.call(norm1.call(input)));
        Tensor hidden = linear1.call(norm2.call(attended)).gelu();
        return attended.add(linear2.call(hidden));
    }
}
