package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** Counts whose rates are exponential in the samples, and proportional to how long was counted. */
final class Counts {
    private static final double DECAY = 0.01;

    private Counts() {}

    /** Records the gradients of Poisson's mean deviance, {@code x [n, k], w [k, 1], exposure [n, 1], count [n, 1]}, and of a decay of weights. */
    static void run(Tape tape, Value exposure, Value x, Value w, Value count) {
        double samples = x.size(0);
        Value offset = tape.map("log", StrictMath::log, exposure);
        Value logRate = tape.add(tape.matmul(x, w), offset);
        Value rate = tape.map("exp", StrictMath::exp, logRate);
        Value deviance = tape.sub(rate, tape.mul(count, logRate));
        Value loss = tape.apply("mean", Kernel.total(Sums::mean), new long[0], deviance);
        tape.turn();
        Value dLogRate = tape.map("div", a -> a / samples, tape.sub(rate, count));
        Value dW = tape.matmul(tape.t(x), dLogRate);
        Value decay = tape.map("mul", a -> DECAY * a, w);
        tape.gradient("loss", loss);
        tape.gradient("w", tape.add(dW, decay));
        tape.gradient("offset", tape.sum(dLogRate));
    }
}
