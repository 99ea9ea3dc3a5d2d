package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import java.util.function.ToDoubleFunction;

/** The likelihood of observations of a hidden Markov chain. */
final class Paths {
    private Paths() {}

    /** Records the gradients of the logarithm, {@code start [s]}, {@code move [s, s]} and {@code seen}, each {@code [s]}, all logarithms. */
    static void run(Tape tape, Value start, Value move, Value... seen) {
        int steps = seen.length;
        Value[] alpha = new Value[steps];
        Value[] reached = new Value[steps];
        reached[0] = start;
        for (int i = 0; i < steps; i++) {
            reached[i] = i == 0
                    ? start
                    : tape.apply("logsumexp", in -> reach(Paths::logSumExp, in), start.shape(), alpha[i - 1], move);
            alpha[i] = tape.add(reached[i], seen[i]);
        }
        Value loss = tape.apply("logsumexp", Kernel.total(Paths::logSumExp), new long[0], alpha[steps - 1]);
        tape.turn();
        Value d = tape.zip("exp", (a, b) -> StrictMath.exp(a - b), alpha[steps - 1], loss);
        for (int i = steps - 1; i > 0; i--) {
            tape.gradient("seen" + i, d);
            d = tape.apply("logsumexp_backward", Paths::pull, start.shape(), d, reached[i], alpha[i - 1], move);
        }
        tape.gradient("loss", loss);
        tape.gradient("start", d);
    }

    /** Makes one number of all ways to each state. */
    static double[] reach(ToDoubleFunction<double[]> total, Value... in) {
        double[] result = new double[in[0].count()];
        for (int j = 0; j < result.length; j++) {
            double[] ways = in[1].column(j);
            for (int i = 0; i < ways.length; i++) {
                ways[i] += in[0].at(i);
            }
            result[j] = total.applyAsDouble(ways);
        }
        return result;
    }

    private static double[] pull(Value... in) {
        double[] result = new double[in[2].count()];
        for (int i = 0; i < result.length; i++) {
            for (int j = 0; j < result.length; j++) {
                double way = in[2].at(i) + in[3].at(i * result.length + j) - in[1].at(j);
                result[i] += in[0].at(j) * StrictMath.exp(way);
            }
        }
        return result;
    }

    static double logSumExp(double... x) {
        double max = Sums.max(x);
        double sum = 0;
        for (double each : x) {
            sum += StrictMath.exp(each - max);
        }
        return max + StrictMath.log(sum);
    }
}
