package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import java.util.Arrays;

/** Columns with mean 0 and variance 1 over the samples, scaled and shifted, and bent below zero. */
final class Whitened {
    private Whitened() {}

    /** Records the gradients of {@code Σ c · elu(gain · normalised(x) + shift)}, {@code x [n, m], gain [m], shift [m], c [n, m]}; of samples, of the first {@code kept}. */
    static void run(Tape tape, Value x, Value gain, Value shift, Value c, int kept) {
        long[] columns = {x.size(1)};
        Value mean = tape.apply("mean", Kernel.columns(Sums::mean), columns, x);
        Value centred = tape.sub(x, mean);
        Value variance = tape.apply("var", Kernel.columns(Whitened::square), columns, centred);
        Value scale = tape.map("rsqrt", a -> 1 / Math.sqrt(a + 1e-5), variance);
        Value normal = tape.mul(centred, scale);
        Value y = tape.apply("addcmul", Whitened::scaleAndShift, x.shape(), normal, gain, shift);
        Value active = tape.map("elu", a -> a > 0 ? a : StrictMath.expm1(a), y);
        tape.sum(tape.mul(active, c));
        tape.turn();
        Value dY = tape.zip("elu_backward", (a, b) -> b > 0 ? a : a * StrictMath.exp(b), c, y);
        Value dShift = tape.sumColumns(dY);
        Value dGain = tape.sumColumns(tape.mul(dY, normal));
        Value dNormal = tape.mul(dY, gain);
        Value along = tape.apply("mean", Kernel.columns(Sums::mean), columns, dNormal);
        Value across = tape.apply("mean", Kernel.columns(Sums::mean), columns, tape.mul(dNormal, normal));
        Value dX = tape.apply(
                "native_batch_norm_backward", Whitened::backward, x.shape(), dNormal, normal, along, across, scale);
        Kernel first = in -> Arrays.copyOf(in[0].elements(), kept * in[0].size(1));
        tape.gradient("x", tape.apply("narrow", first, new long[] {kept, x.size(1)}, dX));
        if (kept == x.size(0)) {
            tape.gradient("gain", dGain);
            tape.gradient("shift", dShift);
        }
    }

    private static double square(double... centred) {
        return Sums.dot(centred, centred) / centred.length;
    }

    static double[] scaleAndShift(Value... in) {
        double[] result = in[0].elements();
        for (int i = 0; i < result.length; i++) {
            int column = i % in[1].count();
            result[i] = result[i] * in[1].at(column) + in[2].at(column);
        }
        return result;
    }

    private static double[] backward(Value... in) {
        double[] result = in[0].elements();
        for (int i = 0; i < result.length; i++) {
            int column = i % in[0].size(1);
            result[i] = (result[i] - in[2].at(column) - in[1].at(i) * in[3].at(column)) * in[4].at(column);
        }
        return result;
    }
}
