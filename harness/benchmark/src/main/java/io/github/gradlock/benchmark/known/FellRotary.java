package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** Rows that are turned by angles of their positions (Su et al. 2021), and how well each finds its own among all. */
final class FellRotary {
    private FellRotary() {}

    /** Records the gradients of the mean cross entropy, {@code q [n, d], k [n, d], position [n], frequency [d / 2]}. */
    static void run(Tape tape, Value q, Value k, Value position, Value frequency) {
        int count = q.size(0);
        double scale = 1 / Math.sqrt(q.size(1));
        long[] angles = {count, frequency.count()};
        Value angle = tape.apply("outer", FellRotary::outer, angles, position, frequency);
        Value cos = tape.map("cos", StrictMath::cos, angle);
        Value sin = tape.map("sin", StrictMath::sin, angle);
        Value turnedQ = tape.apply("rotary_embedding", in -> turn(1, in), q.shape(), q, cos, sin);
        Value turnedK = tape.apply("rotary_embedding", in -> turn(1, in), k.shape(), k, cos, sin);
        Value scores = tape.map("mul", a -> scale * a, tape.matmul(turnedQ, tape.t(turnedK)));
        Value total = tape.apply("logsumexp", Kernel.rows(FellRotary::total), position.shape(), scores);
        Value own = tape.apply("diagonal", FellRotary::diagonal, position.shape(), scores);
        Value loss = tape.apply("mean", Kernel.total(Sums::mean), new long[0], tape.sub(total, own));
        tape.turn();
        Value share = tape.zipRows("sub", (a, b) -> StrictMath.exp(a - b), scores, total);
        Kernel minusOwn = in -> {
            double[] result = in[0].elements();
            for (int i = 0; i < result.length; i++) {
                result[i] = scale * (result[i] - (i % (count + 1) == 0 ? 1 : 0)) / count;
            }
            return result;
        };
        Value dScores = tape.apply("nll_loss_backward", minusOwn, share.shape(), share);
        Value dTurnedQ = tape.matmul(dScores, turnedK);
        Value dTurnedK = tape.matmul(tape.t(dScores), turnedQ);
        tape.gradient("loss", loss);
        tape.gradient("q", tape.apply("rotary_embedding_backward", in -> turn(-1, in), q.shape(), dTurnedQ, cos, sin));
        tape.gradient("k", tape.apply("rotary_embedding_backward", in -> turn(-1, in), k.shape(), dTurnedK, cos, sin));
    }

    private static double[] outer(Value... in) {
        double[] result = new double[in[0].count() * in[1].count()];
        for (int i = 0; i < result.length; i++) {
            result[i] = in[0].at(i / in[1].count()) * in[1].at(i % in[1].count());
        }
        return result;
    }

    /** Turns pairs of one element of the first half of a row and one of the second. */
    private static double[] turn(int sign, Value... in) {
        int half = in[1].size(1);
        double[] result = new double[in[0].count()];
        for (int i = 0; i < result.length; i++) {
            int pair = i / (2 * half) * half + i % half;
            boolean isFirst = i % (2 * half) < half;
            double other = isFirst ? -sign * in[0].at(i + half) : sign * in[0].at(i - half);
            result[i] = in[0].at(i) * in[1].at(pair) + other * in[2].at(pair);
        }
        return result;
    }

    private static double total(double... row) {
        double max = Sums.max(row);
        double sum = 0;
        for (double each : row) {
            sum += StrictMath.exp(each - max);
        }
        return max + StrictMath.log(sum);
    }

    private static double[] diagonal(Value... in) {
        double[] result = new double[in[0].size(0)];
        for (int i = 0; i < result.length; i++) {
            result[i] = in[0].row(i)[i];
        }
        return result;
    }
}
