package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * What the layers of a transformer are like.
 *
 * @param width size of the vectors
 * @param heads of the attention
 * @param hidden size between the two linear layers
 * @param dropout share of elements that are zeroed in training
 * @param activation between the two linear layers
 * @param normFirst whether layer norms come before attention and feed-forward, not after the residual sum
 */
public record TransformerOptions(
        int width, int heads, int hidden, double dropout, UnaryOperator<Tensor> activation, boolean normFirst) {
    private static final UnaryOperator<Tensor> RELU = Tensor::relu;

    /** Takes ReLU, norms last and no dropout. */
    public static TransformerOptions of(int width, int heads, int hidden) {
        return new TransformerOptions(width, heads, hidden, 0, RELU, false);
    }

    /** Returns the options by name; a function other than the usual one has no name to be shown. */
    @Override
    public String toString() {
        return "TransformerOptions[width=" + width + ", heads=" + heads + ", hidden=" + hidden + ", dropout=" + dropout
                + ", activation=" + (activation == RELU ? "relu" : "a function") + ", normFirst=" + normFirst + "]";
    }

    MultiHeadAttention attention(Initialiser initialiser) {
        return new MultiHeadAttention(width, heads, new MultiHeadAttention.Options(dropout, true), initialiser);
    }
}
