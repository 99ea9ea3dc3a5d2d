package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** The partial likelihood of events in the order in which they happened (Cox 1972), the oldest weighing most. */
final class Hazards {
    private Hazards() {}

    /** Records the gradient of {@code Σ (exp(age) − 1)(log Σ exp(x·w) − x·w)}, {@code x [n, k]} from the last event to the first, {@code w [k, 1], age [n, 1]}. */
    static void run(Tape tape, Value x, Value w, Value age) {
        Value weight = tape.map("expm1", StrictMath::expm1, age);
        Value risk = tape.matmul(x, w);
        Value e = tape.map("exp", StrictMath::exp, risk);
        Value atRisk = tape.apply("cumsum", Hazards::cumulate, e.shape(), e);
        Value difference = tape.sub(tape.map("log", StrictMath::log, atRisk), risk);
        Value loss = tape.sum(tape.mul(difference, weight));
        tape.turn();
        Value share = tape.zip("div", (a, b) -> a / b, weight, atRisk);
        Value later = tape.apply("flip", Hazards::reverse, share.shape(), share);
        later = tape.apply("cumsum", Hazards::cumulate, share.shape(), later);
        later = tape.apply("flip", Hazards::reverse, share.shape(), later);
        Value dRisk = tape.sub(tape.mul(e, later), weight);
        tape.gradient("loss", loss);
        tape.gradient("w", tape.matmul(tape.t(x), dRisk));
    }

    static double[] cumulate(Value... inputs) {
        double[] sums = inputs[0].elements();
        for (int i = 1; i < sums.length; i++) {
            sums[i] += sums[i - 1];
        }
        return sums;
    }

    private static double[] reverse(Value... inputs) {
        double[] result = new double[inputs[0].count()];
        for (int i = 0; i < result.length; i++) {
            result[i] = inputs[0].at(result.length - 1 - i);
        }
        return result;
    }
}
