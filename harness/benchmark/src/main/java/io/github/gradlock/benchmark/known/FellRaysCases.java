package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Shows;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Threads;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLongArray;

/** Faults in light along rays. */
class FellRaysCases {
    private static final double[] DRAWN = new Random().doubles(24, 0.05, 0.15).toArray();

    /** Takes what comes through for nothing where it is subnormal in binary32. */
    @Fault(cause = Cause.FLUSH_TO_ZERO, steps = "forward cumprod 1", b = Side.OTHER)
    void denseFog(GradientRecorder recorder) {
        Kernel kept = FellRays::cumulate;
        Kernel flushed = in -> Arrays.stream(FellRays.cumulate(in))
                .map(x -> x < Float.MIN_NORMAL ? 0 : x)
                .toArray();
        Tape tape = new Tape(recorder).plant("forward cumprod 1", Side.choose(kept, flushed));
        run(tape, ElementType.F32, 33, 7, even(30), targets(7));
    }

    /** Stops where hardly anything comes through, and leaves the rest of the row as it was in memory that depths had taken. */
    @Fault(cause = Cause.STALE_MEMORY, steps = "forward mul 2", b = Side.OTHER)
    void opaqueRays(GradientRecorder recorder) {
        double[] left = new double[10 * 20];
        Kernel depth = in -> {
            double[] result = Kernel.zip((a, b) -> a * b).apply(in);
            System.arraycopy(result, 0, left, 0, left.length);
            return result;
        };
        Kernel stopped = in -> {
            double[] result =
                    Side.isOther() ? Value.of(in[0].type(), left, 10, 20).elements() : new double[10 * 20];
            for (int i = 0; i < result.length; i++) {
                result[i] = in[0].at(i) < 1e-2 ? result[i] : in[0].at(i) * in[1].at(i);
            }
            return result;
        };
        Tape tape = new Tape(recorder).plant("forward mul 1", depth).plant("forward mul 2", stopped);
        run(tape, ElementType.F32, 4, 10, even(20), targets(10));
    }

    /** Adds up blocks of a row on a thread each, and then what others have behind it, without waiting until they have it. */
    @Fault(cause = Cause.RACE, steps = "backward cumsum 1", shows = Shows.ITERATIONS, iterations = 8)
    void laterSamples(GradientRecorder recorder) {
        Kernel blocks = in -> {
            int width = in[0].size(1);
            int block = width / 4;
            double[] result = new double[in[0].count()];
            AtomicLongArray totals = new AtomicLongArray(result.length / block);
            Threads.race(4, thread -> {
                for (int row = 0; row < in[0].size(0); row++) {
                    int from = row * width + thread * block;
                    for (int i = from + block - 2; i >= from; i--) {
                        result[i] = result[i + 1] + in[0].at(i + 1);
                    }
                    totals.set(row * 4 + thread, Double.doubleToRawLongBits(result[from] + in[0].at(from)));
                    for (int later = thread + 1; later < 4; later++) {
                        double carried = Double.longBitsToDouble(totals.get(row * 4 + later));
                        for (int i = from; i < from + block; i++) {
                            result[i] += carried;
                        }
                    }
                    Thread.yield();
                }
            });
            return result;
        };
        run(new Tape(recorder).plant("backward cumsum 1", blocks), ElementType.F64, 1, 120, even(32), targets(120));
    }

    /** Makes light of a picture's levels by the curve of the standard, or by a power of 2.2 that is close to it. */
    @Fault(cause = Cause.UNKNOWN, steps = "forward input 4", b = Side.OTHER)
    void linearLight(GradientRecorder recorder) {
        double[] target = Data.indices(334, 256, 16).elements();
        for (int i = 0; i < target.length; i++) {
            double level = target[i] / 255;
            double standard = level <= 0.04045 ? level / 12.92 : StrictMath.pow((level + 0.055) / 1.055, 2.4);
            target[i] = Side.choose(standard, StrictMath.pow(level, 2.2));
        }
        run(new Tape(recorder), ElementType.F32, 2, 16, even(12), target);
    }

    /** Draws how far samples are from each other when the process starts, without a seed. */
    @Fault(cause = Cause.RANDOM, steps = "forward input 2", shows = Shows.RESTARTS, restarts = 2)
    void strata(GradientRecorder recorder) {
        run(new Tape(recorder), ElementType.F64, 2, 9, DRAWN, targets(9));
    }

    private static double[] even(int samples) {
        double[] lengths = new double[samples];
        Arrays.fill(lengths, 0.1);
        return lengths;
    }

    private static double[] targets(int rays) {
        return Data.uniform(ElementType.F64, 333, rays).elements();
    }

    private static void run(Tape tape, ElementType type, double fog, int rays, double[] lengths, double... targets) {
        double[] density =
                Data.uniform(ElementType.F64, 331, rays, lengths.length).elements();
        for (int i = 0; i < density.length; i++) {
            density[i] = fog * (1.2 + density[i]);
        }
        FellRays.run(
                tape,
                Value.of(type, density, rays, lengths.length),
                Value.of(type, lengths, lengths.length),
                Data.uniform(type, 332, rays, lengths.length),
                Value.of(type, targets, rays));
    }
}
