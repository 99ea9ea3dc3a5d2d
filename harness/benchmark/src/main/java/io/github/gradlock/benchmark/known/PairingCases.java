package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Precision;
import io.github.gradlock.benchmark.Shows;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Threads;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.benchmark.lanes.MoreLanes;
import io.github.gradlock.benchmark.lanes.VectorModule;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.Arrays;

/** Faults in telling pairs from other rows. */
class PairingCases {
    /** Adds up squares in as many lanes as the CPU's vectors have. */
    @Fault(cause = Cause.VECTOR_WIDTH, steps = "forward linalg_vector_norm 1", b = "avx=0")
    void rowLengths(GradientRecorder recorder) {
        VectorModule.assumePresent();
        Kernel norm = Kernel.rows(row -> {
            float[] squares = new float[row.length];
            for (int i = 0; i < row.length; i++) {
                squares[i] = (float) row[i] * (float) row[i];
            }
            return (float) Math.sqrt(MoreLanes.sum(squares));
        });
        run(new Tape(recorder).plant("forward linalg_vector_norm 1", norm), ElementType.F32, 26, 210);
    }

    /** Splits what is added up among threads, and adds their products. */
    @Fault(cause = Cause.THREADS, steps = "forward matmul 1", a = "threads=1", b = "threads=4")
    void similarities(GradientRecorder recorder) {
        int threads = Integer.getInteger("gradlock.threads", 1);
        Kernel split = in -> {
            int inner = in[0].size(1);
            double[][] parts = new double[threads][];
            Threads.race(threads, thread -> {
                int from = thread * inner / threads;
                int to = (thread + 1) * inner / threads;
                parts[thread] = Kernel.matmul((x, y) ->
                                Sums.singleDot(Arrays.copyOfRange(x, from, to), Arrays.copyOfRange(y, from, to)))
                        .apply(in);
            });
            double[] sums = parts[0];
            for (int i = 0; i < sums.length; i++) {
                for (int thread = 1; thread < threads; thread++) {
                    sums[i] = (float) (sums[i] + parts[thread][i]);
                }
            }
            return sums;
        };
        run(new Tape(recorder).plant("forward matmul 1", split), ElementType.F32, 8, 140);
    }

    /** Merges the columns' totals when their threads come. */
    @Fault(cause = Cause.RACE, steps = "forward logsumexp 1", shows = Shows.ITERATIONS, iterations = 8)
    void sumsOfAll(GradientRecorder recorder) {
        Kernel merged = Kernel.rows(row -> {
            double[] total = {Double.NEGATIVE_INFINITY, 0};
            Threads.race(4, thread -> {
                for (int i = thread; i < row.length; i += 4) {
                    synchronized (total) {
                        double max = Math.max(total[0], row[i]);
                        total[1] = total[1] * StrictMath.exp(total[0] - max) + StrictMath.exp(row[i] - max);
                        total[0] = max;
                    }
                }
            });
            return total[0] + StrictMath.log(total[1]);
        });
        run(new Tape(recorder).plant("forward logsumexp 1", merged), ElementType.F64, 44, 5);
    }

    /** Rounds factors to half precision, and adds up in single precision. */
    @Fault(cause = Cause.REDUCED_PRECISION, steps = "backward matmul 2", b = Side.OTHER)
    void partners(GradientRecorder recorder) {
        Kernel half = Kernel.matmul((x, y) -> Sums.singleDot(halved(x), halved(y)));
        Tape tape = new Tape(recorder).plant("backward matmul 2", Side.choose(Kernel.matmul(Sums::singleDot), half));
        run(tape, ElementType.F32, 16, 10);
    }

    private static double[] halved(double... x) {
        return Arrays.stream(x)
                .map(each -> Precision.round(ElementType.F16, each))
                .toArray();
    }

    private static void run(Tape tape, ElementType type, int rows, int width) {
        double[] unit = new double[rows * rows];
        for (int i = 0; i < rows; i++) {
            unit[i * rows + i] = 1;
        }
        Pairing.run(
                tape,
                Data.uniform(type, 311, rows, width),
                Data.uniform(type, 312, rows, width),
                Value.of(type, unit, rows, rows));
    }
}
