package io.github.gradlock.benchmark.aside;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Shows;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Threads;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.benchmark.lanes.VectorModule;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

/** Faults in a picture that is looked up between its pixels. */
class QuayWarpCases {
    /** Weighs the four pixels with one rounding for a product and a sum where the CPU can. */
    @Fault(cause = Cause.FMA, steps = "forward grid_sampler_2d 1", b = "-XX:-UseFMA")
    void colours(GradientRecorder recorder) {
        VectorModule.assumeX86();
        boolean isFused = Boolean.parseBoolean(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption("UseFMA")
                .getValue());
        Kernel sampler = in -> {
            double[] result = new double[in[1].size(0)];
            for (int i = 0; i < result.length; i++) {
                float sum = 0;
                for (int corner = 0; corner < 4; corner++) {
                    int pixel = QuayWarp.pixel(in[0], in[1], i, corner);
                    float weight = pixel < 0 ? 0 : (float) QuayWarp.weight(in[1], i, corner);
                    float colour = pixel < 0 ? 0 : (float) in[0].at(pixel);
                    sum = isFused ? Math.fma(weight, colour, sum) : sum + weight * colour;
                }
                result[i] = sum;
            }
            return result;
        };
        run(new Tape(recorder).plant("forward grid_sampler_2d 1", sampler), ElementType.F32, 90, 8, 9);
    }

    /** Gives each processor a picture of its own and an equal share of the points, and adds the pictures up. */
    @Fault(cause = Cause.THREADS, steps = "backward grid_sampler_2d_backward 1", a = "threads=1", b = "threads=3")
    void pictures(GradientRecorder recorder) {
        Kernel shared = in -> {
            int count = Runtime.getRuntime().availableProcessors();
            float[][] own = new float[count][in[1].count()];
            int points = in[0].count();
            Threads.race(
                    count,
                    number -> QuayWarp.spread(
                            points * number / count,
                            points * (number + 1) / count,
                            1,
                            (pixel, part) -> own[number][pixel] += part,
                            in));
            float[] sums = own[0];
            for (int number = 1; number < count; number++) {
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += own[number][i];
                }
            }
            double[] result = new double[sums.length];
            Arrays.setAll(result, i -> sums[i]);
            return result;
        };
        run(new Tape(recorder).plant("backward grid_sampler_2d_backward 1", shared), ElementType.F32, 500, 6, 8);
    }

    /** Adds to pixels with atomic operations, in the order in which threads come. */
    @Fault(cause = Cause.RACE, steps = "backward grid_sampler_2d_backward 1", shows = Shows.ITERATIONS, iterations = 8)
    void crowdedPixels(GradientRecorder recorder) {
        Kernel atomic = in -> {
            AtomicIntegerArray sums = new AtomicIntegerArray(in[1].count());
            Threads.race(
                    4,
                    number -> QuayWarp.spread(
                            number,
                            in[0].count(),
                            4,
                            (pixel, part) -> sums.updateAndGet(
                                    pixel, bits -> Float.floatToRawIntBits(Float.intBitsToFloat(bits) + part)),
                            in));
            return IntStream.range(0, sums.length())
                    .mapToDouble(i -> Float.intBitsToFloat(sums.get(i)))
                    .toArray();
        };
        run(new Tape(recorder).plant("backward grid_sampler_2d_backward 1", atomic), ElementType.F32, 6_000, 5, 4);
    }

    /** Takes anchors as they were clicked, or from a table with four decimals. */
    @Fault(cause = Cause.TEXT, steps = "forward input 2", b = Side.OTHER)
    void anchors(GradientRecorder recorder) {
        double[] clicked = places(ElementType.F64, 40, 7, 7).elements();
        double[] taken = Arrays.stream(clicked)
                .map(x -> Side.isOther() ? Double.parseDouble(String.format(Locale.ROOT, "%.4f", x)) : x)
                .toArray();
        QuayWarp.run(
                new Tape(recorder),
                Data.uniform(ElementType.F64, 3201, 40, 2),
                Value.of(ElementType.F64, taken, 40, 2),
                Data.uniform(ElementType.F64, 3203, 7, 7),
                Data.uniform(ElementType.F64, 3204, 40));
    }

    /** Takes points as they were drawn, or along a curve that visits pixels near each other one after the other. */
    @Fault(
            cause = Cause.DATA_ORDER,
            steps = {"forward input 1", "forward input 2", "forward input 4"},
            b = Side.OTHER)
    void alongACurve(GradientRecorder recorder) {
        Value flow = Data.uniform(ElementType.F64, 3201, 150, 2);
        Value anchors = places(ElementType.F64, 150, 6, 6);
        Value c = Data.uniform(ElementType.F64, 3204, 150);
        int[] visited = IntStream.range(0, 150)
                .boxed()
                .sorted(Comparator.comparing(i -> Side.isOther() ? interleaved(anchors, i) : 0))
                .mapToInt(i -> i)
                .toArray();
        QuayWarp.run(
                new Tape(recorder),
                pairs(flow, visited),
                pairs(anchors, visited),
                Data.uniform(ElementType.F64, 3203, 6, 6),
                Value.of(
                        ElementType.F64,
                        Arrays.stream(visited).mapToDouble(c::at).toArray(),
                        150));
    }

    private static int interleaved(Value points, int point) {
        int column = (int) points.at(2 * point);
        int row = (int) points.at(2 * point + 1);
        int code = 0;
        for (int bit = 0; bit < 3; bit++) {
            code |= (column >> bit & 1) << 2 * bit | (row >> bit & 1) << 2 * bit + 1;
        }
        return code;
    }

    private static Value pairs(Value x, int... visited) {
        double[] result = new double[2 * visited.length];
        Arrays.setAll(result, i -> x.at(2 * visited[i / 2] + i % 2));
        return Value.of(ElementType.F64, result, visited.length, 2);
    }

    /** Takes the last column for one that is beyond the picture. */
    @Fault(cause = Cause.BUG, steps = "backward grid_sampler_2d_backward 1", b = Side.OTHER)
    void lastColumn(GradientRecorder recorder) {
        Kernel narrow = in -> {
            double[] result = QuayWarp.spreading().apply(in);
            for (int i = in[1].size(1) - 1; i < result.length; i += in[1].size(1)) {
                result[i] = 0;
            }
            return result;
        };
        Tape tape = new Tape(recorder)
                .plant("backward grid_sampler_2d_backward 1", Side.choose(QuayWarp.spreading(), narrow));
        run(tape, ElementType.F32, 70, 5, 6);
    }

    private static Value places(ElementType type, int points, int height, int width) {
        double[] places = Data.uniform(type, 3202, points, 2).elements();
        Arrays.setAll(places, i -> (places[i] + 1) / 2 * ((i % 2 == 0 ? width : height) - 1));
        return Value.of(type, places, points, 2);
    }

    private static void run(Tape tape, ElementType type, int points, int height, int width) {
        QuayWarp.run(
                tape,
                Data.uniform(type, 3201, points, 2),
                places(type, points, height, width),
                Data.uniform(type, 3203, height, width),
                Data.uniform(type, 3204, points));
    }
}
