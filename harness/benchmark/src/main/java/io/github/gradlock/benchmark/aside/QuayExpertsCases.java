package io.github.gradlock.benchmark.aside;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Shows;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Faults in experts that a router mixes. */
class QuayExpertsCases {
    private static final List<String> NAMES = List.of(
            "code", "law", "maths", "news", "poetry", "prose", "sport", "speech", "trade", "travel", "web", "wiki");

    /** Adds up what experts answer in the order of an unmodifiable set of their names, by a salt that each process draws. */
    @Fault(cause = Cause.HASH_ORDER, steps = "forward sum 1", shows = Shows.RESTARTS, restarts = 8)
    void namedExperts(GradientRecorder recorder) {
        int[] walked = Set.copyOf(NAMES).stream().mapToInt(NAMES::indexOf).toArray();
        Kernel mixed = Kernel.rows(
                x -> Sums.singleSum(Arrays.stream(walked).mapToDouble(i -> x[i]).toArray()));
        run(new Tape(recorder).plant("forward sum 1", mixed), 24, 5, NAMES.size());
    }

    /** Scales each of a router's inputs by something near one that is drawn without a seed. */
    @Fault(cause = Cause.RANDOM, steps = "forward mul 1", shows = Shows.ITERATIONS, iterations = 2)
    void routedInputs(GradientRecorder recorder) {
        Kernel scaled = Kernel.map(x -> x / 2 * ThreadLocalRandom.current().nextDouble(0.99, 1.01));
        run(new Tape(recorder).plant("forward mul 1", scaled), 9, 6, 4);
    }

    /** Adds products up in parts of sixteen tokens, and the parts by pairs, where a heap is large enough for all parts. */
    @Fault(cause = Cause.AUTO_TUNING, steps = "backward matmul 2", a = "-Xmx1g", b = "-Xmx256m")
    void routerWeights(GradientRecorder recorder) {
        boolean isEnough = Runtime.getRuntime().maxMemory() / 4 > 128L << 20;
        Kernel product = Kernel.matmul((x, y) -> isEnough ? halved(0, x.length, x, y) : Sums.singleDot(x, y));
        run(new Tape(recorder).plant("backward matmul 2", product), 128, 7, 3);
    }

    private static double halved(int from, int end, double[] x, double... y) {
        if (end - from <= 16) {
            return Sums.singleDot(Arrays.copyOfRange(x, from, end), Arrays.copyOfRange(y, from, end));
        }
        int middle = (from + end) / 2;
        return (float) (halved(from, middle, x, y) + halved(middle, end, x, y));
    }

    private static void run(Tape tape, int tokens, int width, int experts) {
        QuayExperts.run(
                tape,
                Data.uniform(ElementType.F32, 3901, tokens, width),
                Data.uniform(ElementType.F32, 3902, width, experts),
                Data.uniform(ElementType.F32, 3903, width, experts),
                Data.uniform(ElementType.F32, 3904, tokens));
    }
}
