package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What follows the products in a step of a long short-term memory: of gates {@code […, 4·hidden]}, one beside the other as i, f, g, o, and a cell {@code
 * […, hidden]} it gives the hidden state {@code σ(o) tanh(c')} and the new cell {@code c' = σ(f) c + σ(i) tanh(g)}; also the
 * gates after their functions, without a derivative.
 */
record LstmCellOp() implements Op {
    private static final int GATES = 4;

    /** Of i, f, g and the cell. */
    private static final Formula CELL =
            new Formula("lstm_cell", in -> in[1].times(in[3]).plus(in[0].times(in[2])));

    /** Of o and the new cell. */
    private static final Formula HIDDEN = new Formula("lstm_hidden", in -> in[0].times(in[1].of(UnaryOp.TANH)));

    /** Of the cotangent of the hidden state, o, the new cell and its cotangent from elsewhere: the cotangent of that cell. */
    private static final Formula OF_CELL = new Formula(
            "lstm_cell_backward",
            in -> in[3].plus(
                    in[0].times(in[1]).times(in[2].of(UnaryOp.TANH).squared().from(1))));

    /** Of the first three of these: the cotangent of what o is the sigmoid of. */
    private static final Formula OF_OUT =
            new Formula("lstm_out_backward", in -> slope(in[0].times(in[2].of(UnaryOp.TANH)), in[1]));

    /** Of the cotangent of the cell, the other factor, and a gate: the cotangent of what that is the sigmoid of. */
    private static final Formula OF_GATE = new Formula("lstm_gate_backward", in -> slope(in[0].times(in[1]), in[2]));

    /** Of the cotangent of the cell, i and g: the cotangent of what g is the hyperbolic tangent of. */
    private static final Formula OF_CANDIDATE = new Formula(
            "lstm_candidate_backward",
            in -> in[0].times(in[1]).times(in[2].squared().from(1)));

    private static Term slope(Term g, Term sigmoid) {
        return g.times(sigmoid.times(sigmoid.from(1)));
    }

    @Override
    public String name() {
        return "lstm_cell";
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Kernels kernels = context.kernels();
        Tensor gates = inputs[0];
        int hidden = gates.size(-1) / GATES;
        Tensor active = kernels.empty(gates.shape(), gates.dtype());
        // Two of them lie beside one another.
        kernels.unary(UnaryFunction.SIGMOID, part(gates, 0, 2 * hidden), part(active, 0, 2 * hidden));
        kernels.unary(UnaryFunction.TANH, part(gates, 2 * hidden, hidden), part(active, 2 * hidden, hidden));
        kernels.unary(UnaryFunction.SIGMOID, part(gates, 3 * hidden, hidden), part(active, 3 * hidden, hidden));
        Tensor cell = CELL.run(
                kernels,
                part(active, 0, hidden),
                part(active, hidden, hidden),
                part(active, 2 * hidden, hidden),
                inputs[1]);
        Tensor out = HIDDEN.run(kernels, part(active, 3 * hidden, hidden), cell);
        context.save(gates, inputs[1], active, cell);
        // What the derivative needs is an output too: a trace has to know where it comes from.
        return new Tensor[] {out, cell, active};
    }

    private static Tensor part(Tensor gates, int from, int size) {
        return gates.alias(gates.layout().narrow(-1, from, size));
    }

    @Override
    public @Nullable Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor before = context.saved(1);
        Tensor gates = context.saved(0);
        Tensor active = context.saved(2);
        Tensor cell = context.saved(3);
        int hidden = gates.size(-1) / GATES;
        Tensor[] each = new Tensor[GATES];
        for (int i = 0; i < GATES; i++) {
            each[i] = Views.narrow(active, -1, i * hidden, hidden);
        }
        if (Dispatch.records(gates, before)) {
            // They are differentiated as well.
            for (int i = 0; i < GATES; i++) {
                Tensor gate = Views.narrow(gates, -1, i * hidden, hidden);
                each[i] = i == 2 ? Functions.tanh(gate) : Functions.sigmoid(gate);
            }
            cell = CELL.apply(each[0], each[1], each[2], before);
        }
        Tensor ofOut = gradOutputs[0];
        Tensor ofCell = OF_CELL.apply(ofOut, each[3], cell, gradOutputs[1]);
        return new @Nullable Tensor[] {
            context.needsInputGrad(0)
                    ? Joins.cat(
                            List.of(
                                    OF_GATE.apply(ofCell, each[2], each[0]),
                                    OF_GATE.apply(ofCell, before, each[1]),
                                    OF_CANDIDATE.apply(ofCell, each[0], each[2]),
                                    OF_OUT.apply(ofOut, each[3], cell)),
                            -1)
                    : null,
            context.needsInputGrad(1) ? Arithmetic.mul(ofCell, each[1]) : null
        };
    }
}
