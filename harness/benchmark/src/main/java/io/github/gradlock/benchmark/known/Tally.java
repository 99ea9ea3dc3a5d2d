package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** A regression of counts (Poisson), each observed for a time of its own. */
final class Tally {
    private Tally() {}

    /** Records the gradients of {@code mean(rate − y log rate)}, {@code rate = time exp(x·w)}, {@code x [n, k], w [k, 1], time, y [n, 1]}. */
    static void run(Tape tape, Value x, Value w, Value time, Value y) {
        double samples = x.size(0);
        Value predictor = tape.matmul(x, w);
        Value z = tape.add(predictor, tape.map("log", StrictMath::log, time));
        Value rate = tape.map("exp", StrictMath::exp, z);
        Value terms = tape.sub(rate, tape.mul(y, z));
        Value loss = tape.apply("mean", Kernel.total(Sums::mean), new long[0], terms);
        tape.turn();
        Value difference = tape.sub(rate, y);
        Value dZ = tape.map("div", a -> a / samples, difference);
        Value dW = tape.matmul(tape.t(x), dZ);
        Value dIntercept = tape.sum(dZ);
        tape.gradient("loss", loss);
        tape.gradient("w", dW);
        tape.gradient("intercept", dIntercept);
        tape.gradient("time", tape.zip("div", (a, b) -> a / b, dZ, time));
    }
}
