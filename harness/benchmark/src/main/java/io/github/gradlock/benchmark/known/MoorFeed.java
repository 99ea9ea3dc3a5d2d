package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import java.util.Arrays;

/** The gated layer of a language model, behind a normalisation by the root of mean squares. */
final class MoorFeed {
    private MoorFeed() {}

    /** Records gradients of {@code sum(c · out)}, {@code x [n, d], gain [d], gate [d, h], up [d, h], down [h, d], c [n, d]}; of tokens, of the first {@code kept}. */
    static void run(Tape tape, Value x, Value gain, Value gate, Value up, Value down, Value c, int kept) {
        Value squares = tape.map("square", a -> a * a, x);
        Value mean = tape.apply("mean", Kernel.rows(Sums::mean), new long[] {x.size(0)}, squares);
        Value scale = tape.map("rsqrt", a -> 1 / Math.sqrt(a + 1e-6), mean);
        Value normal = tape.zipRows("mul", (a, b) -> a * b, x, scale);
        Value y = tape.mul(normal, gain);
        Value opened = tape.matmul(y, gate);
        Value raised = tape.matmul(y, up);
        Value active = tape.map("gelu", a -> a * below(a), opened);
        Value hidden = tape.mul(active, raised);
        Value out = tape.matmul(hidden, down);
        Value loss = tape.sum(tape.mul(out, c));
        tape.turn();
        Value dHidden = tape.matmul(c, tape.t(down));
        Value dDown = tape.matmul(tape.t(hidden), c);
        Value dRaised = tape.mul(dHidden, active);
        Value dOpened = tape.zip("gelu_backward", (a, b) -> a * slope(b), tape.mul(dHidden, raised), opened);
        Value turned = tape.t(y);
        Value dGate = tape.matmul(turned, dOpened);
        Value dUp = tape.matmul(turned, dRaised);
        Value dY = tape.add(tape.matmul(dOpened, tape.t(gate)), tape.matmul(dRaised, tape.t(up)));
        Value dGain = tape.sumColumns(tape.mul(dY, normal));
        Value dNormal = tape.mul(dY, gain);
        Value along = tape.sumRows(tape.mul(dNormal, normal));
        Value dX = tape.apply("rms_norm_backward", MoorFeed::backward, x.shape(), dNormal, normal, along, scale);
        Kernel first = in -> Arrays.copyOf(in[0].elements(), kept * in[0].size(1));
        tape.gradient("x", tape.apply("narrow", first, new long[] {kept, x.size(1)}, dX));
        if (kept == x.size(0)) {
            tape.gradient("loss", loss);
            tape.gradient("gain", dGain);
            tape.gradient("gate", dGate);
            tape.gradient("up", dUp);
            tape.gradient("down", dDown);
        }
    }

    private static double[] backward(Value... in) {
        double[] result = in[0].elements();
        int width = in[0].size(1);
        for (int i = 0; i < result.length; i++) {
            int row = i / width;
            result[i] = in[3].at(row) * (result[i] - in[1].at(i) * in[2].at(row) / width);
        }
        return result;
    }

    private static double below(double x) {
        return 0.5 * MoorBell.erfc(-x / Math.sqrt(2));
    }

    private static double slope(double x) {
        return below(x) + x * StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }
}
