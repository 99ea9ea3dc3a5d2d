package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** Cross entropy with smoothed labels, of a classifier whose weights are put on a grid. */
final class Smoothed {
    private static final double SMOOTHING = 0.1;

    private Smoothed() {}

    /** Records the gradients of the mean loss, {@code x [n, k], w [k, m], label [n]}, past the grid as if it were not there. */
    static void run(Tape tape, Value x, Value w, Value label) {
        int classes = w.size(1);
        double samples = x.size(0);
        Value grid = tape.apply("fake_quantize_per_tensor", in -> onGrid(127, in), w.shape(), w);
        Value logits = tape.matmul(x, grid);
        Value total = tape.apply("logsumexp", Kernel.rows(Mixture::logSumExp), new long[] {x.size(0)}, logits);
        Value logP = tape.zipRows("sub", (a, b) -> a - b, logits, total);
        Value target = tape.apply("one_hot", in -> smooth(classes, in), logP.shape(), logP, label);
        Value terms = tape.mul(logP, target);
        Value loss = tape.map("neg", a -> -a / samples, tape.sum(terms));
        tape.turn();
        Value p = tape.map("exp", StrictMath::exp, logP);
        Value dLogits = tape.zip("sub", (a, b) -> (a - b) / samples, p, target);
        Value dW = tape.matmul(tape.t(x), dLogits);
        tape.gradient("loss", loss);
        tape.gradient("w", dW);
        tape.gradient("x", tape.matmul(dLogits, tape.t(grid)));
    }

    /** Rounds to multiples of the greatest magnitude divided by {@code levels}. */
    static double[] onGrid(int levels, Value... inputs) {
        double[] result = inputs[0].elements();
        double unit = Sums.max(Kernel.map(Math::abs).apply(inputs[0])) / levels;
        for (int i = 0; i < result.length; i++) {
            result[i] = Math.rint(result[i] / unit) * unit;
        }
        return result;
    }

    private static double[] smooth(int classes, Value... inputs) {
        double[] result = new double[inputs[0].count()];
        for (int i = 0; i < result.length; i++) {
            result[i] = SMOOTHING / classes + (inputs[1].at(i / classes) == i % classes ? 1 - SMOOTHING : 0);
        }
        return result;
    }
}
