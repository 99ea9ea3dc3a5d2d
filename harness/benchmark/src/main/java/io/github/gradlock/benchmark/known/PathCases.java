package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Shows;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** Faults in a hidden Markov chain. */
class PathCases {
    private static final double[] BEHIND = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY
    };

    /** A way to a state; nobody has said when two are equal. */
    private static final class Way {
        final double weight;

        Way(double weight) {
            this.weight = weight;
        }
    }

    /** Adds up over a set of ways, which hash by identity. */
    @Fault(cause = Cause.HASH_ORDER, steps = "forward logsumexp 2", shows = Shows.ITERATIONS, iterations = 6)
    void ways(GradientRecorder recorder) {
        Kernel unordered = in -> Paths.reach(
                x -> {
                    double max = Sums.max(x);
                    Set<Way> ways = new HashSet<>();
                    for (double each : x) {
                        ways.add(new Way(each - max));
                    }
                    double sum = 0;
                    for (Way way : ways) {
                        sum += StrictMath.exp(way.weight);
                    }
                    return max + StrictMath.log(sum);
                },
                in);
        run(new Tape(recorder).plant("forward logsumexp 2", unordered), ElementType.F64, 24);
    }

    /** Reads whole vectors of four, of which the last three hold what was there after the execution before. */
    @Fault(cause = Cause.STALE_MEMORY, steps = "forward logsumexp 1", shows = Shows.ITERATIONS, iterations = 3)
    void thirteenStates(GradientRecorder recorder) {
        Kernel padded = in -> {
            double[] behind = BEHIND.clone();
            double[] result = Paths.reach(
                    x -> {
                        double[] whole = Arrays.copyOf(x, 16);
                        System.arraycopy(behind, 0, whole, 13, 3);
                        return Paths.logSumExp(whole);
                    },
                    in);
            System.arraycopy(result, 0, BEHIND, 0, 3);
            return result;
        };
        run(new Tape(recorder).plant("forward logsumexp 1", padded), ElementType.F32, 13);
    }

    private static void run(Tape tape, ElementType type, int states) {
        Paths.run(
                tape,
                Data.uniform(type, 321, states),
                Data.scaled(type, 322, 3, states, states),
                Data.uniform(type, 323, states),
                Data.uniform(type, 324, states),
                Data.uniform(type, 325, states),
                Data.uniform(type, 326, states));
    }
}
