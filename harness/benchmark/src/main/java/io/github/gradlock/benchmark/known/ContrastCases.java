package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Shows;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.lanes.PairLanes;
import io.github.gradlock.benchmark.lanes.VectorModule;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Faults in telling rows from each other. */
class ContrastCases {
    private static final long SEED = new SecureRandom().nextLong();

    /** Takes maximum and sum of as many parts of a row as there are processors, and merges them. */
    @Fault(cause = Cause.THREADS, steps = "forward logsumexp 1", a = "threads=1", b = "threads=5")
    void totals(GradientRecorder recorder) {
        int parts = Runtime.getRuntime().availableProcessors();
        Kernel merged = Kernel.rows(row -> {
            double[][] each = IntStream.range(0, parts)
                    .parallel()
                    .mapToObj(i -> Arrays.copyOfRange(row, i * row.length / parts, (i + 1) * row.length / parts))
                    .map(part -> new double[] {Sums.max(part), scaledSum(Sums.max(part), part)})
                    .toArray(double[][]::new);
            double max = Arrays.stream(each).mapToDouble(part -> part[0]).max().orElseThrow();
            double sum = 0;
            for (double[] part : each) {
                sum += part[1] * StrictMath.exp(part[0] - max);
            }
            return max + StrictMath.log(sum);
        });
        run(new Tape(recorder).plant("forward logsumexp 1", merged), ElementType.F64, 60, 6);
    }

    private static double scaledSum(double max, double... part) {
        return Sums.sum(Arrays.stream(part).map(x -> StrictMath.exp(x - max)).toArray());
    }

    /** Adds up squares in as many lanes as the CPU's vectors have, and what does not fill one afterwards. */
    @Fault(cause = Cause.VECTOR_WIDTH, steps = "forward linalg_vector_norm 1", b = "avx=1")
    void lengthsOfRows(GradientRecorder recorder) {
        VectorModule.assumePresent();
        Kernel norm = Kernel.rows(row -> {
            float[] x = new float[row.length];
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) row[i];
            }
            return Math.sqrt(PairLanes.dot(x, x));
        });
        run(new Tape(recorder).plant("forward linalg_vector_norm 1", norm), ElementType.F32, 14, 77);
    }

    /** Drops what a process has chosen to drop, each another. */
    @Fault(cause = Cause.RANDOM, steps = "forward dropout 1", shows = Shows.RESTARTS, restarts = 2)
    void secondView(GradientRecorder recorder) {
        Kernel chosen = in -> {
            SplittableRandom random = new SplittableRandom(SEED);
            return Kernel.map(x -> random.nextInt(4) == 0 ? 0 : x / 0.75).apply(in);
        };
        run(new Tape(recorder).plant("forward dropout 1", chosen), ElementType.F32, 9, 8);
    }

    private static void run(Tape tape, ElementType type, int rows, int width) {
        Contrast.run(tape, Data.uniform(type, 81, rows, width), Data.uniform(type, 82, rows, width));
    }
}
