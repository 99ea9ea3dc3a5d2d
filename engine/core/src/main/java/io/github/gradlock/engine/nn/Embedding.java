package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.op.Indexing;
import io.github.gradlock.engine.tensor.Tensor;

/** Rows of a table by int64 index; they begin normally distributed. */
public final class Embedding extends Module {
    private final Tensor weight;

    /** Maps indices below {@code count} to vectors of size {@code width}. */
    public Embedding(int count, int width, Initialiser initialiser) {
        weight = parameter("weight", initialiser.normal(count, width));
    }

    @Override
    public Tensor forward(Tensor input) {
        return Indexing.embedding(weight, input);
    }

    @Override
    protected String extraRepr() {
        return weight.size(0) + ", " + weight.size(1);
    }
}
