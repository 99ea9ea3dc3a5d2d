package io.github.gradlock.benchmark.aside;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import java.util.Arrays;

/** A chain of three labels with a score for each and for each pair of neighbours. */
final class QuayCrf {
    private QuayCrf() {}

    /**
     * Records the gradients of the logarithm of all chains' weight less the score of the right one: {@code scores [3, k]}, {@code pairs [k, k]},
     * {@code right [3, k]}, which is one where a label is right.
     */
    static void run(Tape tape, Value scores, Value pairs, Value right) {
        long[] row = {scores.size(1)};
        Value[] label = new Value[3];
        Arrays.setAll(label, i -> tape.apply("select", in -> in[0].row(i), row, scores));
        Value first = tape.zipRows("add", Double::sum, pairs, label[0]);
        Value firstTotals = tape.apply("logsumexp", Kernel.columns(QuayCrf::logSum), row, first);
        Value before = tape.add(firstTotals, label[1]);
        Value second = tape.zipRows("add", Double::sum, pairs, before);
        Value secondTotals = tape.apply("logsumexp", Kernel.columns(QuayCrf::logSum), row, second);
        Value last = tape.add(secondTotals, label[2]);
        Value all = tape.apply("logsumexp", Kernel.total(QuayCrf::logSum), new long[0], last);
        Value loss = tape.sub(all, tape.sum(tape.mul(scores, right)));
        tape.turn();
        Value dLast = tape.zip("logsumexp_backward", (a, b) -> StrictMath.exp(a - b), last, all);
        Value dSecond = tape.apply("logsumexp_backward", QuayCrf::shares, pairs.shape(), second, secondTotals, dLast);
        Value dBefore = tape.sumRows(dSecond);
        Value dFirst = tape.apply("logsumexp_backward", QuayCrf::shares, pairs.shape(), first, firstTotals, dBefore);
        Value dLabel = tape.sumRows(dFirst);
        Kernel stack = in -> {
            double[] result = new double[3 * in[0].count()];
            Arrays.setAll(result, i -> in[i / in[0].count()].at(i % in[0].count()));
            return result;
        };
        Value likely = tape.apply("stack", stack, scores.shape(), dLabel, dBefore, dLast);
        tape.gradient("loss", loss);
        tape.gradient("scores", tape.sub(likely, right));
        tape.gradient("pairs", tape.add(dFirst, dSecond));
    }

    private static double logSum(double... x) {
        double max = Sums.max(x);
        double sum = 0;
        for (double each : x) {
            sum += StrictMath.exp(each - max);
        }
        return max + StrictMath.log(sum);
    }

    private static double[] shares(Value... in) {
        double[] result = in[0].elements();
        int width = in[0].size(1);
        Arrays.setAll(result, i -> StrictMath.exp(in[0].at(i) - in[1].at(i % width)) * in[2].at(i % width));
        return result;
    }
}
