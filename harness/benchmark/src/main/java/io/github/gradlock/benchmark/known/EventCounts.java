package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** How often something happens in a time, as the exponential of a linear model. */
final class EventCounts {
    private EventCounts() {}

    /** Records gradients of {@code Σ (time · exp(x·w) − y · x·w)} and the curvature, {@code x [n, k], w [k, 1], time [n, 1], y [n, 1]}. */
    static void run(Tape tape, Value x, Value w, Value time, Value y) {
        Value eta = tape.matmul(x, w);
        Value rate = tape.map("exp", StrictMath::exp, eta);
        Value mean = tape.mul(rate, time);
        Value loss = tape.sum(tape.sub(mean, tape.mul(y, eta)));
        tape.turn();
        Value dEta = tape.sub(mean, y);
        Value dW = tape.matmul(tape.t(x), dEta);
        Value column = tape.apply("squeeze", in -> in[0].elements(), new long[] {x.size(0)}, mean);
        Value weighted = tape.apply("mul", Kernel.zipRows((a, b) -> a * b), x.shape(), x, column);
        tape.gradient("loss", loss);
        tape.gradient("w", dW);
        tape.gradient("curvature", tape.matmul(tape.t(x), weighted));
    }
}
