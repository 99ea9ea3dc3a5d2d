package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.op.RecurrentCells;
import io.github.gradlock.engine.op.RecurrentCells.LstmState;
import io.github.gradlock.engine.op.RecurrentCells.Weights;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.List;

/**
 * One step of a recurrent network as a module: {@code torch.nn.RNNCell}, {@code LSTMCell}, {@code GRUCell}. Parameters begin between
 * plus and minus {@code 1 / sqrt(hidden)}.
 */
public final class RecurrentCell extends Module {
    private final Kind kind;
    private final int in;
    private final int hidden;
    private final Weights weights;

    /** Which step. */
    public enum Kind {
        /** {@code tanh(W x + b + U h + c)}. */
        RNN(1, 1),
        /** {@code relu(W x + b + U h + c)}. */
        RNN_RELU(1, 1),
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

    /** Maps vectors of size {@code in} and a state of size {@code hidden} to the next state, with biases. */
    public RecurrentCell(Kind kind, int in, int hidden, Initialiser initialiser) {
        this(kind, in, hidden, true, initialiser);
    }

    /** Maps vectors of size {@code in} and a state of size {@code hidden} to the next state, with or without biases. */
    public RecurrentCell(Kind kind, int in, int hidden, boolean bias, Initialiser initialiser) {
        this.kind = kind;
        this.in = Values.requireSize("input_size", in);
        this.hidden = Values.requireSize("hidden_size", hidden);
        int rows = kind.gates * hidden;
        weights = new Weights(
                parameter("weight_ih", initialiser.fanIn(hidden, rows, in)),
                parameter("weight_hh", initialiser.fanIn(hidden, rows, hidden)),
                bias ? parameter("bias_ih", initialiser.fanIn(hidden, rows)) : null,
                bias ? parameter("bias_hh", initialiser.fanIn(hidden, rows)) : null);
    }

    /** Makes a step from a state of zeros, and returns h. */
    @Override
    public Tensor forward(Tensor input) {
        requireVectors(input, "input", in);
        int[] sizes = input.shape().sizes();
        sizes[sizes.length - 1] = hidden;
        Tensor zeros = Tensors.zeros(Shape.of(sizes), input.dtype(), input.device());
        return next(input, kind.states == 2 ? List.of(zeros, zeros) : List.of(zeros))
                .get(0);
    }

    /**
     * Makes a step.
     *
     * @param input {@code [batch, in]} or {@code [in]}
     * @param state h, and c for a long short-term memory: {@code [batch, hidden]} or {@code [hidden]}
     * @return the next state
     * @throws IllegalArgumentException naming the shapes, if input or state do not fit
     */
    public List<Tensor> step(Tensor input, List<Tensor> state) {
        if (state.size() != kind.states) {
            throw new IllegalArgumentException(
                    typeName() + " has a state of " + kind.states + " tensor(s), got " + state.size());
        }
        requireVectors(input, "input", in);
        state.forEach(tensor -> requireVectors(tensor, "a state", hidden));
        List<Tensor> next = next(input, state);
        told(input, next.get(0));
        return next;
    }

    private void requireVectors(Tensor x, String name, int size) {
        if (x.rank() < 1 || x.rank() > 2 || x.size(-1) != size) {
            throw new IllegalArgumentException(typeName() + " expected " + name + " to be [batch, " + size + "] or ["
                    + size + "], got " + x.shape());
        }
    }

    private List<Tensor> next(Tensor input, List<Tensor> state) {
        return switch (kind) {
            case RNN -> List.of(RecurrentCells.rnnTanh(input, state.get(0), weights));
            case RNN_RELU -> List.of(RecurrentCells.rnnRelu(input, state.get(0), weights));
            case GRU -> List.of(RecurrentCells.gru(input, state.get(0), weights));
            case LSTM -> {
                LstmState next = RecurrentCells.lstm(input, new LstmState(state.get(0), state.get(1)), weights);
                yield List.of(next.hidden(), next.cell());
            }
        };
    }

    @Override
    protected String typeName() {
        return kind == Kind.RNN_RELU ? "RNNCell" : kind + "Cell";
    }

    @Override
    protected String extraRepr() {
        return in + ", " + hidden + (weights.inputBias() == null ? ", bias=False" : "")
                + (kind == Kind.RNN_RELU ? ", nonlinearity=relu" : "");
    }
}
