package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Precision;
import io.github.gradlock.benchmark.Shows;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.graph.Dropped;
import io.github.gradlock.benchmark.graph.Perceptron;
import io.github.gradlock.benchmark.lanes.Lanes;
import io.github.gradlock.benchmark.lanes.VectorModule;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Faults in small networks of two layers. */
class PerceptronCases {
    /** Multiplies matrices in as many lanes as the CPU's vectors have. */
    @Fault(cause = Cause.VECTOR_WIDTH, steps = "backward matmul 1", b = "avx=0")
    void outputWeights(GradientRecorder recorder) {
        VectorModule.assumePresent();
        Tape tape = new Tape(recorder).plant("backward matmul 1", Kernel.matmul((x, y) -> Lanes.dot(x, y)));
        run(tape, ElementType.F64, 48, 6, 10, 3);
    }

    /** Adds up a bias gradient in as many chunks as there are processors. */
    @Fault(cause = Cause.THREADS, steps = "backward sum 1", a = "threads=2", b = "threads=5")
    void hiddenBias(GradientRecorder recorder) {
        Kernel chunked = Kernel.columns(column -> {
            int chunks = Runtime.getRuntime().availableProcessors();
            double[] partial = new double[chunks];
            for (int i = 0; i < chunks; i++) {
                partial[i] = Sums.singleSum(
                        Arrays.copyOfRange(column, i * column.length / chunks, (i + 1) * column.length / chunks));
            }
            return Sums.singleSum(partial);
        });
        run(new Tape(recorder).plant("backward sum 1", chunked), ElementType.F32, 90, 5, 8, 2);
    }

    /** Adds the terms of a scalar product in the order of an {@link IdentityHashMap}. */
    @Fault(cause = Cause.HASH_ORDER, steps = "backward matmul 1", shows = Shows.ITERATIONS, iterations = 4)
    void graphWalk(GradientRecorder recorder) {
        Kernel unordered = Kernel.matmul((x, y) -> {
            Map<Object, Double> terms = new IdentityHashMap<>();
            for (double term : Sums.products(x, y)) {
                terms.put(new Object(), term);
            }
            return Sums.sum(terms.values().stream().mapToDouble(term -> term).toArray());
        });
        run(new Tape(recorder).plant("backward matmul 1", unordered), ElementType.F64, 40, 4, 6, 5);
    }

    /** Drops outputs by a {@link Random} without a seed. */
    @Fault(cause = Cause.RANDOM, steps = "forward dropout 1", shows = Shows.ITERATIONS, iterations = 2)
    void droppedOutputs(GradientRecorder recorder) {
        Kernel unseeded = inputs -> {
            Random random = new Random();
            return Kernel.map(x -> random.nextBoolean() ? 2 * x : 0).apply(inputs);
        };
        Tape tape = new Tape(recorder).plant("forward dropout 1", unseeded);
        Dropped.run(tape, Data.uniform(ElementType.F32, 1, 9, 7), Data.uniform(ElementType.F32, 2, 7, 12));
    }

    /** Rounds the factors of a product of matrices to TF32: 10 bits of fraction. */
    @Fault(cause = Cause.REDUCED_PRECISION, steps = "forward matmul 1", b = Side.OTHER)
    void hiddenLayer(GradientRecorder recorder) {
        Kernel narrow = Kernel.matmul((x, y) -> Sums.singleDot(narrowed(x), narrowed(y)));
        Tape tape = new Tape(recorder).plant("forward matmul 1", Side.choose(Kernel.matmul(Sums::singleDot), narrow));
        run(tape, ElementType.F32, 20, 32, 16, 4);
    }

    /** Chooses by the memory at hand between adding up in one go and in two halves. */
    @Fault(cause = Cause.AUTO_TUNING, steps = "backward matmul 3", a = "-Xmx1g", b = "-Xmx200m")
    void inputWeights(GradientRecorder recorder) {
        Kernel halves = Kernel.matmul((x, y) -> {
            double[] terms = Sums.products(x, y);
            int half = terms.length / 2;
            return Sums.sum(Arrays.copyOf(terms, half)) + Sums.sum(Arrays.copyOfRange(terms, half, terms.length));
        });
        boolean roomy = Runtime.getRuntime().maxMemory() > 512L << 20;
        Tape tape = new Tape(recorder).plant("backward matmul 3", roomy ? halves : Kernel.matmul(Sums::dot));
        run(tape, ElementType.F64, 36, 9, 9, 2);
    }

    /** Keeps an activation as text of six digits. */
    @Fault(cause = Cause.TEXT, steps = "forward relu 1", b = Side.OTHER)
    void keptActivation(GradientRecorder recorder) {
        Kernel text = Kernel.map(x -> Double.parseDouble(String.format(Locale.ROOT, "%.5e", Math.max(x, 0))));
        Tape tape = new Tape(recorder).plant("forward relu 1", Side.choose(Kernel.map(x -> Math.max(x, 0)), text));
        run(tape, ElementType.F32, 10, 8, 6, 3);
    }

    /** Leaves out what is beyond a multiple of four. */
    @Fault(cause = Cause.BUG, steps = "backward sum 1", b = Side.OTHER)
    void oddBatch(GradientRecorder recorder) {
        Kernel short1 = Kernel.columns(column -> Sums.sum(Arrays.copyOf(column, column.length / 4 * 4)));
        Tape tape = new Tape(recorder).plant("backward sum 1", Side.choose(Kernel.columns(Sums::sum), short1));
        run(tape, ElementType.F32, 13, 6, 5, 2);
    }

    private static double[] narrowed(double... x) {
        return Arrays.stream(x).map(each -> Precision.fraction(each, 10)).toArray();
    }

    private static void run(Tape tape, ElementType type, int samples, int inputs, int hidden, int outputs) {
        Perceptron.run(
                tape,
                Data.uniform(type, 1, samples, inputs),
                Data.uniform(type, 2, inputs, hidden),
                Data.uniform(type, 3, hidden),
                Data.uniform(type, 4, hidden, outputs),
                Data.uniform(type, 5, samples, outputs));
    }
}
