package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.op.Normalisations;
import io.github.gradlock.engine.tensor.Repr;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Normalisation over the last dimensions (Ba, Kiros and Hinton 2016), with weight 1 and bias 0 to begin with: {@code [*, *sizes]} to the
 * same shape.
 */
public final class LayerNorm extends Module {
    private final Shape normalized;
    private final Options options;
    private final @Nullable Tensor weight;
    private final @Nullable Tensor bias;

    /**
     * How it normalises.
     *
     * @param eps what keeps the root off zero
     * @param elementwiseAffine whether there are parameters at all
     * @param bias whether there is a bias beside the weight
     */
    public record Options(double eps, boolean elementwiseAffine, boolean bias) {
        /** PyTorch's: eps 1e-5, weight and bias. */
        public static final Options DEFAULT = new Options(1e-5, true, true);
    }

    /** Normalises over the last dimensions, which have these sizes, with weight, bias and eps 1e-5. */
    public LayerNorm(Initialiser initialiser, int... sizes) {
        this(Shape.of(sizes), Options.DEFAULT, initialiser);
    }

    /** Normalises over the last dimensions, which have the sizes {@code normalized}. */
    public LayerNorm(Shape normalized, Options options, Initialiser initialiser) {
        this.normalized = normalized;
        this.options = options;
        int[] sizes = normalized.sizes();
        boolean affine = options.elementwiseAffine;
        weight = affine ? parameter("weight", initialiser.constant(1, sizes)) : null;
        bias = affine && options.bias ? parameter("bias", initialiser.constant(0, sizes)) : null;
    }

    @Override
    public Tensor forward(Tensor input) {
        return Normalisations.layerNorm(input, normalized, weight, bias, options.eps);
    }

    @Override
    protected String extraRepr() {
        return Repr.tuple(Values.list(normalized.sizes())) + ", eps=" + Repr.of(options.eps) + ", elementwise_affine="
                + Repr.of(options.elementwiseAffine)
                + (options.elementwiseAffine && !options.bias ? ", bias=False" : "");
    }
}
