package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** The likelihood of points under Student's distributions. */
final class HeavyTails {
    private static final double[] LANCZOS = {
        0.99999999999980993,
        676.5203681218851,
        -1259.1392167224028,
        771.32342877765313,
        -176.61502916214059,
        12.507343278686905,
        -0.13857109526572012,
        9.9843695780195716e-6,
        1.5056327351493116e-7
    };

    private HeavyTails() {}

    /** Records the likelihood of each point, which is a gradient by the weights of a mixture, and the gradient by points; all {@code [n]}. */
    static void run(Tape tape, Value x, Value freedom, Value weight) {
        Value upper = tape.map("lgamma", HeavyTails::logGamma, tape.map("add", a -> (a + 1) / 2, freedom));
        Value lower = tape.map("lgamma", HeavyTails::logGamma, tape.map("div", a -> a / 2, freedom));
        Value ratio = tape.zip("div", (a, b) -> a * a / b, x, freedom);
        Value tail = tape.map("log1p", StrictMath::log1p, ratio);
        Value exponent = tape.zip("mul", (a, b) -> (b + 1) / 2 * a, tail, freedom);
        Value width = tape.map("log", a -> StrictMath.log(Math.PI * a) / 2, freedom);
        Value likelihood = tape.sub(tape.sub(tape.sub(upper, lower), width), exponent);
        tape.sum(tape.mul(likelihood, weight));
        tape.turn();
        Value above = tape.zip("add", (a, b) -> b + a * a, x, freedom);
        Value pull = tape.zip("div", (a, b) -> a / b, x, above);
        Value raised = tape.zip("mul", (a, b) -> -(b + 1) * a, pull, freedom);
        tape.gradient("x", tape.mul(raised, weight));
        tape.gradient("weight", likelihood);
    }

    /** Returns the logarithm of the gamma function (Lanczos 1964). */
    static double logGamma(double argument) {
        double x = argument - 1;
        double sum = LANCZOS[0];
        for (int i = 1; i < LANCZOS.length; i++) {
            sum += LANCZOS[i] / (x + i);
        }
        double t = x + 7.5;
        return StrictMath.log(2 * Math.PI) / 2 + (x + 0.5) * StrictMath.log(t) - t + StrictMath.log(sum);
    }
}
