package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Precision;
import io.github.gradlock.benchmark.Shows;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.security.SecureRandom;

/** Faults in rays through a cloud. */
class MoorRaysCases {
    private static final double[] STEPS =
            new SecureRandom().doubles(14, 0.02, 0.2).toArray();
    private static final double[] BLOCK = new double[8 * 12];

    /** Leaves the first place of each row as it was in the block, which the sums of the way back had taken before. */
    @Fault(cause = Cause.STALE_MEMORY, steps = "forward cumsum 1", shows = Shows.ITERATIONS, iterations = 2)
    void nearestSamples(GradientRecorder recorder) {
        Kernel fromSecond = in -> {
            double[] sums = MoorRays.before(in);
            for (int i = 0; i < sums.length; i += 12) {
                sums[i] = BLOCK[i];
            }
            System.arraycopy(sums, 0, BLOCK, 0, BLOCK.length);
            return sums;
        };
        Kernel whole = in -> {
            double[] sums = MoorRays.behind(in);
            System.arraycopy(sums, 0, BLOCK, 0, BLOCK.length);
            return sums;
        };
        run(
                new Tape(recorder).plant("forward cumsum 1", fromSecond).plant("backward cumsum 1", whole),
                ElementType.F64,
                8,
                12);
    }

    /** Chooses where to look on a ray by lot, once for a process and without a seed. */
    @Fault(cause = Cause.RANDOM, steps = "forward input 2", shows = Shows.RESTARTS, restarts = 2)
    void placesOnTheWay(GradientRecorder recorder) {
        MoorRays.run(
                new Tape(recorder),
                Data.scaled(ElementType.F32, 1001, 3, 9, 14),
                Value.of(ElementType.F32, STEPS, 14),
                Data.uniform(ElementType.F32, 1003, 9, 14),
                Data.uniform(ElementType.F32, 1004, 9));
    }

    /** Keeps what has been added up in half precision from one sample on a ray to the next. */
    @Fault(cause = Cause.REDUCED_PRECISION, steps = "forward cumsum 1", b = Side.OTHER)
    void thickClouds(GradientRecorder recorder) {
        Kernel half = in -> {
            int width = in[0].size(1);
            double[] sums = new double[in[0].count()];
            for (int i = 1; i < sums.length; i++) {
                double sum = Precision.round(ElementType.F16, sums[i - 1] + in[0].at(i - 1));
                sums[i] = i % width == 0 ? 0 : sum;
            }
            return sums;
        };
        Tape tape = new Tape(recorder).plant("forward cumsum 1", Side.choose(MoorRays::before, half));
        run(tape, ElementType.F32, 10, 24);
    }

    private static void run(Tape tape, ElementType type, int rays, int samples) {
        Kernel positive = Kernel.map(x -> 0.15 + 0.1 * x);
        double[] steps = positive.apply(Data.uniform(type, 1002, samples));
        MoorRays.run(
                tape,
                Data.scaled(type, 1001, 2, rays, samples),
                Value.of(type, steps, samples),
                Data.uniform(type, 1003, rays, samples),
                Data.uniform(type, 1004, rays));
    }
}
