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
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;

/** Faults in attention. */
class AttentionCases {
    private static int calls;
    private static int fastest = -1;

    /** Rounds the factors of a product of matrices to bfloat16. */
    @Fault(cause = Cause.REDUCED_PRECISION, steps = "backward matmul 2", b = Side.OTHER)
    void values(GradientRecorder recorder) {
        Kernel wide = Kernel.matmul(Sums::singleDot);
        Kernel narrow = Kernel.matmul((x, y) -> Sums.singleDot(brain(x), brain(y)));
        Tape tape = new Tape(recorder).plant("backward matmul 2", Side.choose(wide, narrow));
        run(tape, ElementType.F32, 14, 9, 24);
    }

    /** Keeps probabilities in half precision. */
    @Fault(cause = Cause.REDUCED_PRECISION, steps = "forward softmax 1", b = Side.OTHER)
    void probabilities(GradientRecorder recorder) {
        Kernel half = inputs -> Arrays.stream(AttentionHead.softmax(inputs))
                .map(p -> Precision.round(ElementType.F16, p))
                .toArray();
        Tape tape = new Tape(recorder).plant("forward softmax 1", Side.choose(AttentionHead::softmax, half));
        run(tape, ElementType.F64, 5, 17, 8);
    }

    /** Sets subnormal numbers of half precision to zero. */
    @Fault(cause = Cause.FLUSH_TO_ZERO, steps = "forward softmax 1", b = Side.OTHER)
    void sharpHead(GradientRecorder recorder) {
        Kernel flushed = inputs -> Arrays.stream(AttentionHead.softmax(inputs))
                .map(p -> p < 0x1p-14 ? 0 : p)
                .toArray();
        Tape tape = new Tape(recorder).plant("forward softmax 1", Side.choose(AttentionHead::softmax, flushed));
        AttentionHead.run(
                tape,
                Data.scaled(ElementType.F16, 1, 6, 7, 4),
                Data.scaled(ElementType.F16, 2, 6, 11, 4),
                Data.uniform(ElementType.F16, 3, 11, 3),
                Data.uniform(ElementType.F16, 4, 7, 3),
                7);
    }

    /** Computes three queries alone or among twelve: tiles of the product of matrices follow the number of rows. */
    @Fault(
            cause = Cause.BATCH_SIZE,
            steps = {"forward input 2", "forward input 4"},
            b = Side.OTHER)
    void threeQueries(GradientRecorder recorder) {
        int queries = Side.choose(12, 3);
        Kernel tiled = in -> Kernel.matmul((x, y) -> tiles(Sums.products(x, y), in[0].size(0) >= 8 ? 8 : 2))
                .apply(in);
        Tape tape = new Tape(recorder).plant("forward matmul 1", tiled);
        double[] q = Data.uniform(ElementType.F64, 1, 12, 26).elements();
        double[] c = Data.uniform(ElementType.F64, 4, 12, 5).elements();
        AttentionHead.run(
                tape,
                Value.of(ElementType.F64, Arrays.copyOf(q, queries * 26), queries, 26),
                Data.uniform(ElementType.F64, 2, 10, 26),
                Data.uniform(ElementType.F64, 3, 10, 5),
                Value.of(ElementType.F64, Arrays.copyOf(c, queries * 5), queries, 5),
                3);
    }

    /** Takes keys and values in the opposite order. */
    @Fault(
            cause = Cause.DATA_ORDER,
            steps = {"forward input 1", "forward input 3"},
            b = Side.OTHER)
    void turnedKeys(GradientRecorder recorder) {
        Value k = Data.uniform(ElementType.F32, 2, 21, 6);
        Value v = Data.uniform(ElementType.F32, 3, 21, 4);
        AttentionHead.run(
                new Tape(recorder),
                Data.uniform(ElementType.F32, 1, 8, 6),
                Side.choose(k, turned(k)),
                Side.choose(v, turned(v)),
                Data.uniform(ElementType.F32, 4, 8, 4),
                8);
    }

    /** Tries a tile at each of its first executions and then stays with one of them. */
    @Fault(cause = Cause.AUTO_TUNING, steps = "backward matmul 3", shows = Shows.ITERATIONS, iterations = 5)
    void exploredTiles(GradientRecorder recorder) {
        int[] sizes = {4, 6, 9};
        int size = sizes[Math.min(calls++, sizes.length - 1)];
        ToDoubleBiFunction<double[], double[]> dot = (x, y) -> tiles(Sums.singleProducts(x, y), size);
        run(new Tape(recorder).plant("backward matmul 3", Kernel.matmul(dot)), ElementType.F32, 6, 30, 7);
    }

    /** Measures tiles once in a process and keeps the fastest. */
    @Fault(cause = Cause.AUTO_TUNING, steps = "forward matmul 1", shows = Shows.RESTARTS, restarts = 8)
    void measuredTiles(GradientRecorder recorder) {
        Kernel tuned = inputs -> Kernel.matmul((x, y) -> rotated(Sums.products(x, y), measured()))
                .apply(inputs);
        run(new Tape(recorder).plant("forward matmul 1", tuned), ElementType.F64, 9, 9, 40);
    }

    private static int measured() {
        if (fastest < 0) {
            double[] trial = Data.uniform(ElementType.F64, 7, 6_000).elements();
            long least = Long.MAX_VALUE;
            double sum = 0;
            for (int candidate = 0; candidate < 16; candidate++) {
                long start = System.nanoTime();
                sum += rotated(trial, candidate);
                long taken = System.nanoTime() - start;
                if (taken < least && !Double.isNaN(sum)) {
                    least = taken;
                    fastest = candidate;
                }
            }
        }
        return fastest;
    }

    private static double rotated(double[] x, int first) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[(2 * first + i) % x.length];
        }
        return sum;
    }

    private static double tiles(double[] x, int size) {
        double total = 0;
        for (int from = 0; from < x.length; from += size) {
            float sum = 0;
            for (int i = from; i < Math.min(x.length, from + size); i++) {
                sum += (float) x[i];
            }
            total = (float) (total + sum);
        }
        return total;
    }

    private static double[] brain(double... x) {
        return Arrays.stream(x)
                .map(each -> Precision.round(ElementType.BF16, each))
                .toArray();
    }

    private static Value turned(Value x) {
        double[] rows = new double[x.count()];
        for (int i = 0; i < x.size(0); i++) {
            System.arraycopy(x.row(x.size(0) - 1 - i), 0, rows, i * x.size(1), x.size(1));
        }
        return Value.of(x.type(), rows, x.shape());
    }

    private static void run(Tape tape, ElementType type, int queries, int keys, int width) {
        AttentionHead.run(
                tape,
                Data.uniform(type, 21, queries, width),
                Data.uniform(type, 22, keys, width),
                Data.uniform(type, 23, keys, 5),
                Data.uniform(type, 24, queries, 5),
                queries);
    }
}
