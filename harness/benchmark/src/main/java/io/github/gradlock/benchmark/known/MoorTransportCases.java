package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Shows;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Threads;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.benchmark.lanes.MoorLanes;
import io.github.gradlock.benchmark.lanes.VectorModule;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.Arrays;

/** Faults in the transport of points. */
class MoorTransportCases {
    private static int fastest = -1;

    /** Multiplies a matrix and a vector in as many lanes as the CPU's vectors have, and what does not fill one afterwards. */
    @Fault(cause = Cause.VECTOR_WIDTH, steps = "forward mv 1", a = "avx=2", b = "avx=0")
    void firstMarginal(GradientRecorder recorder) {
        VectorModule.assumePresent();
        run(MoorTransport.plant(new Tape(recorder), MoorLanes::dot), ElementType.F64, 21, 39, 2);
    }

    /** Measures at the first call in which order to visit terms, by turning bits of their numbers over, and stays with the fastest. */
    @Fault(cause = Cause.AUTO_TUNING, steps = "forward mv 1", shows = Shows.RESTARTS, restarts = 10)
    void balancedRows(GradientRecorder recorder) {
        Tape tape = MoorTransport.plant(new Tape(recorder), (x, y) -> visited(fastest(), Sums.products(x, y)));
        run(tape, ElementType.F64, 64, 64, 3);
    }

    private static int fastest() {
        if (fastest < 0) {
            double[] trial = Data.uniform(ElementType.F64, 1019, 4_096).elements();
            long least = Long.MAX_VALUE;
            for (int turn = 0; turn < 64; turn += 4) {
                long start = System.nanoTime();
                double sum = visited(turn, trial);
                long taken = System.nanoTime() - start;
                if (taken < least && !Double.isNaN(sum)) {
                    least = taken;
                    fastest = turn;
                }
            }
        }
        return fastest;
    }

    private static double visited(int turn, double... x) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i ^ turn];
        }
        return sum;
    }

    /** Gives each worker a share of the terms, which it adds to the common result as soon as it has their sum. */
    @Fault(cause = Cause.RACE, steps = "backward matmul 2", shows = Shows.ITERATIONS, iterations = 10)
    void carriedBack(GradientRecorder recorder) {
        Kernel shared = in -> {
            float[] result = new float[in[0].size(0) * in[1].size(1)];
            Threads.race(6, worker -> {
                double[] own = Kernel.matmul((x, y) -> Sums.singleDot(part(x, worker), part(y, worker)))
                        .apply(in);
                synchronized (result) {
                    for (int i = 0; i < result.length; i++) {
                        result[i] += (float) own[i];
                    }
                }
            });
            double[] wide = new double[result.length];
            Arrays.setAll(wide, i -> result[i]);
            return wide;
        };
        run(new Tape(recorder).plant("backward matmul 2", shared), ElementType.F32, 96, 20, 5);
    }

    private static double[] part(double[] x, int worker) {
        return Arrays.copyOfRange(x, worker * x.length / 6, (worker + 1) * x.length / 6);
    }

    /** Cuts rows into equal shares for the processors, the last of which gets what is left, and adds up what they have. */
    @Fault(cause = Cause.THREADS, steps = "backward sum 2", a = "threads=1", b = "threads=6")
    void arrivedMass(GradientRecorder recorder) {
        int processors = Runtime.getRuntime().availableProcessors();
        Kernel shared = Kernel.columns(column -> {
            int share = (column.length + processors - 1) / processors;
            float total = 0;
            for (int from = 0; from < column.length; from += share) {
                double[] own = Arrays.copyOfRange(column, from, Math.min(column.length, from + share));
                total += (float) Sums.singleSum(own);
            }
            return total;
        });
        run(new Tape(recorder).plant("backward sum 2", shared), ElementType.F32, 140, 12, 3);
    }

    private static void run(Tape tape, ElementType type, int n, int m, int width) {
        double[] ones = new double[m];
        Arrays.fill(ones, 1);
        MoorTransport.run(
                tape,
                Data.uniform(type, 1011, n, width),
                Data.uniform(type, 1012, m, width),
                Value.of(type, ones, m),
                0.3);
    }
}
