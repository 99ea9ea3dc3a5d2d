package io.github.gradlock.benchmark.aside;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/** Faults in words that are foretold by those around them. */
class QuayBagCases {
    private static final int[] DRAWN = new Random().ints(18 * 4, 0, 30).toArray();

    /** Adds rows on four threads to a shared map, one at a time but in the order in which they come. */
    @Fault(cause = Cause.RACE, steps = "backward embedding_bag_backward 1", shows = Shows.ITERATIONS, iterations = 8)
    void commonWords(GradientRecorder recorder) {
        Kernel shared = in -> {
            Map<Integer, double[]> sums = new ConcurrentHashMap<>();
            Threads.race(4, thread -> {
                for (int i = thread; i < in[1].count(); i += 4) {
                    sums.merge((int) in[1].at(i), in[0].row(i / 3), QuayBagCases::sum);
                }
            });
            double[] result = new double[7 * 4];
            Arrays.setAll(result, i -> sums.getOrDefault(i / 4, new double[4])[i % 4] / 3);
            return result;
        };
        run(new Tape(recorder).plant("backward embedding_bag_backward 1", shared), ElementType.F64, 7, 4, 1_600, 3);
    }

    private static double[] sum(double[] x, double... y) {
        double[] sum = new double[x.length];
        Arrays.setAll(sum, i -> x[i] + y[i]);
        return sum;
    }

    /** Draws the words that are wrong when the process starts, without a seed. */
    @Fault(cause = Cause.RANDOM, steps = "forward input 4", shows = Shows.RESTARTS, restarts = 2)
    void wrongWords(GradientRecorder recorder) {
        double[] candidates = Data.indices(3704, 30, 18, 5).elements();
        for (int i = 0; i < DRAWN.length; i++) {
            candidates[i / 4 * 5 + 1 + i % 4] = DRAWN[i];
        }
        QuayBag.run(
                new Tape(recorder),
                Data.uniform(ElementType.F32, 3701, 30, 6),
                Data.indices(3702, 30, 18, 4),
                Data.uniform(ElementType.F32, 3703, 30, 6),
                Value.of(ElementType.I64, candidates, 18, 5),
                signs(ElementType.F32, 5));
    }

    /** Counts a word once that comes more than once in a bag. */
    @Fault(cause = Cause.BUG, steps = "backward embedding_bag_backward 1", b = Side.OTHER)
    void repeatedWords(GradientRecorder recorder) {
        Kernel once = in -> {
            double[] result = new double[40 * 5];
            for (int i = 0; i < in[1].count(); i++) {
                int word = (int) in[1].at(i);
                boolean isNew = Arrays.stream(in[1].row(i / 6)).limit(i % 6).noneMatch(each -> each == word);
                for (int j = 0; isNew && j < 5; j++) {
                    result[word * 5 + j] += in[0].at(i / 6 * 5 + j) / 6;
                }
            }
            return result;
        };
        Tape tape =
                new Tape(recorder).plant("backward embedding_bag_backward 1", Side.choose(QuayBag.adding(40, 6), once));
        run(tape, ElementType.F32, 40, 5, 14, 6);
    }

    /** Shuffles passages as they stream by, through a buffer of six of them or of forty. */
    @Fault(
            cause = Cause.DATA_ORDER,
            steps = {"forward input 2", "forward input 4"},
            b = Side.OTHER)
    void passages(GradientRecorder recorder) {
        List<Integer> buffer = new ArrayList<>();
        int[] shuffled = new int[130];
        SplittableRandom random = new SplittableRandom(3706);
        int capacity = Side.choose(6, 40);
        for (int i = 0; i < shuffled.length + capacity; i++) {
            if (i >= capacity) {
                shuffled[i - capacity] = buffer.remove(random.nextInt(buffer.size()));
            }
            if (i < shuffled.length) {
                buffer.add(i);
            }
        }
        QuayBag.run(
                new Tape(recorder),
                Data.uniform(ElementType.F64, 3701, 12, 3),
                taken(Data.indices(3702, 12, 130, 4), shuffled),
                Data.uniform(ElementType.F64, 3703, 12, 3),
                taken(Data.indices(3704, 12, 130, 3), shuffled),
                signs(ElementType.F64, 3));
    }

    private static Value taken(Value x, int... rows) {
        double[] result = new double[x.count()];
        Arrays.setAll(result, i -> x.row(rows[i / x.size(1)])[i % x.size(1)]);
        return Value.of(x.type(), result, x.shape());
    }

    private static Value signs(ElementType type, int count) {
        double[] signs = new double[count];
        Arrays.setAll(signs, i -> i == 0 ? 1 : -1);
        return Value.of(type, signs, count);
    }

    private static void run(Tape tape, ElementType type, int words, int width, int bags, int length) {
        QuayBag.run(
                tape,
                Data.uniform(type, 3701, words, width),
                Data.indices(3702, words, bags, length),
                Data.uniform(type, 3703, words, width),
                Data.indices(3704, words, bags, 3),
                signs(type, 3));
    }
}
