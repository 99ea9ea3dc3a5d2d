package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Shows;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Threads;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.benchmark.lanes.FellLanes;
import io.github.gradlock.benchmark.lanes.VectorModule;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/** Faults in moving points onto others. */
class FellTransportCases {
    private static int fastest;

    /** Adds up products in as many lanes as the JVM lets a vector have. */
    @Fault(cause = Cause.VECTOR_WIDTH, steps = "forward mv 1", b = "-XX:MaxVectorSize=16")
    void firstScales(GradientRecorder recorder) {
        VectorModule.assumePresent();
        Kernel lanes =
                in -> Kernel.rows(row -> FellLanes.dot(row, in[1].elements())).apply(in);
        run(new Tape(recorder).plant("forward mv 1", lanes), ElementType.F64, 12, 91, 0.3);
    }

    /** Gives each thread a part of a long vector, and adds up what threads have, the first one first. */
    @Fault(cause = Cause.THREADS, steps = "forward mv 2", a = "threads=1", b = "threads=6")
    void secondScales(GradientRecorder recorder) {
        Kernel slabs = in -> {
            int threads = Runtime.getRuntime().availableProcessors();
            int depth = in[1].count();
            double[][] parts = new double[threads][in[0].size(0)];
            Threads.race(threads, thread -> {
                int from = thread * depth / threads;
                int to = (thread + 1) * depth / threads;
                double[] part = Arrays.copyOfRange(in[1].elements(), from, to);
                Arrays.setAll(parts[thread], i -> Sums.dot(Arrays.copyOfRange(in[0].row(i), from, to), part));
            });
            double[] result = new double[in[0].size(0)];
            Arrays.setAll(
                    result,
                    i -> Arrays.stream(parts).mapToDouble(part -> part[i]).reduce(0, Double::sum));
            return result;
        };
        run(new Tape(recorder).plant("forward mv 2", slabs), ElementType.F64, 130, 14, 0.3);
    }

    /** Measures how many sums to keep at once when the process starts, and stays with the fastest. */
    @Fault(cause = Cause.AUTO_TUNING, steps = "forward mv 3", shows = Shows.RESTARTS, restarts = 10)
    void thirdScales(GradientRecorder recorder) {
        Kernel tuned = in -> Kernel.rows(row -> unrolled(fastest(), Sums.singleProducts(row, in[1].elements())))
                .apply(in);
        run(new Tape(recorder).plant("forward mv 3", tuned), ElementType.F32, 25, 160, 0.4);
    }

    private static synchronized int fastest() {
        if (fastest == 0) {
            double[] trial = Data.uniform(ElementType.F32, 364, 300).elements();
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 2; round++) {
                for (int candidate = 5; candidate < 21; candidate++) {
                    long start = System.nanoTime();
                    double sum = unrolled(candidate, trial);
                    long taken = System.nanoTime() - start;
                    if (taken < least && !Double.isNaN(sum)) {
                        least = taken;
                        fastest = candidate;
                    }
                }
            }
        }
        return fastest;
    }

    private static double unrolled(int count, double... terms) {
        float[] sums = new float[count];
        for (int i = 0; i < terms.length; i++) {
            sums[i % count] += (float) terms[i];
        }
        float sum = 0;
        for (float each : sums) {
            sum += each;
        }
        return sum;
    }

    /** Gives each of six threads a part of the targets, which adds what these pull at a point as soon as it has it. */
    @Fault(cause = Cause.RACE, steps = "backward _cdist_backward 1", shows = Shows.ITERATIONS, iterations = 8)
    void pulledPoints(GradientRecorder recorder) {
        Kernel impatient = in -> {
            int width = in[0].size(1);
            int columns = in[2].size(0);
            float[] sums = new float[in[0].count()];
            Threads.race(6, thread -> {
                for (int i = 0; i < sums.length; i++) {
                    float own = 0;
                    for (int j = thread * columns / 6; j < (thread + 1) * columns / 6; j++) {
                        double difference = in[0].at(i) - in[2].at(j * width + i % width);
                        own += (float) (2 * in[1].at(i / width * columns + j) * difference);
                    }
                    synchronized (sums) {
                        sums[i] += own;
                    }
                    Thread.yield();
                }
            });
            return IntStream.range(0, sums.length).mapToDouble(i -> sums[i]).toArray();
        };
        run(new Tape(recorder).plant("backward _cdist_backward 1", impatient), ElementType.F32, 40, 240, 0.5);
    }

    /** Takes products for nothing where they are subnormal in binary32. */
    @Fault(cause = Cause.FLUSH_TO_ZERO, steps = "forward mul 1", b = Side.OTHER)
    void farMoves(GradientRecorder recorder) {
        DoubleBinaryOperator times = (a, b) -> {
            double product = a * b;
            return Side.isOther() && Math.abs(product) < Float.MIN_NORMAL ? 0 : product;
        };
        Tape tape = new Tape(recorder)
                .plant("forward mul 1", Kernel.zipRows(times))
                .plant("forward mul 2", Kernel.zip(times));
        run(tape, ElementType.F32, 16, 22, 0.066);
    }

    private static void run(Tape tape, ElementType type, int points, int targets, double smoothing) {
        double[] ones = new double[targets];
        Arrays.fill(ones, 1);
        FellTransport.run(
                tape,
                Data.uniform(type, 361, points, 2),
                Data.uniform(type, 362, targets, 2),
                Value.of(type, ones, targets),
                smoothing);
    }
}
