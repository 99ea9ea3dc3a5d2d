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

/** Faults in a mixture of distributions. */
class MixtureCases {
    /** Takes exponentials and logarithms from {@code Math}, intrinsics on x86-64; the C library's ports have other last bits. */
    @Fault(cause = Cause.LIBM, steps = "forward logsumexp 1", a = "libm=java", b = "libm=intrinsic")
    void likelihood(GradientRecorder recorder) {
        VectorModule.assumeX86();
        Kernel total = Kernel.rows(row -> {
            double max = Sums.max(row);
            double sum = 0;
            for (double each : row) {
                sum += Math.exp(each - max);
            }
            return max + Math.log(sum);
        });
        run(new Tape(recorder).plant("forward logsumexp 1", total), ElementType.F64, 160, 7);
    }

    /** Takes the exponential in binary32 from a library of its own (Cephes 1984). */
    @Fault(cause = Cause.LIBM, steps = "backward exp 1", b = Side.OTHER)
    void share(GradientRecorder recorder) {
        Kernel other = Kernel.map(MixtureCases::exp);
        Tape tape = new Tape(recorder).plant("backward exp 1", Side.choose(Kernel.map(StrictMath::exp), other));
        run(tape, ElementType.F32, 40, 5);
    }

    private static double exp(double exponent) {
        float x = (float) exponent;
        float n = (float) Math.floor(1.44269504f * x + 0.5f);
        x -= n * 0.693359375f;
        x -= n * -2.12194440e-4f;
        float p = 1.9875691500e-4f;
        for (float c :
                new float[] {1.3981999507e-3f, 8.3334519073e-3f, 4.1665795894e-2f, 1.6666665459e-1f, 5.0000001201e-1f
                }) {
            p = p * x + c;
        }
        return Math.scalb(p * (x * x) + x + 1, (int) n);
    }

    /** Deals samples out to threads one by one, and adds up what each has. */
    @Fault(cause = Cause.THREADS, steps = "backward sum 1", a = "threads=2", b = "threads=6")
    void pullOfMany(GradientRecorder recorder) {
        int threads = Integer.getInteger("gradlock.threads", 1);
        Kernel dealt = Kernel.columns(column -> {
            float[] sums = new float[threads];
            for (int i = 0; i < column.length; i++) {
                sums[i % threads] += (float) column[i];
            }
            float total = 0;
            for (float sum : sums) {
                total += sum;
            }
            return total;
        });
        run(new Tape(recorder).plant("backward sum 1", dealt), ElementType.F32, 130, 4);
    }

    /** Sets shares to zero that are subnormal in binary64. */
    @Fault(cause = Cause.FLUSH_TO_ZERO, steps = "backward exp 1", b = Side.OTHER)
    void farCentre(GradientRecorder recorder) {
        Kernel flushed = Kernel.map(x -> {
            double y = StrictMath.exp(x);
            return y < Double.MIN_NORMAL ? 0 : y;
        });
        Tape tape = new Tape(recorder).plant("backward exp 1", Side.choose(Kernel.map(StrictMath::exp), flushed));
        Mixture.run(
                tape,
                Data.scaled(ElementType.F64, 101, 0.01, 12),
                Value.of(ElementType.F64, new double[] {0.2, -0.3, 37.9}, 3),
                Value.of(ElementType.F64, new double[3], 3),
                Data.uniform(ElementType.F64, 104, 3));
    }

    /** Reads four files one after the other, or a sample from each in turn. */
    @Fault(cause = Cause.DATA_ORDER, steps = "forward input 1", b = Side.OTHER)
    void fourFiles(GradientRecorder recorder) {
        double[] x = Data.scaled(ElementType.F32, 101, 3, 92).elements();
        double[] inTurn = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            inTurn[i] = x[i % 4 * (x.length / 4) + i / 4];
        }
        Mixture.run(
                new Tape(recorder).plant("backward sum 2", Kernel.columns(Sums::singleSum)),
                Value.of(ElementType.F32, Side.choose(x, inTurn), x.length),
                Data.uniform(ElementType.F32, 102, 3),
                Data.uniform(ElementType.F32, 103, 3),
                Data.uniform(ElementType.F32, 104, 3));
    }

    private static void run(Tape tape, ElementType type, int samples, int centres) {
        Mixture.run(
                tape,
                Data.scaled(type, 101, 3, samples),
                Data.scaled(type, 102, 2, centres),
                Data.uniform(type, 103, centres),
                Data.uniform(type, 104, centres));
    }
}
