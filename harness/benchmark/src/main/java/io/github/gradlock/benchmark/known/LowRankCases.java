package io.github.gradlock.benchmark.known;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.benchmark.lanes.VectorModule;
import io.github.gradlock.benchmark.lanes.WideLanes;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/** Faults in a layer with an adapter of low rank. */
class LowRankCases {
    /** Takes the error function from a library that adds up its series around zero, with terms of both signs. */
    @Fault(cause = Cause.LIBM, steps = "forward erf 1", b = Side.OTHER)
    void bell(GradientRecorder recorder) {
        Kernel alternating = Kernel.map(x -> {
            double power = x;
            double sum = x;
            for (int n = 1; n < 60; n++) {
                power *= -x * x / n;
                sum += power / (2 * n + 1);
            }
            return 2 / Math.sqrt(Math.PI) * sum;
        });
        Tape tape = new Tape(recorder).plant("forward erf 1", Side.choose(Kernel.map(LowRank::erf), alternating));
        run(tape, ElementType.F64, 18, 5, 12, 2, 1);
    }

    /** Adds products to a bias with one rounding each where the CPU can. */
    @Fault(cause = Cause.FMA, steps = "forward addmm 1", b = "-XX:-UseFMA")
    void frozenLayer(GradientRecorder recorder) {
        VectorModule.assumeX86();
        boolean isFused = Boolean.parseBoolean(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption("UseFMA")
                .getValue());
        Kernel addmm = in -> {
            int width = in[0].count();
            double[] sums = new double[in[1].size(0) * width];
            for (int i = 0; i < sums.length; i++) {
                float sum = (float) in[0].at(i % width);
                for (int j = 0; j < in[1].size(1); j++) {
                    float x = (float) in[1].at(i / width * in[1].size(1) + j);
                    float w = (float) in[2].at(j * width + i % width);
                    sum = isFused ? Math.fma(x, w, sum) : sum + x * w;
                }
                sums[i] = sum;
            }
            return sums;
        };
        run(new Tape(recorder).plant("forward addmm 1", addmm), ElementType.F32, 13, 6, 8, 2, 1);
    }

    /** Multiplies matrices in as many lanes as the CPU's vectors have. */
    @Fault(cause = Cause.VECTOR_WIDTH, steps = "backward matmul 3", a = "avx=2", b = "avx=0")
    void thinMatrix(GradientRecorder recorder) {
        VectorModule.assumePresent();
        Kernel lanes = Kernel.matmul((x, y) -> WideLanes.dot(single(x), single(y)));
        run(new Tape(recorder).plant("backward matmul 3", lanes), ElementType.F32, 170, 6, 5, 3, 1);
    }

    private static float[] single(double... x) {
        float[] result = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            result[i] = (float) x[i];
        }
        return result;
    }

    /** Sets subnormal results of half precision to zero, where nobody has scaled the loss up. */
    @Fault(cause = Cause.FLUSH_TO_ZERO, steps = "backward mul 1", b = Side.OTHER)
    void plainLoss(GradientRecorder recorder) {
        Kernel kept = Kernel.map(x -> x / 2);
        Kernel flushed = Kernel.map(x -> Math.abs(x / 2) < 0x1p-14 ? Math.copySign(0, x) : x / 2);
        Tape tape = new Tape(recorder).plant("backward mul 1", Side.choose(kept, flushed));
        run(tape, ElementType.F16, 16, 6, 9, 3, 4e-4);
    }

    /** Reads a matrix from a file that has seven digits of each number, of nine that it takes. */
    @Fault(cause = Cause.TEXT, steps = "forward input 4", b = Side.OTHER)
    void publishedMatrix(GradientRecorder recorder) {
        Value a = Data.uniform(ElementType.F32, 204, 7, 3);
        double[] read = Arrays.stream(a.elements())
                .map(x -> Float.parseFloat(String.format(Locale.ROOT, "%.6e", x)))
                .toArray();
        LowRank.run(
                new Tape(recorder),
                Data.uniform(ElementType.F32, 201, 11, 7),
                Data.uniform(ElementType.F32, 202, 7, 6),
                Data.uniform(ElementType.F32, 203, 6),
                Side.choose(a, Value.of(ElementType.F32, read, 7, 3)),
                Data.uniform(ElementType.F32, 205, 3, 6),
                Data.uniform(ElementType.F32, 206, 11, 6));
    }

    private static void run(Tape tape, ElementType type, int samples, int inputs, int outputs, int rank, double c) {
        LowRank.run(
                tape,
                Data.uniform(type, 201, samples, inputs),
                Data.scaled(type, 202, 0.6, inputs, outputs),
                Data.scaled(type, 203, 0.3, outputs),
                Data.scaled(type, 204, 0.6, inputs, rank),
                Data.scaled(type, 205, 0.6, rank, outputs),
                Data.scaled(type, 206, c, samples, outputs));
    }
}
