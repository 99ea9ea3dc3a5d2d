package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** The logarithm of a sum of bumps around centres. */
final class Bumps {
    private Bumps() {}

    /** Records the gradients of {@code log(sum(exp(−|x − y|²)))}, {@code x [n, d], y [m, d]}. */
    static void run(Tape tape, Value x, Value y) {
        long[] pairs = {x.size(0), y.size(0)};
        Value distances = tape.apply("cdist", Bumps::distances, pairs, x, y);
        Value e = tape.map("exp", a -> StrictMath.exp(-a), distances);
        Value total = tape.sum(e);
        Value loss = tape.map("log", StrictMath::log, total);
        tape.turn();
        Value dE = tape.map("reciprocal", a -> 1 / a, total);
        Value dDistances = tape.zip("mul", (a, b) -> -a * b, e, dE);
        Value dX = tape.apply("_cdist_backward", in -> pull(1, in), x.shape(), x, y, dDistances);
        Value dY = tape.apply("_cdist_backward", in -> pull(-1, in), y.shape(), y, x, tape.t(dDistances));
        tape.gradient("loss", loss);
        tape.gradient("x", dX);
        tape.gradient("y", tape.map("neg", a -> -a, dY));
    }

    static double[] distances(Value... inputs) {
        double[] result = new double[inputs[0].size(0) * inputs[1].size(0)];
        int width = inputs[1].size(0);
        for (int i = 0; i < result.length; i++) {
            double[] x = inputs[0].row(i / width);
            double[] y = inputs[1].row(i % width);
            for (int j = 0; j < x.length; j++) {
                result[i] += (x[j] - y[j]) * (x[j] - y[j]);
            }
        }
        return result;
    }

    private static double[] pull(double sign, Value... inputs) {
        double[] result = new double[inputs[0].count()];
        int width = inputs[0].size(1);
        for (int i = 0; i < inputs[0].size(0); i++) {
            for (int j = 0; j < inputs[1].size(0); j++) {
                for (int d = 0; d < width; d++) {
                    result[i * width + d] += sign
                            * 2
                            * inputs[2].at(i * inputs[1].size(0) + j)
                            * (inputs[0].at(i * width + d) - inputs[1].at(j * width + d));
                }
            }
        }
        return result;
    }
}
