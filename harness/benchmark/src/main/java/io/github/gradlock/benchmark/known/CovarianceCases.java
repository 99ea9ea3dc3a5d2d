package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Shows;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.Random;

/** Faults in the root of a covariance. */
class CovarianceCases {
    /** Leaves above the diagonal what was there: the root is put where the covariance is. */
    @Fault(cause = Cause.STALE_MEMORY, steps = "forward linalg_cholesky 1", b = Side.OTHER)
    void aboveTheDiagonal(GradientRecorder recorder) {
        Kernel inPlace = in -> {
            double[] result = Covariances.root(in);
            int count = in[0].size(0);
            for (int i = 0; i < count; i++) {
                System.arraycopy(in[0].row(i), i + 1, result, i * count + i + 1, count - i - 1);
            }
            return result;
        };
        Kernel cleared = Covariances::root;
        run(new Tape(recorder).plant("forward linalg_cholesky 1", Side.choose(cleared, inPlace)), 9, 2);
    }

    /** Subtracts products with one rounding where there would be two. */
    @Fault(cause = Cause.FMA, steps = "forward linalg_cholesky 1", b = Side.OTHER)
    void triangle(GradientRecorder recorder) {
        Kernel usual = Covariances::root;
        run(new Tape(recorder).plant("forward linalg_cholesky 1", Side.choose(usual, CovarianceCases::fused)), 14, 3);
    }

    private static double[] fused(Value... in) {
        int count = in[0].size(0);
        double[] root = new double[count * count];
        for (int j = 0; j < count; j++) {
            for (int i = j; i < count; i++) {
                double left = in[0].at(i * count + j);
                for (int k = 0; k < j; k++) {
                    left = Math.fma(-root[i * count + k], root[j * count + k], left);
                }
                root[i * count + j] = i == j ? Math.sqrt(left) : left / root[j * count + j];
            }
        }
        return root;
    }

    /** Estimates a trace from few vectors of signs (Hutchinson 1990), which have no seed. */
    @Fault(cause = Cause.RANDOM, steps = "backward trace 1", shows = Shows.ITERATIONS, iterations = 3)
    void noise(GradientRecorder recorder) {
        Kernel estimated = in -> {
            Random signs = new Random();
            int count = in[0].size(0);
            double sum = 0;
            for (int probe = 0; probe < 4; probe++) {
                double[] z = signs.ints(count, 0, 2)
                        .asDoubleStream()
                        .map(x -> 2 * x - 1)
                        .toArray();
                for (int i = 0; i < count; i++) {
                    sum += z[i] * Sums.dot(in[0].row(i), z);
                }
            }
            return new double[] {sum / 4};
        };
        run(new Tape(recorder).plant("backward trace 1", estimated), 10, 2);
    }

    /** Pulls now a little more and now a little less, in waves over the points. */
    @Fault(cause = Cause.UNKNOWN, steps = "backward _cdist_backward 1", b = Side.OTHER)
    void pulled(GradientRecorder recorder) {
        Kernel waves = in -> {
            double[] result = Covariances.pull(in);
            for (int i = 0; i < result.length; i++) {
                result[i] *= 1 + 2.3e-5 * StrictMath.sin(0.37 * i + 0.2);
            }
            return result;
        };
        Kernel even = Covariances::pull;
        run(new Tape(recorder).plant("backward _cdist_backward 1", Side.choose(even, waves)), 12, 3);
    }

    private static void run(Tape tape, int points, int width) {
        Covariances.run(
                tape,
                Data.uniform(ElementType.F64, 41, points, width),
                Data.scaled(ElementType.F64, 42, 2, points, 1),
                Data.uniform(ElementType.F64, 43, points, 1));
    }
}
