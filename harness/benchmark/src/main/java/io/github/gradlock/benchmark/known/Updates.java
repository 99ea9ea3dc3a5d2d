package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** The gradient of a logistic regression after one step with moments (Kingma 2014). */
final class Updates {
    private static final double DECAY = 0.01;

    private Updates() {}

    /** Records the gradient at the new weights, {@code x [n, k], w, first, second [k, 1], y [n, 1]}. */
    static void run(Tape tape, Value x, Value w, Value y, Value first, Value second) {
        Value g = gradient(tape, x, w, y);
        Value norm = tape.apply("linalg_vector_norm", Kernel.total(a -> Math.sqrt(Sums.dot(a, a))), new long[0], g);
        Value clipped = tape.zip("div", (a, b) -> a / Math.max(1, b), g, norm);
        Value m = tape.zip("lerp", (a, b) -> a + 0.1 * (b - a), first, clipped);
        Value v = tape.zip("addcmul", (a, b) -> 0.999 * a + 0.001 * b * b, second, clipped);
        Value root = tape.map("sqrt", Math::sqrt, v);
        Value step = tape.zip("div", (a, b) -> a / (b + 1e-30), m, root);
        Value moved = tape.zip("sub", (a, b) -> a - 0.003 * b, w, step);
        tape.turn();
        Value again = gradient(tape, x, moved, y);
        tape.gradient("w", tape.zip("add", (a, b) -> a + DECAY * b, again, moved));
    }

    private static Value gradient(Tape tape, Value x, Value w, Value y) {
        Value p = tape.map("sigmoid", a -> 1 / (1 + StrictMath.exp(-a)), tape.matmul(x, w));
        return tape.matmul(tape.t(x), tape.sub(p, y));
    }
}
