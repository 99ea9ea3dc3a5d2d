package io.github.gradlock.benchmark.known;

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
import java.util.Random;
import java.util.SplittableRandom;

/** Faults in a small convolutional network. */
class PhotoCases {
    private static final double[] COLUMNS = new double[2 * 30 * 18];
    private static int fastest = -1;

    /** Rounds the factors of a filter's gradient to TF32. */
    @Fault(cause = Cause.REDUCED_PRECISION, steps = "backward convolution_backward 1", b = Side.OTHER)
    void furtherFilters(GradientRecorder recorder) {
        Kernel wide = Photo.correlate(Sums::singleDot);
        Kernel narrow = Photo.correlate((x, y) -> Sums.singleDot(narrowed(x), narrowed(y)));
        Tape tape = new Tape(recorder).plant("backward convolution_backward 1", Side.choose(wide, narrow));
        run(tape, ElementType.F32, 3, 2, 7, 6);
    }

    private static double[] narrowed(double... x) {
        return Arrays.stream(x).map(each -> Precision.fraction(each, 10)).toArray();
    }

    /** Unrolls patches into a workspace, where it leaves what is beyond the margin as the derivative's patches left it. */
    @Fault(cause = Cause.STALE_MEMORY, steps = "forward conv2d 1", shows = Shows.ITERATIONS, iterations = 2)
    void margins(GradientRecorder recorder) {
        Kernel unrolled = in -> {
            double[] result = new double[2 * 3 * 30];
            for (int i = 0; i < 2 * 30; i++) {
                double[] inside =
                        Photo.patch(Value.of(in[0].type(), ones(in[0].count()), in[0].shape()), i / 30, i % 30);
                double[] patch = Photo.patch(in[0], i / 30, i % 30);
                for (int j = 0; j < 18; j++) {
                    COLUMNS[i * 18 + j] = inside[j] == 1 ? patch[j] : COLUMNS[i * 18 + j];
                }
                for (int filter = 0; filter < 3; filter++) {
                    double[] left = Arrays.copyOfRange(COLUMNS, i * 18, (i + 1) * 18);
                    result[(i / 30 * 3 + filter) * 30 + i % 30] = Sums.dot(left, Photo.filter(in[1], filter));
                }
            }
            return result;
        };
        Kernel leaving = in -> {
            double[] slopes = in[0].elements();
            Arrays.setAll(COLUMNS, i -> slopes[i % slopes.length] * in[1].at(i % in[1].count()));
            return Photo.spreadBack(in);
        };
        Tape tape = new Tape(recorder)
                .plant("forward conv2d 1", unrolled)
                .plant("backward convolution_backward 2", leaving);
        run(tape, ElementType.F32, 2, 2, 5, 6);
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** Measures in which order to nest loops when it first convolves, and stays with the fastest. */
    @Fault(cause = Cause.AUTO_TUNING, steps = "forward conv2d 1", shows = Shows.RESTARTS, restarts = 10)
    void nestedLoops(GradientRecorder recorder) {
        Kernel tuned = Photo.convolve((x, y) -> nested(fastest(), Sums.singleProducts(x, y)));
        run(new Tape(recorder).plant("forward conv2d 1", tuned), ElementType.F32, 2, 4, 6, 6);
    }

    private static synchronized int fastest() {
        if (fastest < 0) {
            double[] trial = Data.uniform(ElementType.F32, 225, 36).elements();
            long least = Long.MAX_VALUE;
            for (int candidate = 0; candidate < 36; candidate++) {
                long start = System.nanoTime();
                double sum = 0;
                for (int round = 0; round < 40; round++) {
                    sum += nested(candidate, trial);
                }
                long taken = System.nanoTime() - start;
                if (taken < least && !Double.isNaN(sum)) {
                    least = taken;
                    fastest = candidate;
                }
            }
        }
        return fastest;
    }

    /** Adds up four channels of three by three: which of the six nests, and from which of six places on. */
    private static double nested(int candidate, double... x) {
        int[][] nests = {{9, 3, 1}, {9, 1, 3}, {3, 9, 1}, {3, 1, 9}, {1, 9, 3}, {1, 3, 9}};
        int[] steps = nests[candidate / 6];
        float sum = 0;
        for (int i = 0; i < 36; i++) {
            int place = (i + 6 * candidate) % 36;
            int outer = steps[0] == 9 ? 4 : 3;
            int middle = steps[1] == 9 ? 4 : 3;
            int inner = 36 / outer / middle;
            sum += (float) x[
                    place / middle / inner % outer * steps[0]
                            + place / inner % middle * steps[1]
                            + place % inner * steps[2]];
        }
        return sum;
    }

    /** Convolves two pictures alone or among ten: four or more are worth adding up channel by channel. */
    @Fault(
            cause = Cause.BATCH_SIZE,
            steps = {"forward input 1", "forward input 4"},
            b = Side.OTHER)
    void furtherTwoPictures(GradientRecorder recorder) {
        int pictures = Side.choose(10, 2);
        Kernel convolution = in -> Photo.convolve(
                        in[0].size(0) >= 4 ? (x, y) -> byChannel(Sums.singleProducts(x, y)) : Sums::singleDot)
                .apply(in);
        double[] x = Data.uniform(ElementType.F32, 221, 10, 3, 5, 5).elements();
        double[] c = Data.uniform(ElementType.F32, 224, 10, 4).elements();
        Photo.run(
                new Tape(recorder).plant("forward conv2d 1", convolution),
                Value.of(ElementType.F32, Arrays.copyOf(x, pictures * 75), pictures, 3, 5, 5),
                Data.uniform(ElementType.F32, 222, 4, 3, 3, 3),
                Data.uniform(ElementType.F32, 223, 4),
                Value.of(ElementType.F32, Arrays.copyOf(c, pictures * 4), pictures, 4),
                2);
    }

    private static double byChannel(double... x) {
        float total = 0;
        for (int from = 0; from < x.length; from += 9) {
            total += (float) Sums.singleSum(Arrays.copyOfRange(x, from, from + 9));
        }
        return total;
    }

    /** Makes pictures brighter or darker, and their contrast more or less, by lot and without a seed. */
    @Fault(cause = Cause.RANDOM, steps = "forward input 1", shows = Shows.ITERATIONS, iterations = 2)
    void variedPictures(GradientRecorder recorder) {
        Random random = new Random();
        double[] x = Data.uniform(ElementType.F32, 221, 4, 1, 6, 6).elements();
        for (int picture = 0; picture < 4; picture++) {
            double contrast = 0.8 + 0.4 * random.nextDouble();
            double light = 0.2 * random.nextDouble() - 0.1;
            for (int i = 36 * picture; i < 36 * (picture + 1); i++) {
                x[i] = contrast * x[i] + light;
            }
        }
        Photo.run(
                new Tape(recorder),
                Value.of(ElementType.F32, x, 4, 1, 6, 6),
                Data.uniform(ElementType.F32, 222, 3, 1, 3, 3),
                Data.uniform(ElementType.F32, 223, 3),
                Data.uniform(ElementType.F32, 224, 4, 3),
                4);
    }

    /** Decodes pictures with another library, some of whose pixels are a level brighter or darker. */
    @Fault(cause = Cause.UNKNOWN, steps = "forward input 1", b = Side.OTHER)
    void decoded(GradientRecorder recorder) {
        SplittableRandom pixels = new SplittableRandom(226);
        double[] x = Data.indices(221, 256, 3, 1, 8, 8).elements();
        for (int i = 0; i < x.length; i++) {
            int off = pixels.nextInt(12);
            x[i] = Math.max(0, Math.min(255, x[i] + (Side.isOther() && off < 2 ? 2 * off - 1 : 0))) / 255;
        }
        Photo.run(
                new Tape(recorder),
                Value.of(ElementType.F32, x, 3, 1, 8, 8),
                Data.uniform(ElementType.F32, 222, 4, 1, 3, 3),
                Data.uniform(ElementType.F32, 223, 4),
                Data.uniform(ElementType.F32, 224, 3, 4),
                3);
    }

    private static void run(Tape tape, ElementType type, int pictures, int channels, int height, int width) {
        Photo.run(
                tape,
                Data.uniform(type, 221, pictures, channels, height, width),
                Data.uniform(type, 222, 3, channels, 3, 3),
                Data.uniform(type, 223, 3),
                Data.uniform(type, 224, pictures, 3),
                pictures);
    }
}
