package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Shows;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Threads;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.Arrays;
import java.util.Random;

/** Faults in batches of images. */
class TileCases {
    private static final double[] GRAIN =
            new Random().doubles(5 * 36, -0.01, 0.01).toArray();

    /** Adds each image's part when its thread comes. */
    @Fault(cause = Cause.RACE, steps = "backward conv2d_weight 1", shows = Shows.ITERATIONS, iterations = 8)
    void bank(GradientRecorder recorder) {
        Kernel together = Patches.weighing((x, y) -> {
            float[] sum = new float[1];
            Threads.race(6, image -> {
                int part = x.length / 6;
                int from = image * part;
                float own = (float) Sums.singleDot(
                        Arrays.copyOfRange(x, from, from + part), Arrays.copyOfRange(y, from, from + part));
                synchronized (sum) {
                    sum[0] += own;
                }
            });
            return sum[0];
        });
        Tape tape = new Tape(recorder).plant("backward conv2d_weight 1", together);
        run(tape, Data.scaled(ElementType.F32, 251, 3, 6, 2, 6, 6));
    }

    /** Adds cotangents to what a convolution left where they go. */
    @Fault(cause = Cause.STALE_MEMORY, steps = "backward conv2d_input 1", b = Side.OTHER)
    void pixels(GradientRecorder recorder) {
        double[] space = new double[4 * 2 * 36];
        Kernel forward = in -> {
            double[] result = Patches.convolving(Sums::dot).apply(in);
            System.arraycopy(result, 0, space, 0, result.length);
            return result;
        };
        Kernel backward = in -> Patches.spread(Side.isOther() ? space.clone() : new double[space.length], in);
        Tape tape = new Tape(recorder).plant("forward conv2d 1", forward).plant("backward conv2d_input 1", backward);
        run(tape, Data.uniform(ElementType.F64, 251, 4, 2, 6, 6));
    }

    /** Adds grain to images, drawn without a seed when the process starts. */
    @Fault(cause = Cause.RANDOM, steps = "forward input 1", shows = Shows.RESTARTS, restarts = 2)
    void grain(GradientRecorder recorder) {
        double[] x = Data.uniform(ElementType.F32, 251, 5, 1, 6, 6).elements();
        for (int i = 0; i < x.length; i++) {
            x[i] += GRAIN[i];
        }
        run(new Tape(recorder), Value.of(ElementType.F32, x, 5, 1, 6, 6));
    }

    /** Takes images as they lie, or as two readers bring them in turn. */
    @Fault(
            cause = Cause.DATA_ORDER,
            steps = {"forward input 1", "forward input 4"},
            b = Side.OTHER)
    void albums(GradientRecorder recorder) {
        Value x = Data.uniform(ElementType.F64, 251, 10, 2, 6, 6);
        double[] inTurn = new double[x.count()];
        double[] targets = Data.indices(254, 2, 10).elements();
        double[] targetsInTurn = new double[10];
        for (int i = 0; i < 10; i++) {
            int from = i % 2 * 5 + i / 2;
            System.arraycopy(x.elements(), from * 72, inTurn, i * 72, 72);
            targetsInTurn[i] = targets[from];
        }
        Patches.run(
                new Tape(recorder),
                Side.choose(x, Value.of(ElementType.F64, inTurn, x.shape())),
                Data.uniform(ElementType.F64, 252, 3, 2, 3, 3),
                Data.uniform(ElementType.F64, 253, 27, 1),
                Value.of(ElementType.F64, Side.choose(targets, targetsInTurn), 10, 1),
                10);
    }

    private static void run(Tape tape, Value x) {
        int images = x.size(0);
        Patches.run(
                tape,
                x,
                Data.uniform(x.type(), 252, 2, x.size(1), 3, 3),
                Data.uniform(x.type(), 253, 18, 1),
                Value.of(x.type(), Data.indices(254, 2, images).elements(), images, 1),
                images);
    }
}
