package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Shows;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.benchmark.lanes.MoorLanes;
import io.github.gradlock.benchmark.lanes.VectorModule;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.Map;
import java.util.stream.IntStream;

/** Faults in masks. */
class MoorMaskCases {
    /** Adds up pixels in as many lanes as the JVM lets a vector have. */
    @Fault(
            cause = Cause.VECTOR_WIDTH,
            steps = {"forward sum 1", "forward sum 2"},
            b = "-XX:MaxVectorSize=16")
    void coveredPixels(GradientRecorder recorder) {
        VectorModule.assumePresent();
        Kernel lanes = Kernel.rows(MoorLanes::sum);
        run(new Tape(recorder).plant("forward sum 1", lanes).plant("forward sum 2", lanes), ElementType.F32, 7, 150);
    }

    /** Leaves out that the whole grows with each pixel, too. */
    @Fault(cause = Cause.BUG, steps = "backward dice_backward 1", b = Side.OTHER)
    void shareOfTheWhole(GradientRecorder recorder) {
        boolean isWhole = !Side.isOther();
        Kernel backward = in -> {
            double[] result = in[0].elements();
            int width = in[0].size(1);
            for (int i = 0; i < result.length; i++) {
                double common = in[1].at(i / width);
                double all = in[2].at(i / width) + 1;
                result[i] = (isWhole ? (2 * common + 1) / (all * all) : 0) - 2 * result[i] / all;
            }
            return result;
        };
        run(new Tape(recorder).plant("backward dice_backward 1", backward), ElementType.F64, 5, 30);
    }

    /** Adds losses up by the names of scans, as a map that cannot be changed gives them: by a salt that each process draws. */
    @Fault(cause = Cause.HASH_ORDER, steps = "forward sum 3", shows = Shows.RESTARTS, restarts = 8)
    void lossByScan(GradientRecorder recorder) {
        Kernel byScan = Kernel.total(losses -> {
            @SuppressWarnings({"unchecked", "rawtypes"})
            Map.Entry<String, Double>[] entries = IntStream.range(0, losses.length)
                    .mapToObj(i -> Map.entry("scan/" + (100 + 7 * i), losses[i]))
                    .toArray(Map.Entry[]::new);
            float sum = 0;
            for (double loss : Map.ofEntries(entries).values()) {
                sum += (float) loss;
            }
            return sum;
        });
        run(new Tape(recorder).plant("forward sum 3", byScan), ElementType.F32, 400, 6);
    }

    private static void run(Tape tape, ElementType type, int images, int pixels) {
        double[] target = Data.indices(1052, 2, images, pixels).elements();
        MoorMask.run(tape, Data.scaled(type, 1051, 4, images, pixels), Value.of(type, target, images, pixels));
    }
}
