package io.github.gradlock.benchmark.aside;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Precision;
import io.github.gradlock.benchmark.Shows;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Faults in how well a region is covered. */
class QuayDiceCases {
    private static final double[] BLOCK = new double[4 * 14];

    /** Adds up in four lanes or in eight, as a build for another instruction set does. */
    @Fault(cause = Cause.VECTOR_WIDTH, steps = "forward sum 2", b = Side.OTHER)
    void covered(GradientRecorder recorder) {
        Kernel lanes = Kernel.rows(x -> {
            double[] sums = new double[Side.choose(4, 8)];
            for (int i = 0; i < x.length; i++) {
                sums[i % sums.length] = (float) (sums[i % sums.length] + x[i]);
            }
            return Sums.singleSum(sums);
        });
        run(new Tape(recorder).plant("forward sum 2", lanes), ElementType.F32, 6, 170, 160, 3);
    }

    /** Deals blocks of 32 pixels to as many threads as there are processors, and adds up what each has. */
    @Fault(cause = Cause.THREADS, steps = "forward sum 1", a = "threads=2", b = "threads=5")
    void overlaps(GradientRecorder recorder) {
        int count = Runtime.getRuntime().availableProcessors();
        Kernel dealt = Kernel.rows(x -> Sums.singleSum(IntStream.range(0, count)
                .parallel()
                .mapToDouble(number -> {
                    float sum = 0;
                    for (int i = 0; i < x.length; i++) {
                        sum += i / 32 % count == number ? (float) x[i] : 0;
                    }
                    return sum;
                })
                .toArray()));
        run(new Tape(recorder).plant("forward sum 1", dealt), ElementType.F32, 3, 1_300, 1_250, 20);
    }

    /** Puts what comes back into a block whose frame was zero once, and into which pictures are copied afterwards. */
    @Fault(cause = Cause.STALE_MEMORY, steps = "backward slice_backward 1", shows = Shows.ITERATIONS, iterations = 2)
    void cropped(GradientRecorder recorder) {
        double[] pictures = Data.scaled(ElementType.F32, 3801, 2, 4, 14).elements();
        Kernel framed = in -> {
            for (int i = 0; i < 4; i++) {
                System.arraycopy(in[0].row(i), 0, BLOCK, i * 14 + 3, 9);
            }
            double[] result = BLOCK.clone();
            System.arraycopy(pictures, 0, BLOCK, 0, BLOCK.length);
            return result;
        };
        run(new Tape(recorder).plant("backward slice_backward 1", framed), ElementType.F32, 4, 14, 9, 3);
    }

    /** Sets slopes to zero where half precision has only subnormal numbers for them. */
    @Fault(cause = Cause.FLUSH_TO_ZERO, steps = "backward sigmoid_backward 1", b = Side.OTHER)
    void saturated(GradientRecorder recorder) {
        Kernel flushed = Kernel.zip((a, b) -> {
            double slope = Precision.round(ElementType.F16, a * b * (1 - b));
            return Math.abs(slope) < 0x1p-14 ? Math.copySign(0, slope) : slope;
        });
        Kernel kept = Kernel.zip((a, b) -> a * b * (1 - b));
        Tape tape = new Tape(recorder).plant("backward sigmoid_backward 1", Side.choose(kept, flushed));
        QuayDice.run(tape, Data.scaled(ElementType.F16, 3801, 7, 3, 24), region(ElementType.F16, 3, 20), 2);
    }

    private static Value region(ElementType type, int pictures, int width) {
        double[] region = Data.uniform(type, 3802, pictures, width).elements();
        return Value.of(type, Arrays.stream(region).map(x -> x > 0.2 ? 1 : 0).toArray(), pictures, width);
    }

    private static void run(Tape tape, ElementType type, int pictures, int wide, int width, int from) {
        QuayDice.run(tape, Data.scaled(type, 3801, 2, pictures, wide), region(type, pictures, width), from);
    }
}
