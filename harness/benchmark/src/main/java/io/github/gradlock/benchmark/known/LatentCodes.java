package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** A linear decoder of codes that are spread around means, and how far their distribution is from the standard one (Kingma 2013). */
final class LatentCodes {
    private LatentCodes() {}

    /** Records gradients of {@code |(mu + exp(v/2) · e)·w − x|² + Σ (exp(v) + mu² − 1 − v) / 2}, {@code mu, v, e [n, k], w [k, d], x [n, d]}. */
    static void run(Tape tape, Value mu, Value v, Value e, Value w, Value x) {
        Value spread = tape.map("exp", StrictMath::exp, tape.map("mul", a -> a / 2, v));
        Value code = tape.apply("addcmul", LatentCodes::addcmul, mu.shape(), mu, spread, e);
        Value error = tape.sub(tape.matmul(code, w), x);
        Value misfit = tape.sum(tape.map("square", a -> a * a, error));
        Value variance = tape.map("exp", StrictMath::exp, v);
        Value moments = tape.add(variance, tape.map("square", a -> a * a, mu));
        Value excess = tape.sub(tape.map("sub", a -> a - 1, moments), v);
        Value divergence = tape.sum(tape.map("mul", a -> a / 2, excess));
        Value loss = tape.add(misfit, divergence);
        tape.turn();
        Value dError = tape.map("mul", a -> 2 * a, error);
        Value dCode = tape.matmul(dError, tape.t(w));
        Value dW = tape.matmul(tape.t(code), dError);
        Value dSpread = tape.mul(tape.mul(dCode, e), spread);
        Value dExcess = tape.map("sub", a -> a - 1, variance);
        tape.gradient("loss", loss);
        tape.gradient("mu", tape.add(dCode, mu));
        tape.gradient("v", tape.zip("add", (a, b) -> a / 2 + b / 2, dSpread, dExcess));
        tape.gradient("w", dW);
    }

    private static double[] addcmul(Value... inputs) {
        double[] result = inputs[0].elements();
        for (int i = 0; i < result.length; i++) {
            result[i] += inputs[1].at(i) * inputs[2].at(i);
        }
        return result;
    }
}
