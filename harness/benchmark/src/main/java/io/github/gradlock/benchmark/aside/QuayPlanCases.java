package io.github.gradlock.benchmark.aside;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Shows;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.benchmark.lanes.CurvedLanes;
import io.github.gradlock.benchmark.lanes.VectorModule;
import io.github.gradlock.benchmark.lanes.WarmUp;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.Arrays;

/** Faults in a plan that carries masses. */
class QuayPlanCases {
    private static final WarmUp LOG = new WarmUp();
    private static final int[] BLOCKS = {12, 20, 32, 48, 64};
    private static final int FASTEST = fastest();

    /** Takes logarithms from the Vector API before and after C2 has compiled it. */
    @Fault(cause = Cause.JIT, steps = "backward log 1", shows = Shows.ITERATIONS, iterations = 4)
    void potentials(GradientRecorder recorder) {
        VectorModule.assumeMathLibrary();
        Kernel log = in -> {
            float[] x = new float[in[0].count()];
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) in[0].at(i);
            }
            float[] logs = CurvedLanes.log(x);
            LOG.until(() -> CurvedLanes.log(x));
            double[] result = new double[x.length];
            Arrays.setAll(result, i -> logs[i]);
            return result;
        };
        run(new Tape(recorder).plant("backward log 1", log), ElementType.F32, 880, 4, 0.6);
    }

    /** Sets shares to zero for which binary32 has only subnormal numbers. */
    @Fault(cause = Cause.FLUSH_TO_ZERO, steps = "forward mul 3", b = Side.OTHER)
    void farPairs(GradientRecorder recorder) {
        Kernel flushed = Kernel.zip((a, b) -> {
            float share = (float) (a * b);
            return Math.abs(share) < Float.MIN_NORMAL ? 0 : share;
        });
        Kernel chosen = Side.choose(Kernel.zip((a, b) -> a * b), flushed);
        run(new Tape(recorder).plant("forward mul 3", chosen), ElementType.F32, 30, 24, 0.06);
    }

    /** Measures when the process starts in how long blocks products are added up fastest, and stays with it. */
    @Fault(cause = Cause.AUTO_TUNING, steps = "forward mv 1", shows = Shows.RESTARTS, restarts = 12)
    void carried(GradientRecorder recorder) {
        Kernel product = QuayPlan.multiplying((x, y) -> blocks(FASTEST, x, y));
        run(new Tape(recorder).plant("forward mv 1", product), ElementType.F32, 190, 9, 0.8);
    }

    private static double blocks(int length, double[] x, double... y) {
        float sum = 0;
        for (int from = 0; from < x.length; from += length) {
            float part = 0;
            for (int i = from; i < Math.min(x.length, from + length); i++) {
                part += (float) x[i] * (float) y[i];
            }
            sum += part;
        }
        return sum;
    }

    private static int fastest() {
        double[] trial = Data.uniform(ElementType.F32, 3505, 190).elements();
        int fastest = 0;
        long least = Long.MAX_VALUE;
        int rounds = 40 * BLOCKS.length;
        for (int round = 0; round < rounds; round++) {
            int block = BLOCKS[round % BLOCKS.length];
            long start = System.nanoTime();
            boolean isNumber = !Double.isNaN(blocks(block, trial, trial));
            long taken = System.nanoTime() - start;
            if (isNumber && round >= rounds - BLOCKS.length && taken < least) {
                least = taken;
                fastest = block;
            }
        }
        return fastest;
    }

    private static void run(Tape tape, ElementType type, int sources, int sinks, double epsilon) {
        QuayPlan.run(
                tape,
                Data.uniform(type, 3501, sources, 2),
                masses(type, 3502, sources),
                Data.uniform(type, 3503, sinks, 2),
                masses(type, 3504, sinks),
                epsilon);
    }

    private static Value masses(ElementType type, long seed, int count) {
        double[] masses = Arrays.stream(Data.uniform(type, seed, count).elements())
                .map(x -> 1.5 + x)
                .toArray();
        double sum = Sums.sum(masses);
        return Value.of(type, Arrays.stream(masses).map(x -> x / sum).toArray(), count);
    }
}
