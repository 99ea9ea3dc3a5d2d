package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Precision;
import io.github.gradlock.benchmark.Shows;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Threads;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Faults in a map between whose points values are taken. */
class MoorGridCases {
    /** Merges parts into a map that several threads share: each part is added whole, but in the order in which they come. */
    @Fault(cause = Cause.RACE, steps = "backward grid_sampler_2d_backward 1", shows = Shows.ITERATIONS, iterations = 8)
    void crowdedPlaces(GradientRecorder recorder) {
        Kernel merged = in -> {
            Map<Integer, Float> places = new ConcurrentHashMap<>();
            Threads.race(4, thread -> {
                for (int i = thread; i < in[0].count(); i += 4) {
                    float amount = (float) in[0].at(i);
                    MoorGrid.visit(
                            5,
                            in[1].at(2 * i),
                            in[1].at(2 * i + 1),
                            (at, share) -> places.merge(at, (float) share * amount, Float::sum));
                }
            });
            double[] result = new double[4 * 5];
            places.forEach((at, sum) -> result[at] = sum);
            return result;
        };
        run(new Tape(recorder).plant("backward grid_sampler_2d_backward 1", merged), ElementType.F32, 4, 5, 5_000);
    }

    /** Keeps the weights between places in half precision, as textures of a graphics card do. */
    @Fault(cause = Cause.REDUCED_PRECISION, steps = "forward grid_sampler_2d 1", b = Side.OTHER)
    void betweenPlaces(GradientRecorder recorder) {
        Kernel whole = in -> MoorGrid.sample(x -> x, in);
        Kernel half = in -> MoorGrid.sample(x -> Precision.round(ElementType.F16, x), in);
        Tape tape = new Tape(recorder).plant("forward grid_sampler_2d 1", Side.choose(whole, half));
        run(tape, ElementType.F32, 9, 7, 60);
    }

    /** Takes points as they were measured, or along a curve that keeps neighbours together (Morton 1966). */
    @Fault(
            cause = Cause.DATA_ORDER,
            steps = {"forward input 2", "forward input 4"},
            b = Side.OTHER)
    void alongTheCurve(GradientRecorder recorder) {
        Value points = points(ElementType.F64, 6, 6, 220);
        Value target = Data.uniform(ElementType.F64, 1074, 220);
        int[] ranks = IntStream.range(0, 220)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> Side.isOther() ? code(points.row(i)) : i))
                .mapToInt(i -> i)
                .toArray();
        double[] moved = new double[2 * ranks.length];
        Arrays.setAll(moved, i -> points.at(2 * ranks[i / 2] + i % 2));
        MoorGrid.run(
                new Tape(recorder),
                Data.uniform(ElementType.F64, 1071, 6, 6),
                Value.of(ElementType.F64, moved, points.shape()),
                Value.of(ElementType.F64, new double[] {1.3}),
                Value.of(
                        ElementType.F64,
                        Arrays.stream(ranks).mapToDouble(target::at).toArray(),
                        220));
    }

    /** Returns the digits of two numbers in turn. */
    private static int code(double... point) {
        int code = 0;
        for (int bit = 0; bit < 10; bit++) {
            code |= ((int) (point[0] * 64) >> bit & 1) << 2 * bit + 1 | ((int) (point[1] * 64) >> bit & 1) << 2 * bit;
        }
        return code;
    }

    /** Takes a map that was made smaller with means of four pixels, or with a filter that sharpens. */
    @Fault(cause = Cause.UNKNOWN, steps = "forward input 1", b = Side.OTHER)
    void smallerMap(GradientRecorder recorder) {
        double[] taps = Side.choose(new double[] {0, 0.5, 0.5, 0}, new double[] {-0.0625, 0.5625, 0.5625, -0.0625});
        Value large = Data.uniform(ElementType.F32, 1071, 16, 12);
        double[] map = new double[8 * 6];
        for (int i = 0; i < map.length; i++) {
            for (int k = 0; k < 16; k++) {
                int y = Math.max(0, Math.min(15, i / 6 * 2 - 1 + k / 4));
                int x = Math.max(0, Math.min(11, i % 6 * 2 - 1 + k % 4));
                map[i] += taps[k / 4] * taps[k % 4] * large.at(y * 12 + x);
            }
        }
        MoorGrid.run(
                new Tape(recorder),
                Value.of(ElementType.F32, map, 8, 6),
                points(ElementType.F32, 8, 6, 40),
                Value.of(ElementType.F32, new double[] {0.8}),
                Data.uniform(ElementType.F32, 1074, 40));
    }

    private static void run(Tape tape, ElementType type, int height, int width, int points) {
        MoorGrid.run(
                tape,
                Data.uniform(type, 1071, height, width),
                points(type, height, width, points),
                Value.of(type, new double[] {1.3}),
                Data.uniform(type, 1074, points));
    }

    private static Value points(ElementType type, int height, int width, int count) {
        double[] points = Data.uniform(ElementType.F64, 1072, count, 2).elements();
        for (int i = 0; i < points.length; i++) {
            points[i] = (0.5 + 0.499 * points[i]) * ((i % 2 == 0 ? height : width) - 1);
        }
        return Value.of(type, points, count, 2);
    }
}
