package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * One step of a recurrent network, by the formulas of PyTorch's cells. Inputs are {@code [batch, in]} or {@code [in]}, states
 * {@code [batch, hidden]} or {@code [hidden]}; weights {@code [gates·hidden, in]} and {@code [gates·hidden, hidden]}.
 */
public final class RecurrentCells {
    private RecurrentCells() {}

    /**
     * The parameters of a cell, the gates one below the other.
     *
     * @param inputWeight {@code weight_ih}
     * @param hiddenWeight {@code weight_hh}
     * @param inputBias {@code bias_ih}, {@code [gates·hidden]}
     * @param hiddenBias {@code bias_hh}, {@code [gates·hidden]}
     */
    public record Weights(
            Tensor inputWeight,
            Tensor hiddenWeight,
            @Nullable Tensor inputBias,
            @Nullable Tensor hiddenBias) {
        /** Returns what each gate gets from the input, {@code [batch, gates·hidden]}; also of many steps at once, which is quicker. */
        public Tensor ofInput(Tensor input) {
            return MatrixProducts.linear(input, inputWeight, inputBias);
        }

        /** Returns what each gate gets from the state. */
        Tensor ofHidden(Tensor hidden) {
            return MatrixProducts.linear(hidden, hiddenWeight, hiddenBias);
        }
    }

    /**
     * The state of a long short-term memory.
     *
     * @param hidden h
     * @param cell c
     */
    public record LstmState(Tensor hidden, Tensor cell) {}

    /** Returns {@code tanh(W x + b + U h + c)} (Elman 1990). */
    public static Tensor rnnTanh(Tensor input, Tensor hidden, Weights weights) {
        return rnnTanhOf(weights.ofInput(input), hidden, weights);
    }

    /** Makes a step of {@link #rnnTanh} from {@link Weights#ofInput}. */
    public static Tensor rnnTanhOf(Tensor ofInput, Tensor hidden, Weights weights) {
        return ofInput.add(weights.ofHidden(hidden)).tanh();
    }

    /** Returns {@code relu(W x + b + U h + c)}. */
    public static Tensor rnnRelu(Tensor input, Tensor hidden, Weights weights) {
        return rnnReluOf(weights.ofInput(input), hidden, weights);
    }

    /** Makes a step of {@link #rnnRelu} from {@link Weights#ofInput}. */
    public static Tensor rnnReluOf(Tensor ofInput, Tensor hidden, Weights weights) {
        return ofInput.add(weights.ofHidden(hidden)).relu();
    }

    /**
     * Makes a step of a long short-term memory (Hochreiter and Schmidhuber 1997), with gates in the order i, f, g, o:
     * {@code c' = σ(f) c + σ(i) tanh(g)} and {@code h' = σ(o) tanh(c')}.
     */
    public static LstmState lstm(Tensor input, LstmState state, Weights weights) {
        return lstmOf(weights.ofInput(input), state, weights);
    }

    /** Makes a step of a long short-term memory from {@link Weights#ofInput}. */
    public static LstmState lstmOf(Tensor ofInput, LstmState state, Weights weights) {
        Tensor gates = ofInput.add(weights.ofHidden(state.hidden));
        if (gates.dtype() != state.cell.dtype()) {
            throw Operands.mismatch("lstm_cell", gates.dtype(), state.cell.dtype());
        }
        int[] sizes = gates.shape().sizes();
        sizes[sizes.length - 1] /= 4;
        Shape shape = Shape.of(sizes);
        if (!Operands.broadcast("lstm_cell", shape, state.cell.shape()).equals(shape)) {
            throw Operands.mismatch("lstm_cell", shape, state.cell.shape());
        }
        Tensor[] next = Dispatch.apply(new LstmCellOp(), gates, Views.expand(state.cell, shape));
        return new LstmState(next[0], next[1]);
    }

    /**
     * Makes a step of a gated recurrent unit (Cho et al. 2014), with gates in the order r, z, n, and the reset gate applied behind the
     * product with h, as PyTorch does: {@code n = tanh(W x + b + σ(r) (U h + c))} and {@code h' = n + σ(z) (h − n)}.
     */
    public static Tensor gru(Tensor input, Tensor hidden, Weights weights) {
        return gruOf(weights.ofInput(input), hidden, weights);
    }

    /** Makes a step of a gated recurrent unit from {@link Weights#ofInput}. */
    public static Tensor gruOf(Tensor ofInput, Tensor hidden, Weights weights) {
        Tensor ofHidden = weights.ofHidden(hidden);
        Tensor reset = gate(ofInput, 0, 3).add(gate(ofHidden, 0, 3)).sigmoid();
        Tensor update = gate(ofInput, 1, 3).add(gate(ofHidden, 1, 3)).sigmoid();
        Tensor candidate =
                gate(ofInput, 2, 3).add(reset.mul(gate(ofHidden, 2, 3))).tanh();
        return candidate.add(update.mul(hidden.sub(candidate)));
    }

    private static Tensor gate(Tensor gates, int index, int count) {
        int size = gates.size(-1) / count;
        return Views.narrow(gates, -1, index * size, size);
    }
}
