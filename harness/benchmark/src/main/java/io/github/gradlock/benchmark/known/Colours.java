package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** The mean distance of colours, after the cube roots with which the eye is imitated. */
final class Colours {
    private Colours() {}

    /** Records the gradients of {@code mean |∛(rgb·m)·q − target|}, {@code rgb, target [n, 3]}, {@code m, q [3, 3]}. */
    static void run(Tape tape, Value rgb, Value m, Value q, Value target) {
        double samples = rgb.size(0);
        Value xyz = tape.matmul(rgb, m);
        Value root = tape.map("cbrt", StrictMath::cbrt, xyz);
        Value difference = tape.sub(tape.matmul(root, q), target);
        Value squared = tape.map("square", a -> a * a, difference);
        Value distance = tape.map("sqrt", Math::sqrt, tape.sumRows(squared));
        Value loss = tape.apply("mean", Kernel.total(Sums::mean), new long[0], distance);
        tape.turn();
        Value share = tape.map("reciprocal", a -> 1 / (samples * a), distance);
        Value dLab = tape.zipRows("mul", (a, b) -> a * b, difference, share);
        Value dRoot = tape.matmul(dLab, tape.t(q));
        Value slope = tape.map("pow", a -> 1 / (3 * a * a), root);
        Value dXyz = tape.mul(dRoot, slope);
        tape.gradient("loss", loss);
        tape.gradient("m", tape.matmul(tape.t(rgb), dXyz));
        tape.gradient("rgb", tape.matmul(dXyz, tape.t(m)));
    }
}
