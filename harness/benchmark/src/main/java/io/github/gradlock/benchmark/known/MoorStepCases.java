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

/** Faults in a step of an optimiser. */
class MoorStepCases {
    private static final int[] SPLITS = {1, 3, 8};
    private static final long[] TAKEN = new long[SPLITS.length];
    private static int calls;

    /** Deals blocks of sixteen out to the threads in turn, and adds up squares thread by thread. */
    @Fault(cause = Cause.THREADS, steps = "backward linalg_vector_norm 1", a = "threads=2", b = "threads=7")
    void boundedLength(GradientRecorder recorder) {
        int threads = Integer.getInteger("gradlock.threads", 1);
        Kernel dealt = Kernel.total(x -> {
            double[] sums = new double[threads];
            for (int i = 0; i < x.length; i++) {
                sums[i / 16 % threads] += x[i] * x[i];
            }
            return Math.sqrt(Sums.sum(sums));
        });
        run(new Tape(recorder).plant("backward linalg_vector_norm 1", dealt), ElementType.F64, 12, 700);
    }

    /** Moves a mean towards a gradient with one rounding of a product and a sum. */
    @Fault(cause = Cause.FMA, steps = "backward lerp 1", b = Side.OTHER)
    void firstMoments(GradientRecorder recorder) {
        Kernel twice = Kernel.zip((a, b) -> (float) a + 0.1f * ((float) b - (float) a));
        Kernel once = Kernel.zip((a, b) -> Math.fma(0.1f, (float) b - (float) a, (float) a));
        Tape tape = new Tape(recorder).plant("backward lerp 1", Side.choose(twice, once));
        run(tape, ElementType.F32, 10, 120);
    }

    /** Takes second moments for zero that are subnormal in binary32. */
    @Fault(cause = Cause.FLUSH_TO_ZERO, steps = "backward addcmul 1", b = Side.OTHER)
    void secondMoments(GradientRecorder recorder) {
        Kernel kept = Kernel.zip((a, b) -> 0.999f * (float) a + 0.001f * (float) b * (float) b);
        Kernel flushed = Kernel.map(x -> Math.abs(x) < Float.MIN_NORMAL ? 0 : x);
        Kernel fast = in -> flushed.apply(Value.of(ElementType.F32, kept.apply(in), in[0].shape()));
        double[] x = Data.uniform(ElementType.F32, 1081, 9, 36).elements();
        for (int i = 0; i < x.length; i++) {
            x[i] *= Math.pow(10, -15.5 - i % 36 / 6.0);
        }
        MoorStep.run(
                new Tape(recorder).plant("backward addcmul 1", Side.choose(kept, fast)),
                Value.of(ElementType.F32, x, 9, 36),
                Data.uniform(ElementType.F32, 1082, 36, 1),
                Data.uniform(ElementType.F32, 1083, 9, 1),
                Value.of(ElementType.F32, new double[36], 36, 1),
                Value.of(ElementType.F32, new double[36], 36, 1));
    }

    /** Adds up in one, three and eight parts at the first three calls, and from then on in the way that took least. */
    @Fault(cause = Cause.AUTO_TUNING, steps = "backward matmul 1", shows = Shows.ITERATIONS, iterations = 4)
    void summedSamples(GradientRecorder recorder) {
        Kernel tried = in -> {
            int choice = calls < SPLITS.length ? calls : fastest();
            calls++;
            long start = System.nanoTime();
            double[] result = Kernel.matmul((x, y) -> parts(SPLITS[choice], Sums.singleProducts(x, y)))
                    .apply(in);
            TAKEN[choice] = TAKEN[choice] == 0 ? System.nanoTime() - start : TAKEN[choice];
            return result;
        };
        run(new Tape(recorder).plant("backward matmul 1", tried), ElementType.F32, 90, 16);
    }

    private static int fastest() {
        int fastest = 0;
        for (int i = 1; i < TAKEN.length; i++) {
            fastest = TAKEN[i] < TAKEN[fastest] ? i : fastest;
        }
        return fastest;
    }

    private static double parts(int count, double... x) {
        float total = 0;
        for (int i = 0; i < count; i++) {
            double[] part = Arrays.copyOfRange(x, i * x.length / count, (i + 1) * x.length / count);
            total += (float) Sums.singleSum(part);
        }
        return total;
    }

    private static void run(Tape tape, ElementType type, int samples, int width) {
        MoorStep.run(
                tape,
                Data.uniform(type, 1081, samples, width),
                Data.uniform(type, 1082, width, 1),
                Data.uniform(type, 1083, samples, 1),
                Data.scaled(type, 1084, 0.2, width, 1),
                Value.of(type, Data.indices(1085, 2, width, 1).elements(), width, 1));
    }
}
