package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import java.util.Arrays;

/** A linear model that learns from another one's logits, both softened by a temperature (Hinton 2015). */
final class Distilled {
    static final double TEMPERATURE = 2;

    private Distilled() {}

    /**
     * Records the gradients of the divergence of the two.
     *
     * @param x samples {@code [n, k]}
     * @param w weights {@code [k, m]}
     * @param teacher logits {@code [n, m]}
     * @param kept how many samples' gradients are recorded; that of the weights only where it is all
     */
    static void run(Tape tape, Value x, Value w, Value teacher, int kept) {
        int n = x.size(0);
        Value logQ = logSoftmax(tape, tape.matmul(x, w));
        Value logP = logSoftmax(tape, teacher);
        Value p = tape.map("exp", StrictMath::exp, logP);
        Value terms = tape.mul(p, tape.sub(logP, logQ));
        tape.sumRows(terms);
        tape.turn();
        Value q = tape.map("exp", StrictMath::exp, logQ);
        Value dLogQ = tape.sub(q, p);
        Value dLogits = tape.map("mul", a -> a * TEMPERATURE / 64, dLogQ);
        if (kept == n) {
            tape.gradient("w", tape.matmul(tape.t(x), dLogits));
        }
        Value dX = tape.matmul(dLogits, tape.t(w));
        Kernel narrow = in -> Arrays.copyOf(in[0].elements(), kept * in[0].size(1));
        tape.gradient("x", tape.apply("narrow", narrow, new long[] {kept, x.size(1)}, dX));
    }

    private static Value logSoftmax(Tape tape, Value logits) {
        Value soft = tape.map("div", a -> a / TEMPERATURE, logits);
        Value total = tape.apply("logsumexp", Kernel.rows(Distilled::logSumExp), new long[] {logits.size(0)}, soft);
        return tape.zipRows("sub", (a, b) -> a - b, soft, total);
    }

    private static double logSumExp(double... row) {
        double max = Sums.max(row);
        double sum = 0;
        for (double each : row) {
            sum += StrictMath.exp(each - max);
        }
        return max + StrictMath.log(sum);
    }
}
