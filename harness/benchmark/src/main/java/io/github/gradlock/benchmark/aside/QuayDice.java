package io.github.gradlock.benchmark.aside;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import java.util.Arrays;

/** How well a region is covered (Dice 1945), within a part of each picture. */
final class QuayDice {
    private QuayDice() {}

    /** Records the gradient of {@code Σ overlap / (covered + region)}, {@code logits [n, p]} from column {@code from} on, {@code region [n, q]}. */
    static void run(Tape tape, Value logits, Value region, int from) {
        int width = region.size(1);
        Kernel slice = in -> {
            double[] result = new double[in[0].size(0) * width];
            Arrays.setAll(result, i -> in[0].at(i / width * in[0].size(1) + from + i % width));
            return result;
        };
        Value cropped = tape.apply("slice", slice, region.shape(), logits);
        Value likely = tape.map("sigmoid", a -> 1 / (1 + StrictMath.exp(-a)), cropped);
        Value overlap = tape.sumRows(tape.mul(likely, region));
        Value whole = tape.add(tape.sumRows(likely), tape.sumRows(region));
        Value share = tape.zip("div", (a, b) -> a / b, overlap, whole);
        Value loss = tape.sum(share);
        tape.turn();
        Value dOverlap = tape.map("reciprocal", a -> 1 / a, whole);
        Value dWhole = tape.zip("div", (a, b) -> a / b, share, whole);
        Value more = tape.zipRows("mul", (a, b) -> a * b, region, dOverlap);
        Value dLikely = tape.zipRows("sub", (a, b) -> a - b, more, dWhole);
        Value dCropped = tape.zip("sigmoid_backward", (a, b) -> a * b * (1 - b), dLikely, likely);
        tape.gradient("loss", loss);
        tape.gradient("logits", tape.apply("slice_backward", framing(logits.size(1), from), logits.shape(), dCropped));
    }

    /** Puts rows into longer ones, from a column on, with zeros around. */
    static Kernel framing(int width, int from) {
        return in -> {
            double[] result = new double[in[0].size(0) * width];
            for (int i = 0; i < in[0].size(0); i++) {
                System.arraycopy(in[0].row(i), 0, result, i * width + from, in[0].size(1));
            }
            return result;
        };
    }
}
