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
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Faults in a layer of filters and in what goes back through it. */
class ImageCases {
    private static final double[] WORKSPACE = new double[10 * 9];

    /** Cuts factors off after ten bits of fraction. */
    @Fault(cause = Cause.REDUCED_PRECISION, steps = "forward conv2d 1", b = Side.OTHER)
    void edges(GradientRecorder recorder) {
        Kernel whole = Images.correlating(Sums::singleDot);
        Kernel cut = Images.correlating((x, y) -> Sums.singleDot(cut(x), cut(y)));
        run(new Tape(recorder).plant("forward conv2d 1", Side.choose(whole, cut)), ElementType.F32, 4, 6, 5);
    }

    private static double[] cut(double... x) {
        return Arrays.stream(x)
                .map(each -> Float.intBitsToFloat(Float.floatToRawIntBits((float) each) & ~0x1fff))
                .toArray();
    }

    /** Puts a border around images in memory whose border was zero once, and which is used for something else afterwards. */
    @Fault(cause = Cause.STALE_MEMORY, steps = "forward conv2d 1", shows = Shows.ITERATIONS, iterations = 2)
    void framed(GradientRecorder recorder) {
        Kernel scratch = in -> {
            System.arraycopy(in[1].elements(), 0, WORKSPACE, 0, WORKSPACE.length);
            return Images.weighing(Sums::dot).apply(in);
        };
        Tape tape = new Tape(recorder)
                .plant("forward conv2d 1", ImageCases::correlateFramed)
                .plant("backward convolution_backward 1", scratch);
        run(tape, ElementType.F32, 3, 8, 7);
    }

    private static double[] correlateFramed(Value... in) {
        double[] result = new double[in[0].size(0) * in[1].size(0) * 56];
        for (int i = 0; i < result.length; i++) {
            int image = i / 56 / in[1].size(0);
            for (int row = 0; row < 8; row++) {
                System.arraycopy(in[0].elements(), image * 56 + row * 7, WORKSPACE, (row + 1) * 9 + 1, 7);
            }
            for (int tap = 0; tap < 9; tap++) {
                int place = (i % 56 / 7 + tap / 3) * 9 + i % 7 + tap % 3;
                result[i] += WORKSPACE[place] * in[1].at(i / 56 % in[1].size(0) * 9 + tap);
            }
        }
        return result;
    }

    /** Takes four products instead of six for two places (Winograd 1980) where there is room for what it needs. */
    @Fault(cause = Cause.AUTO_TUNING, steps = "forward conv2d 1", a = "-Xmx1g", b = "-Xmx256m")
    void evenWidths(GradientRecorder recorder) {
        boolean isRoomy = Runtime.getRuntime().maxMemory() >= 600L << 20;
        Kernel usual = Images.correlating(Sums::singleDot);
        run(
                new Tape(recorder).plant("forward conv2d 1", isRoomy ? ImageCases::inPairs : usual),
                ElementType.F32,
                2,
                6,
                10);
    }

    private static double[] inPairs(Value... in) {
        int places = in[0].size(1) * in[0].size(2);
        double[] result = new double[in[0].size(0) * in[1].size(0) * places];
        for (int i = 0; i < result.length; i += 2) {
            int image = i / places / in[1].size(0);
            double[] first = Images.patch(in[0], image, i % places);
            double[] second = Images.patch(in[0], image, i % places + 1);
            float left = 0;
            float right = 0;
            for (int tap = 0; tap < 9; tap += 3) {
                float a = (float) in[1].at(i / places % in[1].size(0) * 9 + tap);
                float b = (float) in[1].at(i / places % in[1].size(0) * 9 + tap + 1);
                float c = (float) in[1].at(i / places % in[1].size(0) * 9 + tap + 2);
                float even = ((float) first[tap + 1] + (float) first[tap + 2]) * ((a + b + c) / 2);
                float odd = ((float) first[tap + 2] - (float) first[tap + 1]) * ((a - b + c) / 2);
                left += ((float) first[tap] - (float) first[tap + 2]) * a + even + odd;
                right += even - odd - ((float) first[tap + 1] - (float) second[tap + 2]) * c;
            }
            result[i] = left;
            result[i + 1] = right;
        }
        return result;
    }

    /** Computes two images alone or among eleven: for many, three places at a time are added up in columns. */
    @Fault(
            cause = Cause.BATCH_SIZE,
            steps = {"forward input 1", "forward input 4"},
            b = Side.OTHER)
    void twoPictures(GradientRecorder recorder) {
        int images = Side.choose(11, 2);
        Kernel byCount = in -> Images.correlating((x, y) -> in[0].size(0) > 4 ? inColumns(x, y) : Sums.singleDot(x, y))
                .apply(in);
        double[] x = Data.uniform(ElementType.F32, 11, 11, 6, 6).elements();
        double[] c = Data.scaled(ElementType.F32, 14, 9, 11, 3).elements();
        Images.run(
                new Tape(recorder).plant("forward conv2d 1", byCount),
                Value.of(ElementType.F32, Arrays.copyOf(x, images * 36), images, 6, 6),
                Data.uniform(ElementType.F32, 12, 3, 3, 3),
                Data.uniform(ElementType.F32, 13, 3),
                Value.of(ElementType.F32, Arrays.copyOf(c, images * 3), images, 3),
                2);
    }

    private static double inColumns(double[] x, double... y) {
        float[] sums = new float[3];
        for (int i = 0; i < 9; i++) {
            sums[i % 3] += (float) x[i] * (float) y[i];
        }
        return sums[0] + sums[1] + sums[2];
    }

    /** Stops one column too early. */
    @Fault(cause = Cause.BUG, steps = "backward convolution_backward 2", b = Side.OTHER)
    void rightBorder(GradientRecorder recorder) {
        Kernel whole = in -> Images.spread(0, in);
        Kernel shorter = in -> Images.spread(1, in);
        Tape tape = new Tape(recorder).plant("backward convolution_backward 2", Side.choose(whole, shorter));
        run(tape, ElementType.F64, 3, 5, 8);
    }

    /** Shuffles images with another seed. */
    @Fault(
            cause = Cause.DATA_ORDER,
            steps = {"forward input 1", "forward input 4"},
            b = Side.OTHER)
    void shuffledPictures(GradientRecorder recorder) {
        List<Integer> images = new ArrayList<>(IntStream.range(0, 18).boxed().toList());
        Collections.shuffle(images, new Random(Side.choose(42, 1234)));
        Value x = Data.uniform(ElementType.F32, 11, 18, 5, 5);
        Value c = Data.scaled(ElementType.F32, 14, 9, 18, 4);
        Images.run(
                new Tape(recorder).plant("backward convolution_backward 1", Images.weighing(Sums::singleDot)),
                taken(x, images),
                Data.uniform(ElementType.F32, 12, 4, 3, 3),
                Data.uniform(ElementType.F32, 13, 4),
                taken(c, images),
                0);
    }

    private static Value taken(Value x, List<Integer> places) {
        int size = x.count() / places.size();
        double[] result = new double[x.count()];
        for (int i = 0; i < places.size(); i++) {
            System.arraycopy(x.elements(), places.get(i) * size, result, i * size, size);
        }
        return Value.of(x.type(), result, x.shape());
    }

    private static void run(Tape tape, ElementType type, int images, int height, int width) {
        Images.run(
                tape,
                Data.uniform(type, 11, images, height, width),
                Data.uniform(type, 12, 3, 3, 3),
                Data.uniform(type, 13, 3),
                Data.scaled(type, 14, 9, images, 3),
                images);
    }
}
