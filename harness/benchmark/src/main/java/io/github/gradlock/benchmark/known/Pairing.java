package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** Pairs of rows that shall be nearer to each other than to all other rows (van den Oord 2018). */
final class Pairing {
    private static final double SHARPNESS = 5;

    private Pairing() {}

    /** Records the gradients of the mean cross entropy, {@code a, b [n, d]}, {@code pairs [n, n]} the unit matrix. */
    static void run(Tape tape, Value a, Value b, Value pairs) {
        int n = a.size(0);
        Value length = norm(tape, a);
        Value p = tape.zipRows("div", (x, y) -> x / y, a, length);
        Value q = tape.zipRows("div", (x, y) -> x / y, b, norm(tape, b));
        Value similar = tape.map("mul", x -> SHARPNESS * x, tape.matmul(p, tape.t(q)));
        Value total = tape.apply("logsumexp", Kernel.rows(Pairing::logSumExp), new long[] {n}, similar);
        Value logShare = tape.zipRows("sub", (x, y) -> x - y, similar, total);
        Value loss = tape.map("neg", x -> -x / n, tape.sum(tape.mul(logShare, pairs)));
        tape.turn();
        Value share = tape.map("exp", StrictMath::exp, logShare);
        Value dSimilar = tape.zip("sub", (x, y) -> SHARPNESS / n * (x - y), share, pairs);
        Value dP = tape.matmul(dSimilar, q);
        Value dQ = tape.matmul(tape.t(dSimilar), p);
        Value along = tape.sumRows(tape.mul(dP, p));
        Value across = tape.sub(dP, tape.zipRows("mul", (x, y) -> x * y, p, along));
        tape.gradient("loss", loss);
        tape.gradient("a", tape.zipRows("div", (x, y) -> x / y, across, length));
        tape.gradient("q", dQ);
    }

    private static Value norm(Tape tape, Value x) {
        Kernel norm = Kernel.rows(row -> Math.sqrt(Sums.dot(row, row)));
        return tape.apply("linalg_vector_norm", norm, new long[] {x.size(0)}, x);
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
