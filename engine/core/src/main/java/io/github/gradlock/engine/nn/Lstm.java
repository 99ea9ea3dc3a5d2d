package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.op.RecurrentCells;
import io.github.gradlock.engine.op.RecurrentCells.LstmState;
import io.github.gradlock.engine.op.RecurrentCells.Weights;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.List;

/**
 * Long short-term memory (Hochreiter and Schmidhuber 1997); its state is h and c. {@link RecurrentCells#lstm} has the formulas, {@link
 * Recurrent} the shapes.
 */
public final class Lstm extends Recurrent {
    private static final int GATES = 4;

    /** Maps sequences of vectors of size {@code in} to hidden states, by one layer with biases, sequence first. */
    public Lstm(int in, int hidden, Initialiser initialiser) {
        this(in, hidden, Options.DEFAULT, initialiser);
    }

    /** Maps sequences of vectors of size {@code in} to hidden states. */
    public Lstm(int in, int hidden, Options options, Initialiser initialiser) {
        super(in, hidden, GATES, options, initialiser);
    }

    @Override
    protected String typeName() {
        return "LSTM";
    }

    @Override
    int stateCount() {
        return 2;
    }

    @Override
    List<Tensor> step(Tensor ofInput, List<Tensor> state, Weights parameters) {
        LstmState next = RecurrentCells.lstmOf(ofInput, new LstmState(state.get(0), state.get(1)), parameters);
        return List.of(next.hidden(), next.cell());
    }
}
