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
import io.github.gradlock.benchmark.lanes.MoorLanes;
import io.github.gradlock.benchmark.lanes.VectorModule;
import io.github.gradlock.benchmark.lanes.WarmUp;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Faults in a policy. */
class MoorPolicyCases {
    private static final WarmUp LOG = new WarmUp();

    /** Holds a ratio between both bounds, whether an action turned out well or not. */
    @Fault(cause = Cause.BUG, steps = "backward minimum_backward 1", b = Side.OTHER)
    void heldBack(GradientRecorder recorder) {
        Kernel oneSided = Kernel.zip(MoorPolicy::backward);
        Kernel both = Kernel.zip((gain, ratio) -> 0.8 <= ratio && ratio <= 1.2 ? -gain : 0);
        Tape tape = new Tape(recorder).plant("backward minimum_backward 1", Side.choose(oneSided, both));
        run(tape, ElementType.F32, 36, 5, 4);
    }

    /** Measures gains against those of seven other actions, or of thirty-one. */
    @Fault(
            cause = Cause.BATCH_SIZE,
            steps = {"forward input 1", "forward input 3", "forward input 4", "forward input 5"},
            b = Side.OTHER)
    void firstActions(GradientRecorder recorder) {
        int samples = Side.choose(32, 8);
        MoorPolicy.run(
                new Tape(recorder),
                first(samples, Data.uniform(ElementType.F64, 1091, 32, 5)),
                Data.uniform(ElementType.F64, 1092, 5, 3),
                first(samples, Data.indices(1093, 3, 32)),
                first(samples, old(ElementType.F64, 32)),
                first(samples, Data.scaled(ElementType.F64, 1095, 2, 32)),
                8);
    }

    private static Value first(int samples, Value x) {
        long[] shape = x.shape();
        int width = x.count() / x.size(0);
        shape[0] = samples;
        return Value.of(x.type(), Arrays.copyOf(x.elements(), samples * width), shape);
    }

    /** Takes what eight players did player by player, or moment by moment. */
    @Fault(
            cause = Cause.DATA_ORDER,
            steps = {"forward input 1", "forward input 3", "forward input 4", "forward input 5"},
            b = Side.OTHER)
    void eightPlayers(GradientRecorder recorder) {
        MoorPolicy.run(
                new Tape(recorder),
                turned(Data.uniform(ElementType.F64, 1091, 96, 6)),
                Data.uniform(ElementType.F64, 1092, 6, 4),
                turned(Data.indices(1093, 4, 96)),
                turned(old(ElementType.F64, 96)),
                turned(Data.scaled(ElementType.F64, 1095, 2, 96)),
                96);
    }

    private static Value turned(Value x) {
        int width = x.count() / x.size(0);
        int moments = x.size(0) / 8;
        double[] rows = new double[x.count()];
        for (int i = 0; i < x.size(0); i++) {
            int from = Side.choose(i, i % 8 * moments + i / 8);
            System.arraycopy(x.elements(), from * width, rows, i * width, width);
        }
        return Value.of(x.type(), rows, x.shape());
    }

    /** Takes logarithms in binary32 from the Vector API, first interpreted and later compiled. */
    @Fault(cause = Cause.JIT, steps = "forward log 1", shows = Shows.ITERATIONS, iterations = 4)
    void totalsOfActions(GradientRecorder recorder) {
        VectorModule.assumeMathLibrary();
        Kernel log = in -> {
            float[] x = new float[in[0].count()];
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) in[0].at(i);
            }
            float[] logs = MoorLanes.log(x);
            LOG.until(() -> MoorLanes.log(x));
            double[] result = new double[x.length];
            Arrays.setAll(result, i -> logs[i]);
            return result;
        };
        run(new Tape(recorder).plant("forward log 1", log), ElementType.F32, 640, 3, 4);
    }

    /** Draws actions without a seed. */
    @Fault(cause = Cause.RANDOM, steps = "forward input 3", shows = Shows.ITERATIONS, iterations = 3)
    void drawnActions(GradientRecorder recorder) {
        double[] actions = new Random().ints(26, 0, 5).asDoubleStream().toArray();
        MoorPolicy.run(
                new Tape(recorder),
                Data.uniform(ElementType.F32, 1091, 26, 7),
                Data.uniform(ElementType.F32, 1092, 7, 5),
                Value.of(ElementType.I64, actions, 26),
                old(ElementType.F32, 26),
                Data.scaled(ElementType.F32, 1095, 2, 26),
                26);
    }

    /** An episode, of which the hash is its identity's. */
    private static final class Episode {}

    /** Adds up by episode, and then over a {@link HashMap} whose keys are episodes. */
    @Fault(cause = Cause.HASH_ORDER, steps = "backward matmul 1", shows = Shows.ITERATIONS, iterations = 6)
    void byEpisode(GradientRecorder recorder) {
        Kernel grouped = in -> {
            Episode[] episodes = new Episode[15];
            Arrays.setAll(episodes, i -> new Episode());
            return Kernel.matmul((x, y) -> {
                        double[] products = Sums.singleProducts(x, y);
                        Map<Episode, Float> sums = new HashMap<>();
                        for (int i = 0; i < products.length; i++) {
                            sums.merge(episodes[i / 6], (float) products[i], Float::sum);
                        }
                        float total = 0;
                        for (float sum : sums.values()) {
                            total += sum;
                        }
                        return total;
                    })
                    .apply(in);
        };
        run(new Tape(recorder).plant("backward matmul 1", grouped), ElementType.F32, 90, 6, 3);
    }

    private static Value old(ElementType type, int samples) {
        return Value.of(type, Kernel.map(x -> -1.3 + 0.6 * x).apply(Data.uniform(type, 1094, samples)), samples);
    }

    private static void run(Tape tape, ElementType type, int samples, int width, int actions) {
        MoorPolicy.run(
                tape,
                Data.uniform(type, 1091, samples, width),
                Data.uniform(type, 1092, width, actions),
                Data.indices(1093, actions, samples),
                old(type, samples),
                Data.scaled(type, 1095, 2, samples),
                samples);
    }
}
