package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.op.RecurrentCells;
import io.github.gradlock.engine.op.RecurrentCells.LstmState;
import io.github.gradlock.engine.op.RecurrentCells.Weights;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.List;

/**
 * One step of a recurrent network as a module: {@code torch.nn.RNNCell}, {@code LSTMCell}, {@code GRUCell}. Parameters begin between
 * plus and minus {@code 1 / sqrt(hidden)}.
 */
public final class RecurrentCell extends Module {
    private final Kind kind;
    private final int hidden;
    private final Weights weights;

    /** Which step. */
    public enum Kind {
        /** {@code tanh(W x + b + U h + c)}. */
        RNN(1, 1),
        /** Long short-term memory; its state is h and c. */
        LSTM(4, 2),
        /** Gated recurrent unit. */
        GRU(3, 1);

        private final int gates;
        private final int states;

        Kind(int gates, int states) {
            this.gates = gates;
            this.states = states;
        }
    }

    /** Maps vectors of size {@code in} and a state of size {@code hidden} to the next state. */
    public RecurrentCell(Kind kind, int in, int hidden, Initialiser initialiser) {
        this.kind = kind;
        this.hidden = hidden;
        int rows = kind.gates * hidden;
        weights = new Weights(
                parameter("weight_ih", initialiser.fanIn(hidden, rows, in)),
                parameter("weight_hh", initialiser.fanIn(hidden, rows, hidden)),
                parameter("bias_ih", initialiser.fanIn(hidden, rows)),
                parameter("bias_hh", initialiser.fanIn(hidden, rows)));
    }

    /** Makes a step from a state of zeros, and returns h. */
    @Override
    public Tensor forward(Tensor input) {
        int[] sizes = input.shape().sizes();
        sizes[sizes.length - 1] = hidden;
        Tensor zeros = Tensors.zeros(input.dtype(), sizes);
        return step(input, kind.states == 2 ? List.of(zeros, zeros) : List.of(zeros))
                .get(0);
    }

    /**
     * Makes a step.
     *
     * @param input {@code [batch, in]} or {@code [in]}
     * @param state h, and c for a long short-term memory: {@code [batch, hidden]} or {@code [hidden]}
     * @return the next state
     */
    public List<Tensor> step(Tensor input, List<Tensor> state) {
        if (state.size() != kind.states) {
            throw new IllegalArgumentException(
                    kind + " has a state of " + kind.states + " tensor(s), got " + state.size());
        }
        return switch (kind) {
            case RNN -> List.of(RecurrentCells.rnnTanh(input, state.get(0), weights));
            case GRU -> List.of(RecurrentCells.gru(input, state.get(0), weights));
            case LSTM -> {
                LstmState next = RecurrentCells.lstm(input, new LstmState(state.get(0), state.get(1)), weights);
                yield List.of(next.hidden(), next.cell());
            }
        };
    }

    @Override
    protected String typeName() {
        return kind + "Cell";
    }
}
