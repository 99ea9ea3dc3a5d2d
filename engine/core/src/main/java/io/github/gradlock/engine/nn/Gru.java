package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.op.RecurrentCells;
import io.github.gradlock.engine.op.RecurrentCells.Weights;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.List;

/**
 * A gated recurrent unit (Cho et al. 2014). {@link RecurrentCells#gru} has the formulas, {@link Recurrent} the shapes.
 */
public final class Gru extends Recurrent {
    private static final int GATES = 3;

    /** Maps sequences of vectors of size {@code in} to hidden states, by one layer with biases, sequence first. */
    public Gru(int in, int hidden, Initialiser initialiser) {
        this(in, hidden, Options.DEFAULT, initialiser);
    }

    /** Maps sequences of vectors of size {@code in} to hidden states. */
    public Gru(int in, int hidden, Options options, Initialiser initialiser) {
        super(in, hidden, GATES, options, initialiser);
    }

    @Override
    protected String typeName() {
        return "GRU";
    }

    @Override
    int stateCount() {
        return 1;
    }

    @Override
    List<Tensor> step(Tensor ofInput, List<Tensor> state, Weights parameters) {
        return List.of(RecurrentCells.gruOf(ofInput, state.get(0), parameters));
    }
}
