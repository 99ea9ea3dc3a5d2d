package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import java.util.Arrays;

/** Words of phrases, weighted by their scores; short phrases are filled up. */
final class Phrases {
    private Phrases() {}

    /**
     * Records the gradients of the sum of squared errors.
     *
     * @param score {@code [n, l]}
     * @param length of each phrase {@code [n]}
     * @param value {@code [n, l]}
     * @param target {@code [n]}
     * @param kept how many phrases' gradients are recorded
     * @param words how many words of each
     */
    static void run(Tape tape, Value score, Value length, Value value, Value target, int kept, int words) {
        long[] rows = {score.size(0)};
        Value masked = tape.apply("masked_fill", Phrases::mask, score.shape(), score, length);
        Value greatest = tape.apply("amax", Kernel.rows(Sums::max), rows, masked);
        Value e = tape.map("exp", StrictMath::exp, tape.zipRows("sub", (a, b) -> a - b, masked, greatest));
        Value p = tape.zipRows("div", (a, b) -> a / b, e, tape.sumRows(e));
        Value mean = tape.sumRows(tape.mul(p, value));
        Value error = tape.sub(mean, target);
        tape.sum(tape.map("square", a -> a * a, error));
        tape.turn();
        Value dMean = tape.map("mul", a -> 2 * a, error);
        Value dP = tape.zipRows("mul", (a, b) -> a * b, value, dMean);
        Value along = tape.sumRows(tape.mul(dP, p));
        Value dScore = tape.mul(tape.zipRows("sub", (a, b) -> a - b, dP, along), p);
        tape.gradient("score", narrow(tape, dScore, kept, words));
        tape.gradient("value", narrow(tape, tape.zipRows("mul", (a, b) -> a * b, p, dMean), kept, words));
    }

    private static Value narrow(Tape tape, Value x, int kept, int words) {
        Kernel first = in -> {
            double[] result = new double[kept * words];
            for (int i = 0; i < kept; i++) {
                System.arraycopy(in[0].row(i), 0, result, i * words, words);
            }
            return result;
        };
        return tape.apply("narrow", first, new long[] {kept, words}, x);
    }

    private static double[] mask(Value... in) {
        double[] result = new double[in[0].count()];
        int width = in[0].size(1);
        for (int i = 0; i < in[0].size(0); i++) {
            double[] row = in[0].row(i);
            Arrays.fill(row, (int) in[1].at(i), width, Double.NEGATIVE_INFINITY);
            System.arraycopy(row, 0, result, i * width, width);
        }
        return result;
    }
}
