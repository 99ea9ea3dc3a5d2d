package io.github.gradlock.benchmark.graph;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** A chain of elementwise functions, {@code mean((1 + sin²(w·x))^1.7 · c)}. */
public final class Waves {
    private Waves() {}

    /** Records the gradients of {@code w} and {@code x}; all three have one shape. */
    public static void run(Tape tape, Value x, Value w, Value c) {
        double count = x.count();
        Value angle = tape.mul(x, w);
        Value s = tape.map("sin", StrictMath::sin, angle);
        Value squared = tape.map("square", a -> a * a, s);
        Value above = tape.map("add", a -> a + 1, squared);
        Value power = tape.map("pow", a -> StrictMath.pow(a, 1.7), above);
        Value weighted = tape.mul(power, c);
        tape.apply("mean", Kernel.total(Sums::mean), new long[0], weighted);
        tape.turn();
        Value dPower = tape.map("div", a -> a / count, c);
        Value slope = tape.map("pow", a -> StrictMath.pow(a, 0.7), above);
        Value dAbove = tape.mul(tape.map("mul", a -> a * 1.7, slope), dPower);
        Value dSine = tape.mul(tape.map("mul", a -> a * 2, s), dAbove);
        Value cosine = tape.map("cos", StrictMath::cos, angle);
        Value dAngle = tape.mul(cosine, dSine);
        tape.gradient("w", tape.mul(dAngle, x));
        tape.gradient("x", tape.mul(dAngle, w));
    }
}
