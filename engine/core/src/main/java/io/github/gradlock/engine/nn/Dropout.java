package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.op.Activations;
import io.github.gradlock.engine.tensor.Tensor;

/** Zeros with probability p in training, from a seed of its own: call number i takes stream i. */
public final class Dropout extends Module {
    private final double p;
    private final long seed;
    private long calls;

    /** Takes a seed from the initialiser. */
    public Dropout(double p, Initialiser initialiser) {
        this.p = p;
        this.seed = initialiser.drawSeed();
    }

    @Override
    public Tensor forward(Tensor input) {
        return isTraining() ? Activations.dropout(input, p, seed, calls++) : input;
    }
}
