package io.github.gradlock.benchmark.known;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Precision;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.benchmark.lanes.VectorModule;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** Faults in columns that are normalised over the samples. */
class WhitenedCases {
    /** Scales and shifts with one rounding where the CPU can. */
    @Fault(cause = Cause.FMA, steps = "forward addcmul 1", b = "-XX:-UseFMA")
    void scaled(GradientRecorder recorder) {
        VectorModule.assumeX86();
        boolean isFused = Boolean.parseBoolean(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption("UseFMA")
                .getValue());
        Kernel addcmul = in -> {
            double[] result = in[0].elements();
            for (int i = 0; i < result.length; i++) {
                float x = (float) result[i];
                float gain = (float) in[1].at(i % in[1].count());
                float shift = (float) in[2].at(i % in[1].count());
                result[i] = isFused ? Math.fma(x, gain, shift) : x * gain + shift;
            }
            return result;
        };
        run(new Tape(recorder).plant("forward addcmul 1", addcmul), ElementType.F32, 40, 6, 1);
    }

    /** Merges means and squares of as many parts as there are threads (Chan, Golub and LeVeque 1983). */
    @Fault(cause = Cause.THREADS, steps = "forward var 1", a = "threads=1", b = "threads=6")
    void spreads(GradientRecorder recorder) {
        int threads = Integer.getInteger("gradlock.threads", 1);
        Kernel merged = Kernel.columns(column -> {
            double mean = 0;
            double squares = 0;
            for (int i = 0; i < threads; i++) {
                int before = i * column.length / threads;
                double[] part = Arrays.copyOfRange(column, before, (i + 1) * column.length / threads);
                double difference = Sums.mean(part) - mean;
                int after = before + part.length;
                for (double each : part) {
                    squares += (each - mean - difference) * (each - mean - difference);
                }
                squares += difference * difference * before * part.length / after;
                mean += difference * part.length / after;
            }
            return squares / column.length;
        });
        run(new Tape(recorder).plant("forward var 1", merged), ElementType.F64, 90, 5, 1);
    }

    /** Normalises six samples over themselves alone, or over thirty. */
    @Fault(
            cause = Cause.BATCH_SIZE,
            steps = {"forward input 1", "forward input 4"},
            b = Side.OTHER)
    void sixSamples(GradientRecorder recorder) {
        int samples = Side.choose(30, 6);
        double[] x = Data.uniform(ElementType.F64, 51, 30, 4).elements();
        double[] c = Data.uniform(ElementType.F64, 54, 30, 4).elements();
        Whitened.run(
                new Tape(recorder),
                Value.of(ElementType.F64, Arrays.copyOf(x, samples * 4), samples, 4),
                Data.uniform(ElementType.F64, 52, 4),
                Data.uniform(ElementType.F64, 53, 4),
                Value.of(ElementType.F64, Arrays.copyOf(c, samples * 4), samples, 4),
                6);
    }

    /** Sets what comes back from below zero to zero where binary16 has only subnormal numbers for it. */
    @Fault(cause = Cause.FLUSH_TO_ZERO, steps = "backward elu_backward 1", b = Side.OTHER)
    void bentPart(GradientRecorder recorder) {
        Kernel kept = Kernel.zip((a, b) -> b > 0 ? a : a * StrictMath.exp(b));
        Kernel flushed = in -> Arrays.stream(kept.apply(in))
                .map(x -> Math.abs(Precision.round(ElementType.F16, x)) < 0x1p-14 ? 0 : x)
                .toArray();
        Tape tape = new Tape(recorder).plant("backward elu_backward 1", Side.choose(kept, flushed));
        run(tape, ElementType.F16, 25, 4, 0.0006);
    }

    /** Averages in four lanes or in sixteen, as a build for another instruction set does. */
    @Fault(cause = Cause.VECTOR_WIDTH, steps = "forward mean 1", b = Side.OTHER)
    void centres(GradientRecorder recorder) {
        int lanes = Side.choose(4, 16);
        Kernel mean = Kernel.columns(column -> {
            float[] sums = new float[lanes];
            for (int i = 0; i < column.length; i++) {
                sums[i % lanes] += (float) column[i];
            }
            float sum = 0;
            for (int i = 0; i < lanes; i++) {
                sum += sums[i];
            }
            return sum / column.length;
        });
        run(new Tape(recorder).plant("forward mean 1", mean), ElementType.F32, 112, 9, 1);
    }

    private static void run(Tape tape, ElementType type, int samples, int width, double scale) {
        Whitened.run(
                tape,
                Data.scaled(type, 51, 2, samples, width),
                Data.uniform(type, 52, width),
                Data.uniform(type, 53, width),
                Data.scaled(type, 54, scale, samples, width),
                samples);
    }
}
