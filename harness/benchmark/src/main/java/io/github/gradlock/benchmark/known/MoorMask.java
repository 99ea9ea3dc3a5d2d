package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** How well masks cover what they should: the overlap's share, and a cross entropy. */
final class MoorMask {
    private MoorMask() {}

    /** Records loss and gradient of {@code Σ mean(cross entropy) − overlap}, {@code logits [n, p], target [n, p]}. */
    static void run(Tape tape, Value logits, Value target) {
        long[] rows = {logits.size(0)};
        int pixels = logits.size(1);
        Value p = tape.map("sigmoid", a -> 1 / (1 + StrictMath.exp(-a)), logits);
        Value common = tape.sumRows(tape.mul(p, target));
        Value all = tape.sumRows(tape.add(p, target));
        Value overlap = tape.zip("div", (a, b) -> (2 * a + 1) / (b + 1), common, all);
        Value entropy = tape.zip("binary_cross_entropy_with_logits", MoorMask::entropy, logits, target);
        Value mean = tape.apply("mean", Kernel.rows(Sums::mean), rows, entropy);
        Value loss = tape.sum(tape.sub(mean, overlap));
        tape.turn();
        Value dP = tape.apply("dice_backward", MoorMask::backward, logits.shape(), target, common, all);
        Value dOverlap = tape.zip("sigmoid_backward", (a, b) -> a * b * (1 - b), dP, p);
        Value dEntropy = tape.map("div", a -> a / pixels, tape.sub(p, target));
        tape.gradient("loss", loss);
        tape.gradient("logits", tape.add(dOverlap, dEntropy));
    }

    private static double entropy(double x, double t) {
        return Math.max(x, 0) - x * t + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }

    private static double[] backward(Value... in) {
        double[] result = in[0].elements();
        int width = in[0].size(1);
        for (int i = 0; i < result.length; i++) {
            double common = in[1].at(i / width);
            double all = in[2].at(i / width) + 1;
            result[i] = (2 * common + 1) / (all * all) - 2 * result[i] / all;
        }
        return result;
    }
}
