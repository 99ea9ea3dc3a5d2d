package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** Angles that a linear model gives, and the logarithm of the hyperbolic cosine of how far they are off. */
final class Bearings {
    private Bearings() {}

    /** Records the gradients of {@code mean(log(cosh(atan(x·w) − target)))}, {@code x [n, k], w [k, 1], target [n, 1]}. */
    static void run(Tape tape, Value x, Value w, Value target) {
        double samples = x.size(0);
        Value slope = tape.matmul(x, w);
        Value angle = tape.map("atan", StrictMath::atan, slope);
        Value error = tape.sub(angle, target);
        Value cosh = tape.map("cosh", StrictMath::cosh, error);
        Value terms = tape.map("log", StrictMath::log, cosh);
        Value loss = tape.apply("mean", Kernel.total(Sums::mean), new long[0], terms);
        tape.turn();
        Value sinh = tape.map("sinh", StrictMath::sinh, error);
        Value dAngle = tape.zip("div", (a, b) -> a / b / samples, sinh, cosh);
        Value dSlope = tape.zip("div", (a, b) -> a / (1 + b * b), dAngle, slope);
        tape.gradient("loss", loss);
        tape.gradient("w", tape.matmul(tape.t(x), dSlope));
        tape.gradient("x", tape.matmul(dSlope, tape.t(w)));
    }
}
