package io.github.gradlock.benchmark.aside;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import java.util.Arrays;

/** The gated feed-forward layer of a transformer, behind a normalisation by the root of mean squares. */
final class QuayGlu {
    private QuayGlu() {}

    /**
     * Records the gradients of {@code Σ (y − c)²} with {@code y = (silu(h·gate) ∘ (h·up))·down} and {@code h} of {@code x [n, k]}; of tokens,
     * of the first {@code kept}.
     */
    static void run(Tape tape, Value x, Value gain, Value gate, Value up, Value down, Value c, int kept) {
        int width = x.size(1);
        Value squares = tape.mul(x, x);
        Value mean = tape.apply("mean", Kernel.rows(Sums::mean), new long[] {x.size(0)}, squares);
        Value inverse = tape.map("rsqrt", a -> 1 / Math.sqrt(a + 1e-6), mean);
        Value normal = tape.zipRows("mul", (a, b) -> a * b, x, inverse);
        Value h = tape.mul(normal, gain);
        Value opening = tape.matmul(h, gate);
        Value raised = tape.matmul(h, up);
        Value open = tape.map("silu", a -> a * sigmoid(a), opening);
        Value hidden = tape.mul(open, raised);
        Value error = tape.sub(tape.matmul(hidden, down), c);
        Value loss = tape.sum(tape.mul(error, error));
        tape.turn();
        Value dY = tape.map("mul", a -> 2 * a, error);
        Value dHidden = tape.matmul(dY, tape.t(down));
        Value dDown = tape.matmul(tape.t(hidden), dY);
        Value dRaised = tape.mul(dHidden, open);
        Value dOpen = tape.mul(dHidden, raised);
        Value dOpening = tape.zip("silu_backward", QuayGlu::slope, dOpen, opening);
        Value dGate = tape.matmul(tape.t(h), dOpening);
        Value dUp = tape.matmul(tape.t(h), dRaised);
        Value dH = tape.add(tape.matmul(dOpening, tape.t(gate)), tape.matmul(dRaised, tape.t(up)));
        Value dNormal = tape.mul(dH, gain);
        Value along = tape.sumRows(tape.mul(dNormal, normal));
        Value across =
                tape.zip("sub", (a, b) -> a - b / width, dNormal, tape.zipRows("mul", (a, b) -> a * b, normal, along));
        Value dX = tape.zipRows("mul", (a, b) -> a * b, across, inverse);
        long[] shape = {kept, width};
        tape.gradient("x", tape.apply("narrow", in -> Arrays.copyOf(in[0].elements(), kept * width), shape, dX));
        if (kept == x.size(0)) {
            tape.gradient("loss", loss);
            tape.gradient("gate", dGate);
            tape.gradient("up", dUp);
            tape.gradient("down", dDown);
        }
    }

    static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    private static double slope(double cotangent, double x) {
        return cotangent * sigmoid(x) * (1 + x * (1 - sigmoid(x)));
    }
}
