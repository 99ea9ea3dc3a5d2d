package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.op.RecurrentCells;
import io.github.gradlock.engine.op.RecurrentCells.Weights;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.List;

/**
 * A plain recurrent network (Elman 1990), {@code h' = tanh(W x + b + U h + c)}, or with ReLU in place of tanh. {@link Recurrent} has the
 * shapes.
 */
public final class Rnn extends Recurrent {
    private final boolean relu;

    /** Maps sequences of vectors of size {@code in} to hidden states, with tanh. */
    public Rnn(int in, int hidden, Initialiser initialiser) {
        this(in, hidden, Options.DEFAULT, false, initialiser);
    }

    /** Maps sequences of vectors of size {@code in} to hidden states, with ReLU or tanh. */
    public Rnn(int in, int hidden, Options options, boolean relu, Initialiser initialiser) {
        super(in, hidden, 1, options, initialiser);
        this.relu = relu;
    }

    @Override
    protected String typeName() {
        return "RNN";
    }

    @Override
    int stateCount() {
        return 1;
    }

    @Override
    List<Tensor> step(Tensor ofInput, List<Tensor> state, Weights parameters) {
        return List.of(
                relu
                        ? RecurrentCells.rnnReluOf(ofInput, state.get(0), parameters)
                        : RecurrentCells.rnnTanhOf(ofInput, state.get(0), parameters));
    }
}
