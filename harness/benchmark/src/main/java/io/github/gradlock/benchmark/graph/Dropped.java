package io.github.gradlock.benchmark.graph;

import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import java.util.SplittableRandom;

/** A linear layer whose outputs are dropped at random, from a seed, half of them. */
public final class Dropped {
    private Dropped() {}

    /** Records the gradients of the sum of squares; {@code x [n, k]}, {@code w [k, m]}. */
    public static void run(Tape tape, Value x, Value w) {
        Value y = tape.matmul(x, w);
        SplittableRandom random = new SplittableRandom(11);
        Value kept = tape.map("dropout", a -> random.nextBoolean() ? 2 * a : 0, y);
        Value squared = tape.map("square", a -> a * a, kept);
        tape.sum(squared);
        tape.turn();
        Value dKept = tape.map("mul", a -> 2 * a, kept);
        Value dY = tape.zip("native_dropout_backward", (a, b) -> b == 0 ? 0 : 2 * a, dKept, kept);
        tape.gradient("w", tape.matmul(tape.t(x), dY));
        tape.gradient("x", tape.matmul(dY, tape.t(w)));
    }
}
