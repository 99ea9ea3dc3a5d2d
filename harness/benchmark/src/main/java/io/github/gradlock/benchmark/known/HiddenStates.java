package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** The likelihood of observations under a chain of hidden states, summed up forward in time. */
final class HiddenStates {
    private HiddenStates() {}

    /** Records the gradients of the negative logarithm, {@code start [1, s], step [s, s], emission [t, s]}. */
    static void run(Tape tape, Value start, Value step, Value emission) {
        int times = emission.size(0);
        Value[] seen = new Value[times];
        Value[] reached = new Value[times];
        for (int i = 0; i < times; i++) {
            seen[i] = Value.of(emission.type(), emission.row(i), 1, emission.size(1));
            Value before = i == 0 ? start : tape.matmul(reached[i - 1], step);
            reached[i] = tape.mul(before, seen[i]);
        }
        Value total = tape.sum(reached[times - 1]);
        Value loss = tape.map("neg", a -> -a, tape.map("log", StrictMath::log, total));
        tape.turn();
        Value dTotal = tape.map("reciprocal", a -> -1 / a, total);
        Value cotangent = tape.zip("mul", (a, b) -> a * b, tape.map("ones_like", a -> 1, start), dTotal);
        Value dStep = tape.map("zeros_like", a -> 0, step);
        for (int i = times - 1; i > 0; i--) {
            Value dBefore = tape.mul(cotangent, seen[i]);
            dStep = tape.add(dStep, tape.matmul(tape.t(reached[i - 1]), dBefore));
            cotangent = tape.matmul(dBefore, tape.t(step));
        }
        tape.gradient("loss", loss);
        tape.gradient("step", dStep);
        tape.gradient("start", tape.mul(cotangent, seen[0]));
    }
}
