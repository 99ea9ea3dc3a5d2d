package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** A margin between the distances to a like and to an unlike sample. */
final class Triplet {
    private Triplet() {}

    /** Records loss and gradients of {@code scale · mean(relu(|a − p|² − |a − q|² + margin))}, all {@code [n, d]}. */
    static void run(Tape tape, Value anchor, Value like, Value unlike, double margin, double scale) {
        Value near = tape.sub(anchor, like);
        Value far = tape.sub(anchor, unlike);
        Value nearSum = tape.sumRows(tape.map("square", a -> a * a, near));
        Value farSum = tape.sumRows(tape.map("square", a -> a * a, far));
        Value gap = tape.sub(nearSum, farSum);
        Value raised = tape.map("add", a -> a + margin, gap);
        Value hinge = tape.map("relu", a -> a > 0 ? a : 0, raised);
        Value loss = tape.apply("mean", Kernel.total(Sums::mean), new long[0], hinge);
        tape.turn();
        double share = 2 * scale / anchor.size(0);
        Value even = tape.map("full_like", a -> share, hinge);
        Value active = tape.zip("threshold_backward", (a, b) -> b > 0 ? a : 0, even, raised);
        Value dNear = tape.zipRows("mul", (a, b) -> a * b, near, active);
        Value dFar = tape.zipRows("mul", (a, b) -> a * b, far, active);
        tape.gradient("loss", loss);
        tape.gradient("anchor", tape.sub(dNear, dFar));
        tape.gradient("like", tape.map("neg", a -> -a, dNear));
    }
}
