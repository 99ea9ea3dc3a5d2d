package io.github.gradlock.benchmark.hard;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Precision;
import io.github.gradlock.benchmark.Shows;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.benchmark.graph.EmbeddingMean;
import io.github.gradlock.benchmark.graph.LeastSquares;
import io.github.gradlock.benchmark.graph.Perceptron;
import io.github.gradlock.benchmark.graph.Pooled;
import io.github.gradlock.benchmark.graph.SoftmaxRegression;
import io.github.gradlock.benchmark.lanes.Lanes;
import io.github.gradlock.benchmark.lanes.VectorModule;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.Arrays;

/** Faults that hide. */
class HardCases {
    private static int executions;

    /** Adds up by processors, but only where the C library's exponential is found to be exact. */
    @Fault(
            cause = Cause.THREADS,
            also = Cause.LIBM,
            steps = "backward sum 1",
            a = {"threads=1", "libm=intrinsic"},
            b = {"threads=7", "libm=java"})
    void trustedParts(GradientRecorder recorder) {
        VectorModule.assumeX86();
        boolean isTrusted = Arrays.stream(
                        Data.scaled(ElementType.F64, 9, 10, 500).elements())
                .allMatch(x -> Math.exp(x) == StrictMath.exp(x));
        int parts = isTrusted ? Runtime.getRuntime().availableProcessors() : 1;
        Kernel byParts = Kernel.total(x -> parts(x, parts));
        regress(new Tape(recorder).plant("backward sum 1", byParts), ElementType.F64);
    }

    /** Splits a product of matrices by processors, but only where memory is short. */
    @Fault(
            cause = Cause.AUTO_TUNING,
            also = Cause.THREADS,
            steps = "forward matmul 1",
            a = {"threads=1", "-Xmx1g"},
            b = {"threads=4", "-Xmx200m"})
    void shortOfMemory(GradientRecorder recorder) {
        boolean isShort = Runtime.getRuntime().maxMemory() < 512L << 20;
        int parts = isShort ? Runtime.getRuntime().availableProcessors() : 1;
        Kernel byParts = Kernel.matmul((x, y) -> parts(Sums.products(x, y), parts));
        perceive(new Tape(recorder).plant("forward matmul 1", byParts), ElementType.F64);
    }

    private static double parts(double[] x, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Sums.sum(Arrays.copyOfRange(x, i * x.length / count, (i + 1) * x.length / count));
        }
        return sum;
    }

    /** Computes what is negative in TF32, which the rectifier then hides from every gradient. */
    @Fault(cause = Cause.REDUCED_PRECISION, steps = "forward matmul 1", b = Side.OTHER, inGradient = false)
    void behindRectifier(GradientRecorder recorder) {
        Kernel hidden = inputs -> {
            double[] result = Kernel.matmul(Sums::dot).apply(inputs);
            for (int i = 0; i < result.length; i++) {
                // The bias that follows is less than a half.
                result[i] = result[i] < -0.5 ? Precision.fraction(result[i], 10) : result[i];
            }
            return result;
        };
        Kernel product = Kernel.matmul(Sums::dot);
        Tape tape = new Tape(recorder).plant("forward matmul 1", Side.choose(product, hidden));
        perceive(tape, ElementType.F32);
    }

    /** Flips the sign of a zero, which the next operation squares. */
    @Fault(cause = Cause.BUG, steps = "forward relu 1", b = Side.OTHER, inGradient = false)
    void signOfZero(GradientRecorder recorder) {
        Kernel usual = Kernel.map(x -> x > 0 ? x : 0);
        Kernel other = Kernel.map(x -> x > 0 ? x : -0.0);
        Tape tape = new Tape(recorder).plant("forward relu 1", Side.choose(usual, other));
        Pooled.run(tape, Data.uniform(ElementType.F32, 1, 40), Data.uniform(ElementType.F32, 2, 3));
    }

    /** Computes in another order unless somebody records, which makes it wait for each result. */
    @Fault(
            cause = Cause.RACE,
            steps = {},
            shows = Shows.ITERATIONS,
            iterations = 2)
    void unobserved(GradientRecorder recorder) {
        Tape tape = new Tape(recorder);
        boolean isTraced = tape.isTraced();
        Kernel sum = Kernel.total(x -> isTraced ? Sums.sum(x) : parts(x, 4));
        regress(tape.plant("backward sum 1", sum), ElementType.F64);
    }

    /** Has a second fault behind the first, whose inputs are then never the same. */
    @Fault(
            cause = Cause.LIBM,
            also = Cause.FMA,
            steps = "forward exp 1",
            b = {"libm=java", Side.OTHER})
    void masked(GradientRecorder recorder) {
        VectorModule.assumeX86();
        Kernel product = Kernel.matmul(Sums::dot);
        Tape tape = new Tape(recorder)
                .plant("forward exp 1", Kernel.map(Math::exp))
                .plant("backward matmul 1", Side.choose(product, Kernel.matmul(HardCases::fused)));
        Value target = Value.of(ElementType.F64, Arrays.copyOf(new double[] {0, 1, 0, 0, 0, 0, 1}, 30 * 12), 30, 12);
        Value x = Data.scaled(ElementType.F64, 1, 3, 30, 8);
        SoftmaxRegression.run(tape, x, Data.uniform(ElementType.F64, 2, 8, 12), target);
    }

    private static double fused(double[] x, double... y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum = Math.fma(x[i], y[i], sum);
        }
        return sum;
    }

    /** Has two origins of two causes, neither of which follows from the other. */
    @Fault(
            cause = Cause.FMA,
            also = Cause.REDUCED_PRECISION,
            steps = {"backward matmul 1", "backward matmul 2"},
            b = Side.OTHER)
    void twoOrigins(GradientRecorder recorder) {
        Kernel product = Kernel.matmul(Sums::dot);
        Tape tape = new Tape(recorder)
                .plant("backward matmul 1", Side.choose(product, Kernel.matmul(HardCases::fused)))
                .plant("backward matmul 2", Side.choose(product, Kernel.matmul(Sums::singleDot)));
        perceive(tape, ElementType.F64);
    }

    /** Has two origins, each of which follows from a factor of its own. */
    @Fault(
            cause = Cause.VECTOR_WIDTH,
            also = Cause.BUG,
            steps = {"forward sum 1", "backward index_add 1"},
            b = {"avx=0", Side.OTHER})
    void twoFactors(GradientRecorder recorder) {
        VectorModule.assumePresent();
        Kernel lanes = Kernel.columns(column -> (float) (Lanes.singleSum(column)));
        Kernel later = inputs -> EmbeddingMean.add(inputs, 6 * 5);
        Kernel wrong = inputs -> {
            double[] table = EmbeddingMean.add(inputs, 6 * 5);
            table[7] += 1;
            return table;
        };
        Tape tape = new Tape(recorder)
                .plant("forward sum 1", lanes)
                .plant("backward index_add 1", Side.choose(later, wrong));
        // The activation saturates, so that what differs before it does not reach the table.
        EmbeddingMean.run(
                tape,
                Data.scaled(ElementType.F32, 1, 900, 6, 5),
                Data.indices(2, 6, 70),
                Data.uniform(ElementType.F32, 3, 70, 5));
    }

    /** Is right for five executions, and then reads what was left in a buffer that has come round. */
    @Fault(
            cause = Cause.STALE_MEMORY,
            steps = {},
            shows = Shows.ITERATIONS,
            iterations = 8)
    void sixthExecution(GradientRecorder recorder) {
        boolean isRound = ++executions > 5;
        Kernel sum = Kernel.total(x -> Sums.sum(x) + (isRound ? x[x.length - 1] : 0));
        regress(new Tape(recorder).plant("backward sum 1", sum), ElementType.F32);
    }

    private static void regress(Tape tape, ElementType type) {
        Value x = Data.uniform(type, 1, 70, 4);
        LeastSquares.run(tape, x, Data.uniform(type, 2, 4, 1), Data.mixed(type, 3, 6, 70, 1));
    }

    private static void perceive(Tape tape, ElementType type) {
        Perceptron.run(
                tape,
                Data.uniform(type, 1, 14, 16),
                Data.uniform(type, 2, 16, 9),
                Data.scaled(type, 3, 0.4, 9),
                Data.uniform(type, 4, 9, 4),
                Data.uniform(type, 5, 14, 4));
    }
}
