package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import java.util.Arrays;

/** Columns with mean 0 and variance 1 over the samples, times a gain, plus a bias, and clipped. */
final class Batched {
    private Batched() {}

    /** Records gradients of {@code sum(c · clip(gain · normalised(x) + bias))}, {@code x [n, d], gain [d], bias [d], c [n, d]}; of samples, of the first {@code kept}. */
    static void run(Tape tape, Value x, Value gain, Value bias, Value c, int kept) {
        Value mean = tape.apply("mean", Kernel.columns(Sums::mean), gain.shape(), x);
        Value centred = tape.sub(x, mean);
        Kernel squares = Kernel.columns(column -> Sums.dot(column, column) / column.length);
        Value variance = tape.apply("var", squares, gain.shape(), centred);
        Value scale = tape.map("rsqrt", a -> 1 / Math.sqrt(a + 1e-5), variance);
        Value normal = tape.mul(centred, scale);
        Value y = tape.add(tape.mul(normal, gain), bias);
        Value clipped = tape.map("hardtanh", a -> Math.max(-1, Math.min(1, a)), y);
        Value loss = tape.sum(tape.mul(clipped, c));
        tape.turn();
        Value dY = tape.zip("hardtanh_backward", (a, b) -> -1 < b && b < 1 ? a : 0, c, y);
        Value dGain = tape.sumColumns(tape.mul(dY, normal));
        Value dBias = tape.sumColumns(dY);
        Value dX = tape.apply(
                "native_batch_norm_backward", Batched::backward, x.shape(), dY, normal, gain, scale, dGain, dBias);
        Kernel first = in -> Arrays.copyOf(in[0].elements(), kept * in[0].size(1));
        tape.gradient("x", tape.apply("narrow", first, new long[] {kept, x.size(1)}, dX));
        if (kept == x.size(0)) {
            tape.gradient("loss", loss);
            tape.gradient("gain", dGain);
            tape.gradient("bias", dBias);
        }
    }

    private static double[] backward(Value... in) {
        double[] result = in[0].elements();
        int samples = in[0].size(0);
        int width = in[0].size(1);
        for (int i = 0; i < result.length; i++) {
            int j = i % width;
            double common = (in[5].at(j) + in[1].at(i) * in[4].at(j)) / samples;
            result[i] = in[2].at(j) * in[3].at(j) * (result[i] - common);
        }
        return result;
    }
}
