package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.op.Normalisations;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Division by the root mean square over the last dimensions (Zhang and Sennrich 2019), with weight 1 to begin with. */
public final class RmsNorm extends Module {
    private final Shape normalized;
    private final @Nullable Double eps;
    private final Tensor weight;

    /**
     * Normalises over the last dimensions.
     *
     * @param normalized their sizes
     * @param eps what keeps the root off zero; null takes the distance of 1 from the next number of the dtype, as PyTorch does
     */
    public RmsNorm(Shape normalized, @Nullable Double eps, Initialiser initialiser) {
        this.normalized = normalized;
        this.eps = eps;
        weight = parameter("weight", initialiser.constant(1, normalized.sizes()));
    }

    @Override
    public Tensor forward(Tensor input) {
        return Normalisations.rmsNorm(input, normalized, weight, eps);
    }

    @Override
    protected String extraRepr() {
        return normalized + ", eps=" + eps;
    }
}
