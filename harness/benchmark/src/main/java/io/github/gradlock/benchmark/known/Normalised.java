package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** Rows with mean 0 and variance 1, times a gain. */
final class Normalised {
    private Normalised() {}

    /** Records the gradients of {@code sum(c · gain · normalised(x))}, {@code x [n, m], gain [m], c [n, m]}. */
    static void run(Tape tape, Value x, Value gain, Value c) {
        long[] rows = {x.size(0)};
        Value mean = tape.apply("mean", Kernel.rows(Sums::mean), rows, x);
        Value centred = tape.zipRows("sub", (a, b) -> a - b, x, mean);
        Value variance = tape.apply("var", Kernel.rows(row -> Sums.dot(row, row) / row.length), rows, centred);
        Value scale = tape.map("rsqrt", a -> 1 / Math.sqrt(a + 1e-5), variance);
        Value normal = tape.zipRows("mul", (a, b) -> a * b, centred, scale);
        Value y = tape.mul(normal, gain);
        tape.sum(tape.mul(y, c));
        tape.turn();
        Value dGain = tape.sumColumns(tape.mul(c, normal));
        Value dNormal = tape.mul(c, gain);
        Value along = tape.apply("mean", Kernel.rows(Sums::mean), rows, dNormal);
        Value across = tape.apply("mean", Kernel.rows(Sums::mean), rows, tape.mul(dNormal, normal));
        Value dX = tape.apply(
                "native_layer_norm_backward", Normalised::backward, x.shape(), dNormal, normal, along, across, scale);
        tape.gradient("gain", dGain);
        tape.gradient("x", dX);
    }

    private static double[] backward(Value... inputs) {
        double[] result = new double[inputs[0].count()];
        int width = inputs[0].size(1);
        for (int i = 0; i < result.length; i++) {
            int row = i / width;
            result[i] = (inputs[0].at(i) - inputs[2].at(row) - inputs[1].at(i) * inputs[3].at(row)) * inputs[4].at(row);
        }
        return result;
    }
}
