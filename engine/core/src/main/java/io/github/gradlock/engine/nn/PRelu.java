package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.op.Activations;
import io.github.gradlock.engine.tensor.Tensor;

/** x where it is positive, and x times a parameter elsewhere (He et al. 2015), which begins at 0.25. */
public final class PRelu extends Module {
    private static final double FIRST = 0.25;

    private final Tensor weight;

    /** Has one slope for all elements. */
    public PRelu(Initialiser initialiser) {
        this(1, initialiser);
    }

    /** Has one slope for all elements, or one for each of the channels of {@code [n, slopes, *]}. */
    public PRelu(int slopes, Initialiser initialiser) {
        weight = parameter("weight", initialiser.constant(FIRST, slopes));
    }

    @Override
    public Tensor forward(Tensor input) {
        return Activations.prelu(input, weight);
    }

    @Override
    protected String typeName() {
        return "PReLU";
    }

    @Override
    protected String extraRepr() {
        return "num_parameters=" + weight.size(0);
    }
}
