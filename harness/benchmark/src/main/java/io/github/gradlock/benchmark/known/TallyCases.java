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
import io.github.gradlock.benchmark.lanes.CurvedLanes;
import io.github.gradlock.benchmark.lanes.VectorModule;
import io.github.gradlock.benchmark.lanes.WarmUp;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Faults in a regression of counts. */
class TallyCases {
    private static final WarmUp LOG = new WarmUp();
    private static final Map<String, Integer> FEATURES = Map.of(
            "age",
            0,
            "income",
            1,
            "rooms",
            2,
            "distance",
            3,
            "visits",
            4,
            "weight",
            5,
            "height",
            6,
            "smoker",
            7,
            "dose",
            8,
            "season",
            9);

    /** Adds up in eight lanes or in sixteen, as a build for another processor does. */
    @Fault(cause = Cause.VECTOR_WIDTH, steps = "backward sum 1", b = Side.OTHER)
    void intercept(GradientRecorder recorder) {
        int lanes = Side.choose(8, 16);
        Kernel sum = Kernel.total(x -> {
            float[] sums = new float[lanes];
            for (int i = 0; i < x.length; i++) {
                sums[i % lanes] += (float) x[i];
            }
            float total = 0;
            for (float lane : sums) {
                total += lane;
            }
            return total;
        });
        run(new Tape(recorder).plant("backward sum 1", sum), ElementType.F32, 176, 4);
    }

    /** Takes logarithms in binary32 from the Vector API: C2 compiles it to a library's, C1 to {@code Math.log}. */
    @Fault(cause = Cause.JIT, steps = "forward log 1", b = "jit=c1")
    void hours(GradientRecorder recorder) {
        VectorModule.assumeMathLibrary();
        Kernel log = in -> {
            float[] x = new float[in[0].count()];
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) in[0].at(i);
            }
            LOG.until(() -> CurvedLanes.log(x));
            float[] logs = CurvedLanes.log(x);
            double[] result = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                result[i] = logs[i];
            }
            return result;
        };
        run(new Tape(recorder).plant("forward log 1", log), ElementType.F32, 240, 3);
    }

    /** Adds up by feature as {@link Map#of} walks, which a salt decides that each process draws. */
    @Fault(cause = Cause.HASH_ORDER, steps = "forward matmul 1", shows = Shows.RESTARTS, restarts = 8)
    void features(GradientRecorder recorder) {
        Kernel salted = Kernel.matmul((x, w) -> {
            float sum = 0;
            for (int feature : FEATURES.values()) {
                sum += (float) x[feature] * (float) w[feature];
            }
            return sum;
        });
        run(new Tape(recorder).plant("forward matmul 1", salted), ElementType.F32, 33, 10);
    }

    /** Shuffles samples from another seed. */
    @Fault(
            cause = Cause.DATA_ORDER,
            steps = {"forward input 1", "forward input 3", "forward input 4"},
            b = Side.OTHER)
    void patients(GradientRecorder recorder) {
        SplittableRandom random = new SplittableRandom(Side.choose(42, 1234));
        int[] order = IntStream.range(0, 54).toArray();
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int place = order[i];
            order[i] = order[other];
            order[other] = place;
        }
        Tally.run(
                new Tape(recorder).plant("backward matmul 1", Kernel.matmul(Sums::singleDot)),
                shuffled(Data.uniform(ElementType.F32, 261, 54, 5), order),
                Data.uniform(ElementType.F32, 262, 5, 1),
                shuffled(hours(ElementType.F32, 54), order),
                shuffled(counts(ElementType.F32, 54), order));
    }

    private static Value shuffled(Value x, int... order) {
        double[] rows = new double[x.count()];
        int width = x.size(1);
        for (int i = 0; i < order.length; i++) {
            System.arraycopy(x.row(order[i]), 0, rows, i * width, width);
        }
        return Value.of(x.type(), rows, x.shape());
    }

    private static Value hours(ElementType type, int samples) {
        double[] hours = Data.uniform(type, 263, samples).elements();
        return Value.of(type, Arrays.stream(hours).map(x -> 3 + 2.5 * x).toArray(), samples, 1);
    }

    private static Value counts(ElementType type, int samples) {
        return Value.of(type, Data.indices(264, 6, samples).elements(), samples, 1);
    }

    private static void run(Tape tape, ElementType type, int samples, int features) {
        Tally.run(
                tape,
                Data.uniform(type, 261, samples, features),
                Data.uniform(type, 262, features, 1),
                hours(type, samples),
                counts(type, samples));
    }
}
