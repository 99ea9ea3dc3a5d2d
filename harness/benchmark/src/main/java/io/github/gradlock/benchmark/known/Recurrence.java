package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** A state that is mixed with an input at every step, {@code h ← activation(u · h + x)}. */
final class Recurrence {
    private Recurrence() {}

    /** Records the gradients of the last state's sum with respect to {@code u} and the first state, both {@code [m]}; inputs are rows of {@code x}. */
    static void run(Tape tape, Value x, Value u, Value start) {
        int steps = x.size(0);
        Value[] state = new Value[steps + 1];
        state[0] = start;
        for (int i = 0; i < steps; i++) {
            Value input = Value.of(x.type(), x.row(i), x.size(1));
            Value mixed = tape.add(tape.mul(state[i], u), input);
            state[i + 1] = tape.map("sigmoid", a -> 1 / (1 + StrictMath.exp(-a)), mixed);
        }
        tape.sum(state[steps]);
        tape.turn();
        Value dState = tape.map("ones_like", a -> 1, state[steps]);
        Value dU = tape.map("zeros_like", a -> 0, u);
        for (int i = steps; i > 0; i--) {
            Value dMixed = tape.zip("sigmoid_backward", (a, b) -> a * b * (1 - b), dState, state[i]);
            dU = tape.apply(
                    "addcmul",
                    in -> {
                        double[] sum = in[0].elements();
                        for (int j = 0; j < sum.length; j++) {
                            sum[j] += in[1].at(j) * in[2].at(j);
                        }
                        return sum;
                    },
                    u.shape(),
                    dU,
                    dMixed,
                    state[i - 1]);
            dState = tape.mul(dMixed, u);
        }
        tape.gradient("u", dU);
        tape.gradient("start", dState);
    }
}
