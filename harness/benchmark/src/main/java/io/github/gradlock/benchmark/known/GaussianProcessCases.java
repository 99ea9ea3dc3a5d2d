package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Shows;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.nio.ByteBuffer;
import java.util.Random;

/** Faults in a Gaussian process. */
class GaussianProcessCases {
    /** Factorises a matrix of binary64 in binary32. */
    @Fault(cause = Cause.REDUCED_PRECISION, steps = "forward linalg_cholesky 1", b = Side.OTHER)
    void furtherTriangle(GradientRecorder recorder) {
        Kernel single = in -> {
            int n = in[0].size(0);
            float[] root = new float[n * n];
            double[] result = new double[n * n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    float rest = (float) in[0].at(i * n + j);
                    for (int k = 0; k < j; k++) {
                        rest -= root[i * n + k] * root[j * n + k];
                    }
                    root[i * n + j] = i == j ? (float) Math.sqrt(rest) : rest / root[j * n + j];
                    result[i * n + j] = root[i * n + j];
                }
            }
            return result;
        };
        Tape tape = new Tape(recorder);
        run(tape.plant("forward linalg_cholesky 1", Side.choose(GaussianProcess::cholesky, single)), 14);
    }

    /** Estimates a trace with vectors of signs that are drawn without a seed (Hutchinson 1989). */
    @Fault(cause = Cause.RANDOM, steps = "backward trace 1", shows = Shows.ITERATIONS, iterations = 2)
    void probedVolume(GradientRecorder recorder) {
        Kernel estimate = in -> {
            Random random = new Random();
            int n = in[0].size(0);
            double sum = 0;
            for (int probe = 0; probe < 10; probe++) {
                double[] signs = random.doubles(n).map(u -> u < 0.5 ? -1 : 1).toArray();
                for (int i = 0; i < n; i++) {
                    sum += signs[i] * Sums.dot(in[0].row(i), signs);
                }
            }
            return new double[] {sum / 10};
        };
        run(new Tape(recorder).plant("backward trace 1", estimate), 11);
    }

    /** Whether a workspace outside the heap can be had: asked once. */
    private static final class Workspace {
        static final boolean IS_THERE = isThere();

        private static boolean isThere() {
            try {
                return ByteBuffer.allocateDirect(64 << 20).isDirect();
            } catch (OutOfMemoryError tooLittle) {
                return false;
            }
        }
    }

    /** Factorises by blocks where there is memory for a workspace, and otherwise in place. */
    @Fault(
            cause = Cause.AUTO_TUNING,
            steps = "forward linalg_cholesky 1",
            a = "-XX:MaxDirectMemorySize=200m",
            b = "-XX:MaxDirectMemorySize=16m")
    void largeTriangle(GradientRecorder recorder) {
        Kernel blocked = in -> {
            int n = in[0].size(0);
            double[] root = new double[n * n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    double rest = in[0].at(i * n + j);
                    for (int block = 0; block < j; block += 8) {
                        double update = 0;
                        for (int k = block; k < Math.min(j, block + 8); k++) {
                            update += root[i * n + k] * root[j * n + k];
                        }
                        rest -= update;
                    }
                    root[i * n + j] = i == j ? Math.sqrt(rest) : rest / root[j * n + j];
                }
            }
            return root;
        };
        Kernel chosen = Workspace.IS_THERE ? blocked : GaussianProcess::cholesky;
        run(new Tape(recorder).plant("forward linalg_cholesky 1", chosen), 24);
    }

    private static void run(Tape tape, int places) {
        GaussianProcess.run(
                tape, Data.scaled(ElementType.F64, 271, 2, places, 2), Data.uniform(ElementType.F64, 272, places, 1));
    }
}
