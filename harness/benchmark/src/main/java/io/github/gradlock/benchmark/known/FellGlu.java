package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import java.util.Arrays;

/** Rows of one root mean square, through a gated layer (Shazeer 2020). */
final class FellGlu {
    private FellGlu() {}

    /**
     * Records the gradients of {@code sum(c · silu(n·gate) · n·up)} with {@code n = gain · x / rms(x)}, {@code x [n, d], gain [d], gate [d, h], up
     * [d, h], c [n, h]}; by rows, those of the first {@code kept}.
     */
    static void run(Tape tape, Value x, Value gain, Value gate, Value up, Value c, int kept) {
        long[] each = {x.size(0)};
        Value mean = tape.apply("mean", Kernel.rows(Sums::mean), each, tape.map("square", a -> a * a, x));
        Value root = tape.map("rsqrt", a -> 1 / Math.sqrt(a + 1e-5), mean);
        Value even = tape.zipRows("mul", (a, b) -> a * b, x, root);
        Value scaled = tape.mul(even, gain);
        Value gated = tape.matmul(scaled, gate);
        Value raised = tape.matmul(scaled, up);
        Value active = tape.map("silu", a -> a * sigmoid(a), gated);
        Value loss = tape.sum(tape.mul(tape.mul(active, raised), c));
        tape.turn();
        Value dActive = tape.mul(c, raised);
        Value dRaised = tape.mul(c, active);
        Value dGated = tape.zip("silu_backward", FellGlu::slope, dActive, gated);
        Value turned = tape.t(scaled);
        Value dGate = tape.matmul(turned, dGated);
        Value dUp = tape.matmul(turned, dRaised);
        Value dScaled = tape.add(tape.matmul(dGated, tape.t(gate)), tape.matmul(dRaised, tape.t(up)));
        Value dGain = tape.sumColumns(tape.mul(dScaled, even));
        Value dEven = tape.mul(dScaled, gain);
        Value along = tape.apply("mean", Kernel.rows(Sums::mean), each, tape.mul(dEven, even));
        Value across = tape.sub(dEven, tape.zipRows("mul", (a, b) -> a * b, even, along));
        Value dX = tape.zipRows("mul", (a, b) -> a * b, across, root);
        long[] shape = {kept, x.size(1)};
        tape.gradient(
                "x", tape.apply("narrow", in -> Arrays.copyOf(in[0].elements(), kept * in[0].size(1)), shape, dX));
        if (kept == x.size(0)) {
            tape.gradient("loss", loss);
            tape.gradient("gain", dGain);
            tape.gradient("gate", dGate);
            tape.gradient("up", dUp);
        }
    }

    static double slope(double cotangent, double x) {
        return cotangent * sigmoid(x) * (1 + x * (1 - sigmoid(x)));
    }

    private static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }
}
