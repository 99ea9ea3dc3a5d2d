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
import io.github.gradlock.benchmark.lanes.Lanes;
import io.github.gradlock.benchmark.lanes.VectorModule;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.Arrays;

/** Faults in a convolution of images and what follows it. */
class PatchCases {
    private static int fastest;

    /** Adds up over all places in as many lanes as the CPU's vectors have. */
    @Fault(cause = Cause.VECTOR_WIDTH, steps = "backward conv2d_weight 1", a = "avx=2", b = "avx=0")
    void edgesOfMany(GradientRecorder recorder) {
        VectorModule.assumePresent();
        Kernel lanes = Patches.weighing((x, y) -> Lanes.dot(x, y));
        run(new Tape(recorder).plant("backward conv2d_weight 1", lanes), ElementType.F64, 5, 2, 3);
    }

    /** Convolves with one rounding for a product and a sum. */
    @Fault(cause = Cause.FMA, steps = "forward conv2d 1", b = Side.OTHER)
    void outlines(GradientRecorder recorder) {
        Kernel once = Patches.convolving((x, y) -> {
            float sum = 0;
            for (int i = 0; i < x.length; i++) {
                sum = Math.fma((float) x[i], (float) y[i], sum);
            }
            return sum;
        });
        Kernel twice = Patches.convolving(Sums::singleDot);
        run(new Tape(recorder).plant("forward conv2d 1", Side.choose(twice, once)), ElementType.F32, 3, 1, 2);
    }

    /** Convolves two images alone or among eight: many are unfolded to a matrix, which is multiplied in panels. */
    @Fault(
            cause = Cause.BATCH_SIZE,
            steps = {"forward input 1", "forward input 4"},
            b = Side.OTHER)
    void firstImages(GradientRecorder recorder) {
        int images = Side.choose(8, 2);
        Kernel unfolded = Patches.convolving((x, y) -> tiled(12, x, y));
        Kernel either = in -> (in[0].size(0) < 4 ? Patches.convolving(Sums::singleDot) : unfolded).apply(in);
        double[] x = Data.uniform(ElementType.F32, 241, 8, 4, 6, 6).elements();
        double[] target = Data.indices(244, 2, 8).elements();
        Patches.run(
                new Tape(recorder).plant("forward conv2d 1", either),
                Value.of(ElementType.F32, Arrays.copyOf(x, images * 144), images, 4, 6, 6),
                Data.uniform(ElementType.F32, 242, 3, 4, 3, 3),
                Data.uniform(ElementType.F32, 243, 27, 1),
                Value.of(ElementType.F32, Arrays.copyOf(target, images), images, 1),
                2);
    }

    /** Tally the border of zeros as elements, forward but not backward. */
    @Fault(cause = Cause.BUG, steps = "forward avg_pool2d 1", b = Side.OTHER)
    void corners(GradientRecorder recorder) {
        Kernel pooled = Patches.pooling(Side.isOther());
        run(new Tape(recorder).plant("forward avg_pool2d 1", pooled), ElementType.F32, 4, 2, 2);
    }

    /** Measures panels of several widths when the process first convolves, and stays with the fastest. */
    @Fault(cause = Cause.AUTO_TUNING, steps = "forward conv2d 1", shows = Shows.RESTARTS, restarts = 14)
    void strokes(GradientRecorder recorder) {
        int width = fastest();
        Kernel planned = Patches.convolving((x, y) -> tiled(width, x, y));
        run(new Tape(recorder).plant("forward conv2d 1", planned), ElementType.F32, 4, 5, 2);
    }

    private static synchronized int fastest() {
        if (fastest == 0) {
            double[] x = Data.uniform(ElementType.F32, 245, 900).elements();
            long least = Long.MAX_VALUE;
            for (int trial = 0; trial < 42; trial++) {
                int width = 5 + trial % 14;
                long start = System.nanoTime();
                boolean isNumber = !Double.isNaN(tiled(width, x, x));
                long taken = System.nanoTime() - start;
                if (taken < least && isNumber) {
                    least = taken;
                    fastest = width;
                }
            }
        }
        return fastest;
    }

    private static double tiled(int width, double[] x, double... y) {
        float total = 0;
        for (int from = 0; from < x.length; from += width) {
            int to = Math.min(x.length, from + width);
            total += (float) Sums.singleDot(Arrays.copyOfRange(x, from, to), Arrays.copyOfRange(y, from, to));
        }
        return total;
    }

    private static void run(Tape tape, ElementType type, int images, int channels, int filters) {
        Patches.run(
                tape,
                Data.uniform(type, 241, images, channels, 6, 6),
                Data.uniform(type, 242, filters, channels, 3, 3),
                Data.uniform(type, 243, filters * 9, 1),
                Value.of(type, Data.indices(244, 2, images).elements(), images, 1),
                images);
    }
}
