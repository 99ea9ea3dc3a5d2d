package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import java.util.Arrays;

/** How far the cosines between pairs of rows are from targets, squared where little and linear where much. */
final class Cosines {
    static final double BETA = 0.25;

    private Cosines() {}

    /** Records the gradient of the first {@code kept} rows of {@code x}, and the loss if that is all, {@code x [n, d], y [n, d], target [n]}. */
    static void run(Tape tape, Value x, Value y, Value target, int kept) {
        Value dot = tape.sumRows(tape.mul(x, y));
        Value xx = tape.sumRows(tape.map("square", a -> a * a, x));
        Value yy = tape.sumRows(tape.map("square", a -> a * a, y));
        Value norm = tape.map("sqrt", Math::sqrt, tape.mul(xx, yy));
        Value cosine = tape.zip("div", (a, b) -> a / Math.max(b, 1e-8), dot, norm);
        Value error = tape.sub(cosine, target);
        Value huber = tape.map("smooth_l1_loss", Cosines::huber, error);
        Value loss = tape.apply("mean", Kernel.total(Sums::mean), new long[0], huber);
        tape.turn();
        Value dCosine = tape.map("smooth_l1_loss_backward", a -> Math.max(-1, Math.min(1, a / BETA)), error);
        Value along = tape.zip("div", (a, b) -> a / Math.max(b, 1e-8), dCosine, norm);
        Value across = tape.zip("div", (a, b) -> a / b, tape.mul(dCosine, cosine), xx);
        Value toY = tape.zipRows("mul", (a, b) -> a * b, y, along);
        Value toX = tape.zipRows("mul", (a, b) -> a * b, x, across);
        Value dX = tape.sub(toY, toX);
        long[] shape = {kept, x.size(1)};
        tape.gradient(
                "x", tape.apply("narrow", in -> Arrays.copyOf(in[0].elements(), kept * in[0].size(1)), shape, dX));
        if (kept == x.size(0)) {
            tape.gradient("loss", loss);
        }
    }

    private static double huber(double error) {
        double magnitude = Math.abs(error);
        return magnitude < BETA ? error * error / (2 * BETA) : magnitude - BETA / 2;
    }
}
