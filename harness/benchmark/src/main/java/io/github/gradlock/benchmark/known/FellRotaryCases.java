package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Precision;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.Arrays;

/** Faults in rows that are turned by their positions. */
class FellRotaryCases {
    /** Takes the sine in binary32 from a library of its own, which takes quarters of a turn off in three steps (Cephes 1984). */
    @Fault(cause = Cause.LIBM, steps = "forward sin 1", b = Side.OTHER)
    void farPositions(GradientRecorder recorder) {
        Kernel usual = Kernel.map(StrictMath::sin);
        Kernel other = Kernel.map(x -> sine((float) x));
        run(new Tape(recorder).plant("forward sin 1", Side.choose(usual, other)), ElementType.F32, 40, 16);
    }

    private static float sine(float angle) {
        float x = Math.abs(angle);
        int octant = (int) (1.27323954f * x) + 1 & ~1;
        float rest = x - octant * 0.78515625f - octant * 2.4187564849853515625e-4f - octant * 3.77489497744594108e-8f;
        float square = rest * rest;
        float cosine =
                ((2.443315711809948e-5f * square - 1.388731625493765e-3f) * square + 4.166664568298827e-2f) * square;
        float sine = ((-1.9515295891e-4f * square + 8.3321608736e-3f) * square - 1.6666654611e-1f) * square;
        float turned = (octant & 2) == 0 ? sine * rest + rest : cosine * square - 0.5f * square + 1;
        return (octant & 4) == 0 == angle >= 0 ? turned : -turned;
    }

    /** Makes angles in bfloat16, as a model does whose positions were converted with its weights. */
    @Fault(cause = Cause.REDUCED_PRECISION, steps = "forward outer 1", b = Side.OTHER)
    void longPrompt(GradientRecorder recorder) {
        Kernel outer = in -> {
            double[] result = new double[in[0].count() * in[1].count()];
            for (int i = 0; i < result.length; i++) {
                double position = in[0].at(i / in[1].count());
                double frequency = in[1].at(i % in[1].count());
                result[i] = Side.isOther() ? brain(brain(position) * brain(frequency)) : position * frequency;
            }
            return result;
        };
        run(new Tape(recorder).plant("forward outer 1", outer), ElementType.F32, 18, 8);
    }

    private static double brain(double x) {
        return Precision.round(ElementType.BF16, x);
    }

    /** Adds up products in eight lanes or in four, as a build for another instruction set does. */
    @Fault(cause = Cause.VECTOR_WIDTH, steps = "forward matmul 1", b = Side.OTHER)
    void foundRows(GradientRecorder recorder) {
        int lanes = Side.choose(8, 4);
        Kernel product = Kernel.matmul((x, y) -> {
            double[] sums = new double[lanes];
            for (int i = 0; i < x.length; i++) {
                sums[i % lanes] += x[i] * y[i];
            }
            return Sums.sum(sums);
        });
        run(new Tape(recorder).plant("forward matmul 1", product), ElementType.F64, 15, 64);
    }

    private static void run(Tape tape, ElementType type, int count, int width) {
        double[] positions = new double[count];
        Arrays.setAll(positions, i -> 7 * i + 3);
        double[] frequencies = new double[width / 2];
        Arrays.setAll(frequencies, i -> StrictMath.pow(10_000, -2.0 * i / width));
        FellRotary.run(
                tape,
                Data.scaled(type, 341, 2, count, width),
                Data.scaled(type, 342, 2, count, width),
                Value.of(type, positions, count),
                Value.of(type, frequencies, width / 2));
    }
}
