package io.github.gradlock.benchmark.graph;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import java.util.Arrays;

/** A linear layer and a hyperbolic tangent, of which only the gradients of the first samples are kept. */
public final class FirstSamples {
    private FirstSamples() {}

    /** Records the gradient of the first {@code kept} samples; {@code x [n, k]}, {@code w [k, m]}, {@code c [m]}. */
    public static void run(Tape tape, Value x, Value w, Value c, int kept) {
        Value y = tape.matmul(x, w);
        Value active = tape.map("tanh", StrictMath::tanh, y);
        Value weighted = tape.mul(active, c);
        tape.apply("sum", Kernel.rows(Sums::sum), new long[] {x.size(0)}, weighted);
        tape.turn();
        Value slope = tape.map("tanh_backward", a -> 1 - a * a, active);
        Value dY = tape.mul(slope, c);
        Value dX = tape.matmul(dY, tape.t(w));
        Kernel first = inputs -> Arrays.copyOf(inputs[0].elements(), kept * inputs[0].size(1));
        tape.gradient("x", tape.apply("narrow", first, new long[] {kept, dX.size(1)}, dX));
    }
}
