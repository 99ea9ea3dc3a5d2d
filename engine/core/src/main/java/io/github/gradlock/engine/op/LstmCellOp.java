package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What follows the products in a step of a long short-term memory: of gates {@code […, 4·hidden]}, one beside the other as i, f, g, o, and a cell {@code
 * […, hidden]} it gives the hidden state {@code σ(o) tanh(c')} and the new cell {@code c' = σ(f) c + σ(i) tanh(g)}; also the
 * gates after their functions, without a derivative.
 */
record LstmCellOp() implements Op {
    private static final int GATES = 4;

    /** Of what the four gates are functions of, i, f, g and o, and the cell: the hidden state, the new cell, and the gates beside one another. */
    private static final Formula STEP = new Formula("lstm_cell", List.of(), in -> {
                Term i = in[0].of(UnaryOp.SIGMOID);
                Term f = in[1].of(UnaryOp.SIGMOID);
                Term g = in[2].of(UnaryOp.TANH);
                Term o = in[3].of(UnaryOp.SIGMOID);
                Term cell = f.times(in[4]).plus(i.times(g));
                return new Term[] {o.times(cell.of(UnaryOp.TANH)), cell, i, f, g, o};
            })
            .joined(2);

    /**
     * Of the cotangents of hidden state and new cell, the gates, the new cell and the one before: the cotangent of the one before, and those of what the
     * gates are functions of beside one another.
     */
    private static final Formula DERIVATIVE = new Formula("lstm_cell_backward", List.of(), in -> {
                Term tanh = in[6].of(UnaryOp.TANH);
                Term ofCell = in[1].plus(in[0].times(in[5]).times(tanh.squared().from(1)));
                return new Term[] {
                    ofCell.times(in[3]),
                    slope(ofCell.times(in[4]), in[2]),
                    slope(ofCell.times(in[7]), in[3]),
                    ofCell.times(in[2]).times(in[4].squared().from(1)),
                    slope(in[0].times(tanh), in[5])
                };
            })
            .joined(1);

    private static Term slope(Term g, Term sigmoid) {
        return g.times(sigmoid.times(sigmoid.from(1)));
    }

    @Override
    public String name() {
        return "lstm_cell";
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Tensor gates = inputs[0];
        int hidden = gates.size(-1) / GATES;
        Tensor[] given = new Tensor[GATES + 1];
        for (int i = 0; i < GATES; i++) {
            given[i] = gates.alias(gates.layout().narrow(-1, i * hidden, hidden));
        }
        given[GATES] = inputs[1];
        Tensor[] results = STEP.runAll(context.kernels(), null, given);
        context.save(gates, inputs[1], results[2], results[1]);
        // What the derivative needs is an output too: a trace has to know where it comes from.
        return results;
    }

    @Override
    public @Nullable Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor gates = context.saved(0);
        Tensor before = context.saved(1);
        Tensor active = context.saved(2);
        Tensor cell = context.saved(3);
        if (Dispatch.records(gates, before)) {
            // They are differentiated as well.
            Tensor[] given = Arrays.copyOf(parts(gates), GATES + 1);
            given[GATES] = before;
            Tensor[] again = STEP.applyAll(null, given);
            cell = again[1];
            active = again[2];
        }
        Tensor[] each = parts(active);
        Tensor[] cotangents = DERIVATIVE.applyAll(
                null, gradOutputs[0], gradOutputs[1], each[0], each[1], each[2], each[3], cell, before);
        return new @Nullable Tensor[] {
            context.needsInputGrad(0) ? cotangents[1] : null, context.needsInputGrad(1) ? cotangents[0] : null
        };
    }

    private static Tensor[] parts(Tensor gates) {
        int hidden = gates.size(-1) / GATES;
        Tensor[] parts = new Tensor[GATES];
        Arrays.setAll(parts, i -> Views.narrow(gates, -1, i * hidden, hidden));
        return parts;
    }
}
