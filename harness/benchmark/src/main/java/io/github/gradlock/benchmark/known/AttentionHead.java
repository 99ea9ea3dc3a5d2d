package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import java.util.Arrays;

/** Scaled dot-product attention, with softmax as one operation. */
final class AttentionHead {
    private AttentionHead() {}

    /** Records the gradients of the first {@code kept} queries and of all keys and values, {@code q [n, d], k [m, d], v [m, e], c [n, e]}. */
    static void run(Tape tape, Value q, Value k, Value v, Value c, int kept) {
        double scale = 1 / Math.sqrt(q.size(1));
        Value scores = tape.matmul(q, tape.t(k));
        Value scaled = tape.map("mul", a -> a * scale, scores);
        Value p = tape.apply("softmax", AttentionHead::softmax, scaled.shape(), scaled);
        Value out = tape.matmul(p, v);
        tape.sum(tape.mul(out, c));
        tape.turn();
        Value dV = tape.matmul(tape.t(p), c);
        Value dP = tape.matmul(c, tape.t(v));
        Value dScaled = tape.apply("_softmax_backward_data", AttentionHead::softmaxBackward, p.shape(), dP, p);
        Value dScores = tape.map("mul", a -> a * scale, dScaled);
        Value dQ = tape.matmul(dScores, k);
        Value dK = tape.matmul(tape.t(dScores), q);
        Kernel first = inputs -> Arrays.copyOf(inputs[0].elements(), kept * inputs[0].size(1));
        tape.gradient("q", tape.apply("narrow", first, new long[] {kept, q.size(1)}, dQ));
        tape.gradient("k", dK);
        tape.gradient("v", dV);
    }

    static double[] softmax(Value... inputs) {
        int width = inputs[0].size(1);
        double[] result = new double[inputs[0].count()];
        for (int i = 0; i < inputs[0].size(0); i++) {
            double[] row = inputs[0].row(i);
            double max = Sums.max(row);
            double total = 0;
            for (int j = 0; j < width; j++) {
                row[j] = StrictMath.exp(row[j] - max);
                total += row[j];
            }
            for (int j = 0; j < width; j++) {
                result[i * width + j] = row[j] / total;
            }
        }
        return result;
    }

    static double[] softmaxBackward(Value... inputs) {
        int width = inputs[0].size(1);
        double[] result = new double[inputs[0].count()];
        for (int i = 0; i < result.length; i++) {
            double dot = Sums.dot(inputs[0].row(i / width), inputs[1].row(i / width));
            result[i] = inputs[1].at(i) * (inputs[0].at(i) - dot);
        }
        return result;
    }
}
