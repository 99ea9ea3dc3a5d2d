package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.benchmark.lanes.VectorModule;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.function.DoubleUnaryOperator;

/** Faults in the levels of bands. */
class SpectrumCases {
    /** Takes decimal logarithms from {@code Math.log10}, an intrinsic on x86-64; the C library's port has other last bits. */
    @Fault(cause = Cause.LIBM, steps = "forward log10 1", b = "libm=java")
    void furtherLoudness(GradientRecorder recorder) {
        VectorModule.assumeX86();
        Kernel log = Kernel.map(x -> Math.log10(x + Spectrum.FLOOR));
        run(new Tape(recorder).plant("forward log10 1", log), ElementType.F64, 60, 8, 20);
    }

    /** Multiplies matrices in sixteen lanes or in eight, adding the lanes from first to last. */
    @Fault(cause = Cause.VECTOR_WIDTH, steps = "forward matmul 2", b = Side.OTHER)
    void oddPart(GradientRecorder recorder) {
        int lanes = Side.choose(16, 8);
        Kernel product = Kernel.matmul((x, y) -> {
            float[] sums = new float[lanes];
            for (int i = 0; i < x.length; i++) {
                sums[i % lanes] += (float) x[i] * (float) y[i];
            }
            float sum = 0;
            for (float each : sums) {
                sum += each;
            }
            return sum;
        });
        run(new Tape(recorder).plant("forward matmul 2", product), ElementType.F32, 6, 75, 9);
    }

    /** Gives each processor an equal part of the frames, and adds up what they have. */
    @Fault(cause = Cause.THREADS, steps = "backward matmul 3", a = "threads=1", b = "threads=6")
    void basisOfMany(GradientRecorder recorder) {
        int parts = Runtime.getRuntime().availableProcessors();
        Kernel split = Kernel.matmul((x, y) -> {
            float total = 0;
            for (int part = 0; part < parts; part++) {
                float sum = 0;
                for (int i = part * x.length / parts; i < (part + 1) * x.length / parts; i++) {
                    sum += (float) x[i] * (float) y[i];
                }
                total += sum;
            }
            return total;
        });
        run(new Tape(recorder).plant("backward matmul 3", split), ElementType.F32, 140, 6, 4);
    }

    /** Fills rows up in a block that had held centred frames, and does not set what lies behind them. */
    @Fault(cause = Cause.STALE_MEMORY, steps = "forward constant_pad_nd 1", b = Side.OTHER)
    void longerFrames(GradientRecorder recorder) {
        double[] block = new double[12 * 9];
        Kernel centre = in -> {
            double[] centred = Kernel.zipRows((a, b) -> a - b).apply(in);
            System.arraycopy(centred, 0, block, 0, centred.length);
            return centred;
        };
        Kernel unset = in -> {
            double[] padded = Value.of(in[0].type(), block, block.length).elements();
            for (int i = 0; i < in[0].count(); i++) {
                padded[i / 6 * 9 + i % 6] = in[0].at(i);
            }
            return padded;
        };
        Kernel set = in -> Spectrum.resized(9, in);
        Spectrum.run(
                new Tape(recorder)
                        .plant("forward sub 1", centre)
                        .plant("forward constant_pad_nd 1", Side.choose(set, unset)),
                Data.uniform(ElementType.F32, 211, 12, 6),
                Data.uniform(ElementType.F32, 212, 6),
                Data.uniform(ElementType.F32, 213, 9, 4),
                Data.uniform(ElementType.F32, 214, 9, 4),
                Data.uniform(ElementType.F32, 215, 12, 4));
    }

    /** Spaces bands by another formula for how high a tone is heard, as two well-known packages do. */
    @Fault(
            cause = Cause.UNKNOWN,
            steps = {"forward input 3", "forward input 4"},
            b = Side.OTHER)
    void heardBands(GradientRecorder recorder) {
        DoubleUnaryOperator straight = mel -> mel < 15 ? 200 / 3.0 * mel : 1000 * StrictMath.pow(6.4, (mel - 15) / 27);
        DoubleUnaryOperator curved = mel -> 700 * (StrictMath.pow(10, mel * 1000 / 15 / 2595) - 1);
        DoubleUnaryOperator scale = Side.choose(straight, curved);
        double[] cosine = new double[24 * 6];
        double[] sine = new double[24 * 6];
        for (int i = 0; i < cosine.length; i++) {
            double turn = 2 * Math.PI * scale.applyAsDouble(4.5 * (i % 6 + 1)) * (i / 6) / 16_000;
            cosine[i] = StrictMath.cos(turn);
            sine[i] = StrictMath.sin(turn);
        }
        Spectrum.run(
                new Tape(recorder),
                Data.uniform(ElementType.F64, 211, 7, 24),
                Data.uniform(ElementType.F64, 212, 24),
                Value.of(ElementType.F64, cosine, 24, 6),
                Value.of(ElementType.F64, sine, 24, 6),
                Data.uniform(ElementType.F64, 215, 7, 6));
    }

    private static void run(Tape tape, ElementType type, int frames, int width, int bands) {
        Spectrum.run(
                tape,
                Data.uniform(type, 211, frames, width),
                Data.uniform(type, 212, width),
                Data.uniform(type, 213, width, bands),
                Data.uniform(type, 214, width, bands),
                Data.uniform(type, 215, frames, bands));
    }
}
