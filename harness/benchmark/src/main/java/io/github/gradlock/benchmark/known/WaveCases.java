package io.github.gradlock.benchmark.known;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.benchmark.graph.Pooled;
import io.github.gradlock.benchmark.graph.Waves;
import io.github.gradlock.benchmark.lanes.VectorModule;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** Faults in chains of elementwise functions, and in a convolution. */
class WaveCases {
    /** Takes powers from {@code Math.pow}, an intrinsic on x86-64; the C library's port has other last bits. */
    @Fault(cause = Cause.LIBM, steps = "backward pow 1", b = "libm=java")
    void slopes(GradientRecorder recorder) {
        VectorModule.assumeX86();
        Tape tape = new Tape(recorder).plant("backward pow 1", Kernel.map(x -> Math.pow(x, 0.7)));
        run(tape, ElementType.F64, 4_000);
    }

    /** Convolves with one rounding for a product and a sum where the CPU can. */
    @Fault(cause = Cause.FMA, steps = "backward conv1d_weight 1", b = "-XX:-UseFMA")
    void filterGradient(GradientRecorder recorder) {
        VectorModule.assumeX86();
        boolean fused = Boolean.parseBoolean(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption("UseFMA")
                .getValue());
        Kernel contracted = inputs -> {
            double[] result = new double[inputs[0].count() - inputs[1].count() + 1];
            for (int i = 0; i < result.length; i++) {
                float sum = 0;
                for (int j = 0; j < inputs[1].count(); j++) {
                    float x = (float) inputs[0].at(i + j);
                    float y = (float) inputs[1].at(j);
                    sum = fused ? Math.fma(x, y, sum) : x * y + sum;
                }
                result[i] = sum;
            }
            return result;
        };
        Tape tape = new Tape(recorder).plant("backward conv1d_weight 1", contracted);
        Pooled.run(tape, Data.uniform(ElementType.F32, 1, 206), Data.uniform(ElementType.F32, 2, 7));
    }

    /** Adds into a buffer that still holds what another operation left there. */
    @Fault(cause = Cause.STALE_MEMORY, steps = "backward conv1d_input 1", b = Side.OTHER)
    void signalGradient(GradientRecorder recorder) {
        Kernel stale = inputs -> {
            double[] result =
                    Side.isOther() ? Data.uniform(ElementType.F64, 9, 32).elements() : new double[32];
            Arrays.fill(result, 0, 28, 0);
            for (int i = 0; i < inputs[0].count(); i++) {
                for (int j = 0; j < inputs[1].count(); j++) {
                    result[i + j] += inputs[0].at(i) * inputs[1].at(j);
                }
            }
            return result;
        };
        Tape tape = new Tape(recorder).plant("backward conv1d_input 1", stale);
        Pooled.run(tape, Data.uniform(ElementType.F64, 1, 32), Data.uniform(ElementType.F64, 2, 3));
    }

    /** Sets subnormal results of a convolution to zero. */
    @Fault(cause = Cause.FLUSH_TO_ZERO, steps = "forward conv1d 1", b = Side.OTHER)
    void faintSignal(GradientRecorder recorder) {
        Kernel flushed = inputs -> {
            double[] result = Pooled.correlate(inputs);
            for (int i = 0; i < result.length; i++) {
                result[i] = Math.abs(result[i]) < Double.MIN_NORMAL ? 0 : result[i];
            }
            return result;
        };
        Tape tape = new Tape(recorder).plant("forward conv1d 1", Side.choose(Pooled::correlate, flushed));
        Pooled.run(tape, Data.uniform(ElementType.F64, 1, 27), Data.scaled(ElementType.F64, 2, 1e-309, 4));
    }

    /** Gives the cotangent to the last of two equal maxima instead of the first. */
    @Fault(cause = Cause.BUG, steps = "backward max_pool1d_backward 1", b = Side.OTHER)
    void flatSignal(GradientRecorder recorder) {
        double[] x = new double[34];
        for (int i = 0; i < x.length; i++) {
            x[i] = 1 + i / 8 % 3;
        }
        Kernel usual = inputs -> Pooled.unpool(false, inputs);
        Kernel other = inputs -> Pooled.unpool(true, inputs);
        Tape tape = new Tape(recorder).plant("backward max_pool1d_backward 1", Side.choose(usual, other));
        double[] filter = {0.5, 0.25, 0.125};
        Pooled.run(tape, Value.of(ElementType.F32, x, 34), Value.of(ElementType.F32, filter, 3));
    }

    /** Bends a function by an arbitrary pattern. */
    @Fault(cause = Cause.UNKNOWN, steps = "backward cos 1", b = Side.OTHER)
    void bentCosine(GradientRecorder recorder) {
        Kernel bent = Kernel.map(x -> StrictMath.cos(x) * (1 + 3.7e-5 * StrictMath.sin(41 * x)));
        Tape tape = new Tape(recorder).plant("backward cos 1", Side.choose(Kernel.map(StrictMath::cos), bent));
        run(tape, ElementType.F32, 60);
    }

    private static void run(Tape tape, ElementType type, int count) {
        Waves.run(tape, Data.scaled(type, 1, 4, count), Data.uniform(type, 2, count), Data.uniform(type, 3, count));
    }
}
