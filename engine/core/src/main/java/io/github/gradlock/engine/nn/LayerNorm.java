package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.op.Normalisations;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;

/** Normalisation over the last dimensions, with weight 1 and bias 0 to begin with, and eps 1e-5. */
public final class LayerNorm extends Module {
    private static final double EPS = 1e-5;

    private final Shape normalized;
    private final Tensor weight;
    private final Tensor bias;

    /** Normalises over the last dimensions, which have these sizes. */
    public LayerNorm(Initialiser initialiser, int... sizes) {
        normalized = Shape.of(sizes);
        weight = parameter("weight", initialiser.constant(1, sizes));
        bias = parameter("bias", initialiser.constant(0, sizes));
    }

    @Override
    public Tensor forward(Tensor input) {
        return Normalisations.layerNorm(input, normalized, weight, bias, EPS);
    }
}
