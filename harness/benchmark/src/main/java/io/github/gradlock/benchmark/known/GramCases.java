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
import java.util.SplittableRandom;

/** Faults in a Gaussian process. */
class GramCases {
    private static final int LEFT =
            (int) (System.nanoTime() ^ ProcessHandle.current().pid() << 11) & 0x07ff_fff0;

    /** Subtracts products with one rounding. */
    @Fault(cause = Cause.FMA, steps = "forward linalg_cholesky 1", b = Side.OTHER)
    void half(GradientRecorder recorder) {
        Kernel once = in -> {
            int n = in[0].size(0);
            double[] lower = new double[n * n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    double rest = in[0].at(i * n + j) + (i == j ? 0.25 : 0);
                    for (int k = 0; k < j; k++) {
                        rest = Math.fma(-lower[i * n + k], lower[j * n + k], rest);
                    }
                    lower[i * n + j] = i == j ? Math.sqrt(rest) : rest / lower[j * n + j];
                }
            }
            return lower;
        };
        Kernel chosen = Side.choose(Covariance::factorise, once);
        run(new Tape(recorder).plant("forward linalg_cholesky 1", chosen), ElementType.F64, 13, 2);
    }

    /** Estimates a trace from a few signs that are drawn without a seed (Hutchinson 1990). */
    @Fault(cause = Cause.RANDOM, steps = "backward trace 1", shows = Shows.ITERATIONS, iterations = 3)
    void probes(GradientRecorder recorder) {
        SplittableRandom random = new SplittableRandom();
        Kernel estimate = in -> {
            int n = in[0].size(0);
            double sum = 0;
            for (int probe = 0; probe < 6; probe++) {
                double[] signs =
                        random.ints(n, 0, 2).mapToDouble(bit -> 2 * bit - 1).toArray();
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < n; j++) {
                        sum += signs[i] * in[0].at(i * n + j) * Sums.dot(in[1].row(j), signs) / 6;
                    }
                }
            }
            return new double[] {sum};
        };
        run(new Tape(recorder).plant("backward trace 1", estimate), ElementType.F64, 16, 3);
    }

    /** Leaves the other triangle as the allocator gives it: with parts of addresses. */
    @Fault(cause = Cause.STALE_MEMORY, steps = "forward linalg_cholesky 1", shows = Shows.RESTARTS, restarts = 4)
    void otherTriangle(GradientRecorder recorder) {
        Kernel part = in -> {
            double[] lower = Covariance.factorise(in);
            int n = in[0].size(0);
            for (int i = 0; i < lower.length; i++) {
                int bits = i % 2 == 0 ? 0x3800_0000 + LEFT + 16 * i : 0x7f1d;
                lower[i] = i % n > i / n ? Float.intBitsToFloat(bits) : lower[i];
            }
            return lower;
        };
        run(new Tape(recorder).plant("forward linalg_cholesky 1", part), ElementType.F32, 9, 2);
    }

    /** Leaves the last coordinate out of distances. */
    @Fault(cause = Cause.BUG, steps = "forward cdist 1", b = Side.OTHER)
    void neighbours(GradientRecorder recorder) {
        int coordinates = Side.choose(3, 2);
        Kernel distances = in -> Covariance.distances(coordinates, in);
        run(new Tape(recorder).plant("forward cdist 1", distances), ElementType.F32, 8, 3);
    }

    private static void run(Tape tape, ElementType type, int points, int coordinates) {
        Covariance.run(
                tape,
                Data.uniform(type, 291, points, coordinates),
                Data.uniform(type, 292, points, 1),
                Value.of(type, new double[] {0.75}));
    }
}
