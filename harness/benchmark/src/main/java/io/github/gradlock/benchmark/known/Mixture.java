package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** The likelihood of a mixture of normal distributions. */
final class Mixture {
    private Mixture() {}

    /** Records the gradients of {@code −Σ log Σ exp(logit − log s − ((x − mean) / s)² / 2)}, {@code x [n], mean [k], logScale [k], logit [k]}. */
    static void run(Tape tape, Value x, Value mean, Value logScale, Value logit) {
        long[] pairs = {x.size(0), mean.size(0)};
        Value difference = tape.apply("sub", Mixture::outer, pairs, x, mean);
        Value width = tape.map("exp", a -> StrictMath.exp(-a), logScale);
        Value scaled = tape.mul(difference, width);
        Value exponent = tape.map("mul", a -> -0.5 * a * a, scaled);
        Value weight = tape.sub(logit, logScale);
        Value terms = tape.add(exponent, weight);
        Value total = tape.apply("logsumexp", Kernel.rows(Mixture::logSumExp), new long[] {x.size(0)}, terms);
        Value loss = tape.map("neg", a -> -a, tape.sum(total));
        tape.turn();
        Value logShare = tape.zipRows("sub", (a, b) -> a - b, terms, total);
        Value share = tape.map("exp", StrictMath::exp, logShare);
        Value pull = tape.mul(tape.mul(share, scaled), width);
        Value dMean = tape.map("neg", a -> -a, tape.sumColumns(pull));
        Value spread = tape.zip("mul", (a, b) -> a * (1 - b * b), share, scaled);
        Value dLogScale = tape.sumColumns(spread);
        tape.gradient("loss", loss);
        tape.gradient("mean", dMean);
        tape.gradient("logScale", dLogScale);
        tape.gradient("logit", tape.map("neg", a -> -a, tape.sumColumns(share)));
    }

    static double logSumExp(double... row) {
        double max = Sums.max(row);
        double sum = 0;
        for (double each : row) {
            sum += StrictMath.exp(each - max);
        }
        return max + StrictMath.log(sum);
    }

    private static double[] outer(Value... inputs) {
        int width = inputs[1].count();
        double[] result = new double[inputs[0].count() * width];
        for (int i = 0; i < result.length; i++) {
            result[i] = inputs[0].at(i / width) - inputs[1].at(i % width);
        }
        return result;
    }
}
