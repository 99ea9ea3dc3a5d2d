package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Shows;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.benchmark.lanes.SingleLanes;
import io.github.gradlock.benchmark.lanes.VectorModule;
import io.github.gradlock.benchmark.lanes.WarmUp;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;

/** Faults along time. */
class SeriesCases {
    private static final WarmUp LOG1P = new WarmUp();
    private static final WarmUp SIN = new WarmUp();

    /** Takes sines from {@code Math.sin}, an intrinsic on x86-64; the C library's port has other last bits. */
    @Fault(cause = Cause.LIBM, steps = "backward sin 1", b = "libm=java")
    void turns(GradientRecorder recorder) {
        VectorModule.assumeX86();
        run(new Tape(recorder).plant("backward sin 1", Kernel.map(Math::sin)), ElementType.F64, 900);
    }

    /** Takes logarithms from another library, which corrects {@code log(1 + x)} by what the sum has lost (Kahan 1982). */
    @Fault(cause = Cause.LIBM, steps = "forward log1p 1", b = Side.OTHER)
    void logarithms(GradientRecorder recorder) {
        Kernel usual = Kernel.map(StrictMath::log1p);
        Kernel corrected = Kernel.map(x -> {
            double above = 1 + x;
            return above == 1 ? x : StrictMath.log(above) * (x / (above - 1));
        });
        run(new Tape(recorder).plant("forward log1p 1", Side.choose(usual, corrected)), ElementType.F64, 50);
    }

    /** Takes logarithms from the Vector API: C2 compiles it to a library's, C1 to {@code Math.log1p}. */
    @Fault(cause = Cause.JIT, steps = "forward log1p 1", a = "jit=c2", b = "jit=c1")
    void compiledLogarithms(GradientRecorder recorder) {
        VectorModule.assumeMathLibrary();
        Kernel log = inputs -> {
            double[] x = inputs[0].elements();
            LOG1P.until(() -> SingleLanes.log1p(x));
            return SingleLanes.log1p(x);
        };
        run(new Tape(recorder).plant("forward log1p 1", log), ElementType.F64, 256);
    }

    /** Takes sines from the Vector API before and after C2 has compiled it. */
    @Fault(cause = Cause.JIT, steps = "backward sin 1", shows = Shows.ITERATIONS, iterations = 5)
    void warmSines(GradientRecorder recorder) {
        VectorModule.assumeMathLibrary();
        Kernel sine = inputs -> {
            float[] x = new float[inputs[0].count()];
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) inputs[0].at(i);
            }
            float[] sines = SingleLanes.sin(x);
            SIN.until(() -> SingleLanes.sin(x));
            double[] result = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                result[i] = sines[i];
            }
            return result;
        };
        run(new Tape(recorder).plant("backward sin 1", sine), ElementType.F32, 600);
    }

    /** Takes a workspace's size from a variable, and adds up in blocks where there is one. */
    @Fault(cause = Cause.AUTO_TUNING, steps = "forward cumsum 1", b = "SCAN_WORKSPACE=64k")
    void blockedScan(GradientRecorder recorder) {
        boolean isBlocked = System.getenv("SCAN_WORKSPACE") != null;
        Kernel blocked = inputs -> {
            double[] sums = inputs[0].elements();
            double before = 0;
            for (int from = 0; from < sums.length; from += 16) {
                int to = Math.min(sums.length, from + 16);
                for (int i = from + 1; i < to; i++) {
                    sums[i] += sums[i - 1];
                }
                for (int i = from; i < to; i++) {
                    sums[i] += before;
                }
                before = sums[to - 1];
            }
            return sums;
        };
        Tape tape = new Tape(recorder).plant("forward cumsum 1", isBlocked ? blocked : Returns::cumulate);
        run(tape, ElementType.F64, 100);
    }

    /** Rounds a derivative up or down by lot, so that it is right in the mean. */
    @Fault(cause = Cause.RANDOM, steps = "backward mul 1", shows = Shows.ITERATIONS, iterations = 3)
    void roundedByLot(GradientRecorder recorder) {
        Kernel rounded = Kernel.zip((a, b) -> {
            double unit = Math.ulp((float) (a * b)) * 0x1p16;
            return Math.floor(a * b / unit + Math.random()) * unit;
        });
        run(new Tape(recorder).plant("backward mul 1", rounded), ElementType.F32, 48);
    }

    /** Takes subnormal factors for zero. */
    @Fault(cause = Cause.FLUSH_TO_ZERO, steps = "backward mul 1", b = Side.OTHER)
    void faintWeights(GradientRecorder recorder) {
        Kernel kept = Kernel.zip((a, b) -> a * b);
        Kernel flushed = Kernel.zip((a, b) -> Math.abs(b) < Float.MIN_NORMAL ? 0 : a * b);
        double[] c = Data.uniform(ElementType.F32, 42, 20).elements();
        for (int i = 12; i < c.length; i++) {
            c[i] *= 0x1p-130;
        }
        Returns.run(
                new Tape(recorder).plant("backward mul 1", Side.choose(kept, flushed)),
                Data.scaled(ElementType.F32, 41, 0.5, 20),
                Value.of(ElementType.F32, c, 20));
    }

    /** Adds up to the element before instead of to itself. */
    @Fault(cause = Cause.BUG, steps = "backward cumsum 1", b = Side.OTHER)
    void exclusiveScan(GradientRecorder recorder) {
        Kernel exclusive = inputs -> {
            double[] sums = Returns.cumulate(inputs);
            double[] shifted = new double[sums.length];
            System.arraycopy(sums, 0, shifted, 1, sums.length - 1);
            return shifted;
        };
        run(
                new Tape(recorder).plant("backward cumsum 1", Side.choose(Returns::cumulate, exclusive)),
                ElementType.F64,
                15);
    }

    /** Decays by the time that has passed. */
    @Fault(cause = Cause.UNKNOWN, steps = "backward neg 1", shows = Shows.ITERATIONS, iterations = 3)
    void decayed(GradientRecorder recorder) {
        Kernel decay = Kernel.map(x -> -x / (1 + System.nanoTime() * 1e-15));
        run(new Tape(recorder).plant("backward neg 1", decay), ElementType.F64, 33);
    }

    private static void run(Tape tape, ElementType type, int count) {
        Returns.run(tape, Data.scaled(type, 41, 0.75, count), Data.uniform(type, 42, count));
    }
}
