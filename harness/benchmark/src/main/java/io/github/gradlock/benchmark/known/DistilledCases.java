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
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/** Faults in learning from another model. */
class DistilledCases {
    private static final int[] PANELS = {5, 8, 11, 14};
    private static final long[] TAKEN = new long[PANELS.length];
    private static int executions;

    /** Merges totals of as many parts of a row as the common pool has threads. */
    @Fault(cause = Cause.THREADS, steps = "forward logsumexp 1", a = "threads=1", b = "threads=4")
    void wideLogits(GradientRecorder recorder) {
        int parts = ForkJoinPool.getCommonPoolParallelism();
        Kernel merged = Kernel.rows(row -> {
            double[][] totals = IntStream.range(0, parts)
                    .parallel()
                    .mapToObj(i -> total(Arrays.copyOfRange(row, i * row.length / parts, (i + 1) * row.length / parts)))
                    .toArray(double[][]::new);
            double max = Sums.max(row);
            double sum = 0;
            for (double[] total : totals) {
                sum += total[1] * StrictMath.exp(total[0] - max);
            }
            return max + StrictMath.log(sum);
        });
        run(new Tape(recorder).plant("forward logsumexp 1", merged), ElementType.F64, 48, 5, 160);
    }

    /** Returns the greatest element, and the sum of exponentials less it. */
    private static double[] total(double... part) {
        double max = Sums.max(part);
        double sum = 0;
        for (double each : part) {
            sum += StrictMath.exp(each - max);
        }
        return new double[] {max, sum};
    }

    /** Adds noise without a seed to logits (Gumbel 1954). */
    @Fault(cause = Cause.RANDOM, steps = "forward div 1", shows = Shows.ITERATIONS, iterations = 2)
    void choices(GradientRecorder recorder) {
        SplittableRandom random = new SplittableRandom();
        Kernel noisy =
                Kernel.map(x -> (x - StrictMath.log(-StrictMath.log(1 - random.nextDouble()))) / Distilled.TEMPERATURE);
        run(new Tape(recorder).plant("forward div 1", noisy), ElementType.F32, 8, 4, 9);
    }

    /** Sets derivatives to zero that are subnormal in half precision. */
    @Fault(cause = Cause.FLUSH_TO_ZERO, steps = "backward mul 1", b = Side.OTHER)
    void manyClasses(GradientRecorder recorder) {
        Kernel kept = Kernel.map(x -> x / 32);
        Kernel flushed = Kernel.map(x -> Math.abs(x / 32) < 0x1p-14 ? Math.copySign(0, x) : x / 32);
        run(new Tape(recorder).plant("backward mul 1", Side.choose(kept, flushed)), ElementType.F16, 10, 6, 44);
    }

    /** Tries a width of panels at each of its first executions, and then takes the fastest. */
    @Fault(cause = Cause.AUTO_TUNING, steps = "backward matmul 1", shows = Shows.ITERATIONS, iterations = 5)
    void learned(GradientRecorder recorder) {
        int execution = executions++;
        int best = 0;
        for (int i = 1; i < PANELS.length; i++) {
            best = TAKEN[i] < TAKEN[best] ? i : best;
        }
        int chosen = execution < PANELS.length ? execution : best;
        Kernel panels = Kernel.matmul((x, y) -> panels(PANELS[chosen], Sums.singleProducts(x, y)));
        Kernel timed = in -> {
            long start = System.nanoTime();
            double[] result = panels.apply(in);
            TAKEN[chosen] = execution < PANELS.length ? System.nanoTime() - start : TAKEN[chosen];
            return result;
        };
        run(new Tape(recorder).plant("backward matmul 1", timed), ElementType.F32, 83, 5, 7);
    }

    private static double panels(int width, double... x) {
        float total = 0;
        for (int from = 0; from < x.length; from += width) {
            total += (float) Sums.singleSum(Arrays.copyOfRange(x, from, Math.min(x.length, from + width)));
        }
        return total;
    }

    /** Computes two samples alone or among nine: where rows are few, eight threads share each. */
    @Fault(
            cause = Cause.BATCH_SIZE,
            steps = {"forward input 1", "forward input 3"},
            b = Side.OTHER)
    void firstSamples(GradientRecorder recorder) {
        Kernel total = in ->
                Kernel.rows(row -> in[0].size(0) < 4 ? shared(row) : one(row)).apply(in);
        int samples = Side.choose(9, 2);
        double[] x = Data.uniform(ElementType.F64, 271, 9, 6).elements();
        double[] teacher = Data.scaled(ElementType.F64, 273, 2, 9, 72).elements();
        Distilled.run(
                new Tape(recorder).plant("forward logsumexp 1", total).plant("forward logsumexp 2", total),
                Value.of(ElementType.F64, Arrays.copyOf(x, samples * 6), samples, 6),
                Data.uniform(ElementType.F64, 272, 6, 72),
                Value.of(ElementType.F64, Arrays.copyOf(teacher, samples * 72), samples, 72),
                2);
    }

    private static double one(double... row) {
        double[] total = total(row);
        return total[0] + StrictMath.log(total[1]);
    }

    private static double shared(double... row) {
        double max = Sums.max(row);
        double[] sums = new double[8];
        for (int i = 0; i < row.length; i++) {
            sums[i % 8] += StrictMath.exp(row[i] - max);
        }
        return max + StrictMath.log(Sums.sum(sums));
    }

    /** Forgets the temperature in the derivative. */
    @Fault(cause = Cause.BUG, steps = "backward mul 1", b = Side.OTHER)
    void mellowed(GradientRecorder recorder) {
        double factor = Side.choose(Distilled.TEMPERATURE, 1.0) / 64;
        run(new Tape(recorder).plant("backward mul 1", Kernel.map(x -> x * factor)), ElementType.F32, 5, 7, 6);
    }

    private static void run(Tape tape, ElementType type, int samples, int features, int classes) {
        Distilled.run(
                tape,
                Data.uniform(type, 271, samples, features),
                Data.uniform(type, 272, features, classes),
                Data.scaled(type, 273, 2, samples, classes),
                samples);
    }
}
