package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** A step of an optimiser with two moments, for a linear model with a rounded error and a bound on the gradient's length. */
final class MoorStep {
    private MoorStep() {}

    /** Records gradient, moments and update, {@code x [n, d], w [d, 1], y [n, 1], first [d, 1], second [d, 1]}. */
    static void run(Tape tape, Value x, Value w, Value y, Value first, Value second) {
        Value error = tape.sub(tape.matmul(x, w), y);
        Value loss = tape.sum(tape.map("logcosh", a -> StrictMath.log(StrictMath.cosh(a)), error));
        tape.turn();
        Value dError = tape.map("tanh", StrictMath::tanh, error);
        Value dW = tape.matmul(tape.t(x), dError);
        Value length = tape.apply("linalg_vector_norm", Kernel.total(MoorStep::length), new long[0], dW);
        Value share = tape.map("clamp", a -> Math.min(1, 1 / (a + 1e-6)), length);
        Value clipped = tape.mul(dW, share);
        Value nextFirst = tape.zip("lerp", (a, b) -> a + 0.1 * (b - a), first, clipped);
        Value nextSecond = tape.zip("addcmul", (a, b) -> 0.999 * a + 0.001 * b * b, second, clipped);
        Value root = tape.map("sqrt", a -> Math.sqrt(a) + 1e-8, nextSecond);
        Value update = tape.zip("addcdiv", (a, b) -> -1e-3 * a / b, nextFirst, root);
        tape.gradient("loss", loss);
        tape.gradient("w", clipped);
        tape.gradient("first", nextFirst);
        tape.gradient("second", nextSecond);
        tape.gradient("update", update);
    }

    private static double length(double... x) {
        return Math.sqrt(Sums.dot(x, x));
    }
}
