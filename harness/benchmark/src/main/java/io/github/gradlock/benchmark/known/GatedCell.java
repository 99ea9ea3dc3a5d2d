package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import java.util.Arrays;

/** One step of a recurrent cell with one gate: {@code h + z · (c − h)}. */
final class GatedCell {
    private GatedCell() {}

    /** Records gradients of the sum of squares, {@code x [n, k], h [n, m], w [k, m], u [m, m], bias [m]}; of samples, of the first {@code kept}. */
    static void run(Tape tape, Value x, Value h, Value w, Value u, Value bias, int kept) {
        Value gate = tape.add(tape.matmul(x, w), bias);
        Value z = tape.map("sigmoid", a -> 1 / (1 + StrictMath.exp(-a)), gate);
        Value c = tape.map("tanh", StrictMath::tanh, tape.matmul(h, u));
        Value difference = tape.sub(c, h);
        Value state = tape.add(h, tape.mul(z, difference));
        tape.sum(tape.map("square", a -> a * a, state));
        tape.turn();
        Value dState = tape.map("mul", a -> 2 * a, state);
        Value dZ = tape.mul(dState, difference);
        Value dC = tape.mul(dState, z);
        Value dGate = tape.zip("sigmoid_backward", (a, b) -> a * b * (1 - b), dZ, z);
        Value dInner = tape.zip("tanh_backward", (a, b) -> a * (1 - b * b), dC, c);
        Value dW = tape.matmul(tape.t(x), dGate);
        Value dU = tape.matmul(tape.t(h), dInner);
        Value dX = tape.matmul(dGate, tape.t(w));
        Value dBias = tape.sumColumns(dGate);
        long[] shape = {kept, x.size(1)};
        tape.gradient(
                "x", tape.apply("narrow", in -> Arrays.copyOf(in[0].elements(), kept * in[0].size(1)), shape, dX));
        if (kept == x.size(0)) {
            tape.gradient("w", dW);
            tape.gradient("u", dU);
            tape.gradient("bias", dBias);
        }
    }
}
