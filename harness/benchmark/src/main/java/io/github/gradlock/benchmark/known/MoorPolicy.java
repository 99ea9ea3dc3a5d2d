package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import java.util.Arrays;

/** A policy that is moved towards what turned out well, but not too far at a time (Schulman et al. 2017). */
final class MoorPolicy {
    private MoorPolicy() {}

    /** Records the gradients of the bounded objective, {@code x [n, d], w [d, k], action [n], old [n], gain [n]}; of logits, of the first {@code kept}. */
    static void run(Tape tape, Value x, Value w, Value action, Value old, Value gain, int kept) {
        long[] rows = {x.size(0)};
        Value logits = tape.matmul(x, w);
        Value top = tape.apply("amax", Kernel.rows(Sums::max), rows, logits);
        Value shifted = tape.zipRows("sub", (a, b) -> a - b, logits, top);
        Value total = tape.map("log", StrictMath::log, tape.sumRows(tape.map("exp", StrictMath::exp, shifted)));
        Value logs = tape.zipRows("sub", (a, b) -> a - b, shifted, total);
        Value chosen = tape.apply("gather", MoorPolicy::gather, rows, logs, action);
        Value ratio = tape.map("exp", StrictMath::exp, tape.sub(chosen, old));
        Value centred = tape.sub(gain, tape.apply("mean", Kernel.total(Sums::mean), new long[0], gain));
        Value spread = tape.apply("std", Kernel.total(MoorPolicy::spread), new long[0], centred);
        Value normal = tape.zip("div", (a, b) -> a / (b + 1e-8), centred, spread);
        Value bounded = tape.mul(tape.map("clamp", a -> Math.max(0.8, Math.min(1.2, a)), ratio), normal);
        Value objective = tape.zip("minimum", Math::min, tape.mul(ratio, normal), bounded);
        Value loss = tape.map("neg", a -> -a, tape.sum(objective));
        tape.turn();
        Value dRatio = tape.zip("minimum_backward", MoorPolicy::backward, normal, ratio);
        Value dChosen = tape.mul(dRatio, ratio);
        Value dLogs = tape.apply("gather_backward", in -> scatter(w.size(1), in), logits.shape(), dChosen, action);
        Value share = tape.map("exp", StrictMath::exp, logs);
        Value dLogits = tape.sub(dLogs, tape.zipRows("mul", (a, b) -> a * b, share, tape.sumRows(dLogs)));
        Kernel first = in -> Arrays.copyOf(in[0].elements(), kept * in[0].size(1));
        tape.gradient("logits", tape.apply("narrow", first, new long[] {kept, w.size(1)}, dLogits));
        if (kept == x.size(0)) {
            tape.gradient("loss", loss);
            tape.gradient("w", tape.matmul(tape.t(x), dLogits));
        }
    }

    /** Lets the cotangent through where the bound does not hold the ratio back. */
    static double backward(double gain, double ratio) {
        return (gain >= 0 ? ratio <= 1.2 : ratio >= 0.8) ? -gain : 0;
    }

    private static double spread(double... x) {
        return Math.sqrt(Sums.dot(x, x) / (x.length - 1));
    }

    private static double[] gather(Value... in) {
        double[] result = new double[in[1].count()];
        Arrays.setAll(result, i -> in[0].row(i)[(int) in[1].at(i)]);
        return result;
    }

    private static double[] scatter(int width, Value... in) {
        double[] result = new double[in[0].count() * width];
        for (int i = 0; i < in[0].count(); i++) {
            result[i * width + (int) in[1].at(i)] = in[0].at(i);
        }
        return result;
    }
}
