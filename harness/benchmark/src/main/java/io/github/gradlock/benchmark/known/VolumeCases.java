package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.benchmark.lanes.VectorModule;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveTask;

/** Faults in levels of tones. */
class VolumeCases {
    /** Takes logarithms from {@code Math.log10}, an intrinsic on x86-64; the C library's port has other last bits. */
    @Fault(cause = Cause.LIBM, steps = "forward log10 1", b = "libm=java")
    void volume(GradientRecorder recorder) {
        VectorModule.assumeX86();
        run(new Tape(recorder).plant("forward log10 1", Kernel.map(Math::log10)), ElementType.F64, 128, 48, 1);
    }

    /** Halves a sum until there are enough tasks for the common pool. */
    @Fault(cause = Cause.THREADS, steps = "forward sum 1", a = "threads=2", b = "threads=6")
    void energyOfMany(GradientRecorder recorder) {
        int grain = 1_800 / ForkJoinPool.getCommonPoolParallelism();
        Kernel forked = Kernel.total(x -> ForkJoinPool.commonPool().invoke(new Halves(grain, x)));
        run(new Tape(recorder).plant("forward sum 1", forked), ElementType.F64, 1_800, 5, 1);
    }

    private static final class Halves extends RecursiveTask<Double> {
        private static final long serialVersionUID = 1;
        private final int grain;
        private final double[] x;

        Halves(int grain, double... x) {
            this.grain = grain;
            this.x = x;
        }

        @Override
        protected Double compute() {
            if (x.length <= grain) {
                return Sums.sum(x);
            }
            Halves left = new Halves(grain, Arrays.copyOf(x, x.length / 2));
            left.fork();
            double right = new Halves(grain, Arrays.copyOfRange(x, x.length / 2, x.length)).compute();
            return left.join() + right;
        }
    }

    /** Sets squares of a quiet sound to zero that are subnormal in binary32. */
    @Fault(cause = Cause.FLUSH_TO_ZERO, steps = "forward square 1", b = Side.OTHER)
    void quietSound(GradientRecorder recorder) {
        Kernel kept = Kernel.map(a -> a * a);
        Kernel flushed = Kernel.map(a -> a * a < Float.MIN_NORMAL ? 0 : a * a);
        Tape tape = new Tape(recorder).plant("forward square 1", Side.choose(kept, flushed));
        run(tape, ElementType.F32, 64, 10, 4e-19);
    }

    /** Multiplies by cosines of binary64 that are kept in binary32. */
    @Fault(cause = Cause.REDUCED_PRECISION, steps = "forward matmul 1", b = Side.OTHER)
    void keptCosines(GradientRecorder recorder) {
        Kernel narrow = Kernel.matmul((cosines, x) -> {
            double sum = 0;
            for (int i = 0; i < x.length; i++) {
                sum += (float) cosines[i] * x[i];
            }
            return sum;
        });
        Tape tape = new Tape(recorder).plant("forward matmul 1", Side.choose(Kernel.matmul(Sums::dot), narrow));
        run(tape, ElementType.F64, 50, 8, 1);
    }

    /** Takes another window. */
    @Fault(cause = Cause.UNKNOWN, steps = "forward input 2", b = Side.OTHER)
    void fadedEnds(GradientRecorder recorder) {
        Volume.run(
                new Tape(recorder),
                Data.uniform(ElementType.F64, 341, 40, 1),
                window(ElementType.F64, 40, Side.choose(0.5, 0.54)),
                tones(ElementType.F64, 7, 40, 0),
                tones(ElementType.F64, 7, 40, Math.PI / 2),
                Data.scaled(ElementType.F64, 342, 8, 7, 1));
    }

    /** Plans a transform as carefully as a variable says: with pieces of 28 or without. */
    @Fault(cause = Cause.AUTO_TUNING, steps = "forward matmul 2", a = "TRANSFORM_LEVEL=0", b = "TRANSFORM_LEVEL=3")
    void overtones(GradientRecorder recorder) {
        int piece = "3".equals(System.getenv("TRANSFORM_LEVEL")) ? 28 : 100;
        Kernel product = Kernel.matmul((x, y) -> {
            double sum = 0;
            for (int from = 0; from < x.length; from += piece) {
                int to = Math.min(x.length, from + piece);
                sum += Sums.dot(Arrays.copyOfRange(x, from, to), Arrays.copyOfRange(y, from, to));
            }
            return sum;
        });
        run(new Tape(recorder).plant("forward matmul 2", product), ElementType.F64, 100, 9, 1);
    }

    private static Value tones(ElementType type, int tones, int count, double phase) {
        double[] result = new double[tones * count];
        for (int i = 0; i < result.length; i++) {
            result[i] = StrictMath.cos(2 * Math.PI * (i / count + 1) * (i % count) / count - phase);
        }
        return Value.of(type, result, tones, count);
    }

    private static Value window(ElementType type, int count, double mean) {
        double[] result = new double[count];
        for (int i = 0; i < count; i++) {
            result[i] = mean - (1 - mean) * StrictMath.cos(2 * Math.PI * i / count);
        }
        return Value.of(type, result, count, 1);
    }

    private static void run(Tape tape, ElementType type, int count, int tones, double loudness) {
        Volume.run(
                tape,
                Data.scaled(type, 341, loudness, count, 1),
                window(type, count, 0.5),
                tones(type, tones, count, 0),
                tones(type, tones, count, Math.PI / 2),
                Data.scaled(type, 342, 8, tones, 1));
    }
}
