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
import io.github.gradlock.benchmark.lanes.MoreLanes;
import io.github.gradlock.benchmark.lanes.VectorModule;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.security.SecureRandom;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Faults in distances and a margin. */
class TripletCases {
    /** Adds up squares in as many lanes as the CPU's vectors have. */
    @Fault(cause = Cause.VECTOR_WIDTH, steps = "forward sum 1", b = "avx=1")
    void nearDistances(GradientRecorder recorder) {
        VectorModule.assumePresent();
        Kernel lanes = Kernel.rows(row -> {
            float[] x = new float[row.length];
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) row[i];
            }
            return MoreLanes.sum(x);
        });
        run(new Tape(recorder).plant("forward sum 1", lanes), ElementType.F32, 11, 230);
    }

    /** Takes what lies exactly on the margin for active. */
    @Fault(cause = Cause.BUG, steps = "backward threshold_backward 1", b = Side.OTHER)
    void onTheMargin(GradientRecorder recorder) {
        Kernel beyond = Kernel.zip((a, b) -> b > 0 ? a : 0);
        Kernel from = Kernel.zip((a, b) -> b >= 0 ? a : 0);
        Triplet.run(
                new Tape(recorder).plant("backward threshold_backward 1", Side.choose(beyond, from)),
                whole(91, 40, 3),
                whole(92, 40, 3),
                whole(93, 40, 3),
                1,
                1);
    }

    private static Value whole(long seed, long... shape) {
        return Value.of(ElementType.F32, Data.indices(seed, 3, shape).elements(), shape);
    }

    /** Gives the next part to the thread that is free, and adds up by thread. */
    @Fault(cause = Cause.RACE, steps = "forward mean 1", shows = Shows.ITERATIONS, iterations = 8)
    void meanHinge(GradientRecorder recorder) {
        Kernel shared = Kernel.total(x -> {
            AtomicInteger next = new AtomicInteger();
            double[] sums = new double[3];
            Threads.race(3, thread -> {
                for (int i = next.getAndIncrement(); i < 200 * x.length; i = next.getAndIncrement()) {
                    sums[thread] += x[i % x.length] / 200;
                }
            });
            return Sums.mean(sums) * 3 / x.length;
        });
        run(new Tape(recorder).plant("forward mean 1", shared), ElementType.F64, 500, 2);
    }

    /** Adds up in the order of a set that cannot be changed, which a salt decides that each process draws. */
    @Fault(cause = Cause.HASH_ORDER, steps = "forward sum 2", shows = Shows.RESTARTS, restarts = 12)
    void farDistances(GradientRecorder recorder) {
        Kernel salted = Kernel.rows(row -> {
            Set<Integer> columns = IntStream.range(0, row.length).boxed().collect(Collectors.toUnmodifiableSet());
            float sum = 0;
            for (int column : columns) {
                sum += (float) row[column];
            }
            return sum;
        });
        run(new Tape(recorder).plant("forward sum 2", salted), ElementType.F32, 9, 31);
    }

    /** Lets through a share of what is below the margin, drawn from the operating system's random numbers. */
    @Fault(cause = Cause.RANDOM, steps = "forward relu 1", shows = Shows.ITERATIONS, iterations = 2)
    void belowTheMargin(GradientRecorder recorder) {
        SecureRandom random = new SecureRandom();
        Kernel leaky = Kernel.map(x -> x > 0 ? x : x * (0.125 + 0.2 * random.nextDouble()));
        run(new Tape(recorder).plant("forward relu 1", leaky), ElementType.F64, 16, 3);
    }

    /** Takes the margin that another version has where none is given. */
    @Fault(cause = Cause.UNKNOWN, steps = "forward add 1", b = Side.OTHER)
    void margin(GradientRecorder recorder) {
        double margin = Side.choose(0.75, 1.0);
        run(new Tape(recorder).plant("forward add 1", Kernel.map(x -> x + margin)), ElementType.F32, 24, 3);
    }

    /** Subtracts numbers of binary64 in binary32. */
    @Fault(cause = Cause.REDUCED_PRECISION, steps = "forward sub 2", b = Side.OTHER)
    void farDifferences(GradientRecorder recorder) {
        Kernel wide = Kernel.zip((a, b) -> a - b);
        Kernel single = Kernel.zip((a, b) -> (float) a - (float) b);
        run(new Tape(recorder).plant("forward sub 2", Side.choose(wide, single)), ElementType.F64, 5, 6);
    }

    /** Sets subnormal derivatives to zero, where a loss is scaled down. */
    @Fault(cause = Cause.FLUSH_TO_ZERO, steps = "backward mul 1", b = Side.OTHER)
    void scaledDown(GradientRecorder recorder) {
        Kernel kept = Kernel.zipRows((a, b) -> a * b);
        Kernel flushed = Kernel.zipRows((a, b) -> Math.abs(a * b) < Float.MIN_NORMAL ? Math.copySign(0, a * b) : a * b);
        Triplet.run(
                new Tape(recorder).plant("backward mul 1", Side.choose(kept, flushed)),
                Data.uniform(ElementType.F32, 91, 14, 5),
                Data.uniform(ElementType.F32, 92, 14, 5),
                Data.uniform(ElementType.F32, 93, 14, 5),
                1,
                2e-37);
    }

    private static void run(Tape tape, ElementType type, int samples, int width) {
        Triplet.run(
                tape,
                Data.mixed(type, 91, 2, samples, width),
                Data.uniform(type, 92, samples, width),
                Data.uniform(type, 93, samples, width),
                0.75,
                1);
    }
}
