package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** A hanging cable, fitted to heights that were measured along it. */
final class Catenary {
    private Catenary() {}

    /** Records the gradients of {@code mean((a cosh(x / a) − height)²)}, {@code x, height [n]}, {@code a} a scalar. */
    static void run(Tape tape, Value x, Value a, Value height) {
        double count = x.count();
        Value t = tape.zip("div", (p, q) -> p / q, x, a);
        Value cosine = tape.map("cosh", StrictMath::cosh, t);
        Value error = tape.sub(tape.mul(cosine, a), height);
        Value squared = tape.map("square", p -> p * p, error);
        Value loss = tape.apply("mean", Kernel.total(Sums::mean), new long[0], squared);
        tape.turn();
        Value dHeight = tape.map("mul", p -> p * (2 / count), error);
        Value sine = tape.map("sinh", StrictMath::sinh, t);
        Value slope = tape.sub(cosine, tape.mul(t, sine));
        Value dA = tape.sum(tape.mul(dHeight, slope));
        tape.gradient("loss", loss);
        tape.gradient("a", dA);
        tape.gradient("x", tape.mul(dHeight, sine));
    }
}
