package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.op.Normalisations;
import io.github.gradlock.engine.tensor.Repr;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Division by the root mean square over the last dimensions (Zhang and Sennrich 2019), with weight 1 to begin with: {@code [*, *sizes]}
 * to the same shape.
 */
public final class RmsNorm extends Module {
    private final Shape normalized;
    private final @Nullable Double eps;
    private final @Nullable Tensor weight;

    /** Normalises over the last dimensions, with a weight. */
    public RmsNorm(Shape normalized, @Nullable Double eps, Initialiser initialiser) {
        this(normalized, eps, true, initialiser);
    }

    /**
     * Normalises over the last dimensions.
     *
     * @param normalized their sizes
     * @param eps what keeps the root off zero; null takes the distance of 1 from the next number of the dtype, as PyTorch does
     * @param elementwiseAffine whether there is a weight
     */
    public RmsNorm(Shape normalized, @Nullable Double eps, boolean elementwiseAffine, Initialiser initialiser) {
        this.normalized = normalized;
        this.eps = eps;
        weight = elementwiseAffine ? parameter("weight", initialiser.constant(1, normalized.sizes())) : null;
    }

    @Override
    public Tensor forward(Tensor input) {
        return Normalisations.rmsNorm(input, normalized, weight, eps);
    }

    @Override
    protected String typeName() {
        return "RMSNorm";
    }

    @Override
    protected String extraRepr() {
        return Repr.tuple(Values.list(normalized.sizes())) + ", eps=" + (eps == null ? "None" : Repr.of(eps))
                + ", elementwise_affine=" + Repr.of(weight != null);
    }
}
