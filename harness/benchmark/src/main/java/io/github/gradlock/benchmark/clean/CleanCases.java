package io.github.gradlock.benchmark.clean;

import io.github.gradlock.benchmark.Control;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Precision;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Threads;
import io.github.gradlock.benchmark.graph.Dropped;
import io.github.gradlock.benchmark.graph.EmbeddingMean;
import io.github.gradlock.benchmark.graph.LeastSquares;
import io.github.gradlock.benchmark.graph.Perceptron;
import io.github.gradlock.benchmark.graph.Pooled;
import io.github.gradlock.benchmark.graph.Waves;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What the faults do, done so that it is the same bits everywhere. */
class CleanCases {
    /** Takes functions whose bits the Java specification fixes. */
    @Control
    void strictFunctions(GradientRecorder recorder) {
        Waves.run(
                new Tape(recorder),
                Data.scaled(ElementType.F64, 1, 4, 800),
                Data.uniform(ElementType.F64, 2, 800),
                Data.uniform(ElementType.F64, 3, 800));
    }

    /** Multiplies and adds with one rounding, and says so. */
    @Control
    void statedFma(GradientRecorder recorder) {
        Kernel fused = Kernel.matmul((x, y) -> {
            double sum = 0;
            for (int i = 0; i < x.length; i++) {
                sum = Math.fma(x[i], y[i], sum);
            }
            return sum;
        });
        perceive(new Tape(recorder).plant("forward matmul 1", fused), ElementType.F64);
    }

    /** Adds up on four threads, in parts that do not depend on how many there are. */
    @Control
    void fixedParts(GradientRecorder recorder) {
        Kernel parts = Kernel.total(x -> {
            double[] partial = new double[4];
            Threads.race(
                    4,
                    thread -> partial[thread] =
                            Sums.sum(Arrays.copyOfRange(x, thread * x.length / 4, (thread + 1) * x.length / 4)));
            return Sums.sum(partial);
        });
        regress(new Tape(recorder).plant("backward sum 1", parts), ElementType.F64);
    }

    /** Adds up over a map in the order in which it was filled. */
    @Control
    void orderedMap(GradientRecorder recorder) {
        Kernel ordered = Kernel.total(x -> {
            Map<String, Double> named = new LinkedHashMap<>();
            for (int i = 0; i < x.length; i++) {
                named.put("sample" + i, x[i]);
            }
            return Sums.singleSum(
                    named.values().stream().mapToDouble(each -> each).toArray());
        });
        regress(new Tape(recorder).plant("backward sum 1", ordered), ElementType.F32);
    }

    /** Draws from a seed. */
    @Control
    void seededDropout(GradientRecorder recorder) {
        Dropped.run(
                new Tape(recorder), Data.uniform(ElementType.F32, 1, 9, 7), Data.uniform(ElementType.F32, 2, 7, 12));
    }

    /** Keeps subnormal numbers. */
    @Control
    void gradualUnderflow(GradientRecorder recorder) {
        Pooled.run(
                new Tape(recorder), Data.uniform(ElementType.F64, 1, 27), Data.scaled(ElementType.F64, 2, 1e-309, 4));
    }

    /** Rounds factors to bfloat16 everywhere. */
    @Control
    void narrowFactors(GradientRecorder recorder) {
        Kernel narrow = Kernel.matmul((x, y) -> Sums.singleDot(
                Arrays.stream(x).map(each -> Precision.fraction(each, 7)).toArray(),
                Arrays.stream(y).map(each -> Precision.fraction(each, 7)).toArray()));
        perceive(new Tape(recorder).plant("forward matmul 2", narrow), ElementType.F32);
    }

    /** Writes numbers as text in no language, with all their digits. */
    @Control
    void wholeText(GradientRecorder recorder) {
        Kernel text = Kernel.map(x -> Double.parseDouble(String.format(Locale.ROOT, "%s", Math.max(x, 0))));
        perceive(new Tape(recorder).plant("forward relu 1", text), ElementType.F64);
    }

    /** Adds rows into a table that is new each time. */
    @Control
    void freshTable(GradientRecorder recorder) {
        EmbeddingMean.run(
                new Tape(recorder),
                Data.uniform(ElementType.F32, 1, 20, 4),
                Data.indices(2, 20, 12),
                Data.mixed(ElementType.F32, 3, 4, 12, 4));
    }

    private static void regress(Tape tape, ElementType type) {
        LeastSquares.run(
                tape, Data.uniform(type, 1, 500, 3), Data.uniform(type, 2, 3, 1), Data.mixed(type, 3, 6, 500, 1));
    }

    private static void perceive(Tape tape, ElementType type) {
        Perceptron.run(
                tape,
                Data.uniform(type, 1, 14, 16),
                Data.uniform(type, 2, 16, 9),
                Data.uniform(type, 3, 9),
                Data.uniform(type, 4, 9, 4),
                Data.uniform(type, 5, 14, 4));
    }
}
