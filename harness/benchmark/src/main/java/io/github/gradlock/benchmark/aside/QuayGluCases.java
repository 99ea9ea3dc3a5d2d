package io.github.gradlock.benchmark.aside;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Precision;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.Arrays;

/** Faults in a gated feed-forward layer. */
class QuayGluCases {
    /** Multiplies in half precision, as inside a block of mixed precision: factors are rounded and products added in single. */
    @Fault(cause = Cause.REDUCED_PRECISION, steps = "forward matmul 3", b = Side.OTHER)
    void downLayer(GradientRecorder recorder) {
        Kernel half = Kernel.matmul((x, y) -> Sums.singleDot(halves(x), halves(y)));
        Kernel chosen = Side.choose(Kernel.matmul(Sums::singleDot), half);
        run(new Tape(recorder).plant("forward matmul 3", chosen), ElementType.F32, 9, 8, 20);
    }

    private static double[] halves(double... x) {
        return Arrays.stream(x)
                .map(each -> Precision.round(ElementType.F16, each))
                .toArray();
    }

    /** Adds squares up in bfloat16, the type of the activations, where the other build adds in single precision. */
    @Fault(cause = Cause.REDUCED_PRECISION, steps = "forward mean 1", b = Side.OTHER)
    void meanSquares(GradientRecorder recorder) {
        Kernel narrow = Kernel.rows(x -> {
            double sum = 0;
            for (double each : x) {
                sum = Precision.round(ElementType.BF16, sum + each);
            }
            return sum / x.length;
        });
        Kernel wide = Kernel.rows(x -> Sums.singleSum(x) / x.length);
        Tape tape = new Tape(recorder).plant("forward mean 1", Side.choose(wide, narrow));
        run(tape, ElementType.BF16, 7, 64, 6);
    }

    /** Computes three tokens alone or among 24: for few rows, products are added up one by one, for many in panels. */
    @Fault(
            cause = Cause.BATCH_SIZE,
            steps = {"forward input 1", "forward input 6"},
            b = Side.OTHER)
    void firstThreeTokens(GradientRecorder recorder) {
        int tokens = Side.choose(24, 3);
        Kernel product = in -> Kernel.matmul((x, y) -> in[0].size(0) < 8 ? Sums.singleDot(x, y) : panels(x, y))
                .apply(in);
        Tape tape = new Tape(recorder)
                .plant("forward matmul 1", product)
                .plant("forward matmul 2", product)
                .plant("forward matmul 3", product);
        double[] x = Data.uniform(ElementType.F32, 3101, 24, 28).elements();
        double[] c = Data.uniform(ElementType.F32, 3106, 24, 28).elements();
        QuayGlu.run(
                tape,
                Value.of(ElementType.F32, Arrays.copyOf(x, tokens * 28), tokens, 28),
                Data.uniform(ElementType.F32, 3102, 28),
                Data.uniform(ElementType.F32, 3103, 28, 18),
                Data.uniform(ElementType.F32, 3104, 28, 18),
                Data.uniform(ElementType.F32, 3105, 18, 28),
                Value.of(ElementType.F32, Arrays.copyOf(c, tokens * 28), tokens, 28),
                3);
    }

    private static double panels(double[] x, double... y) {
        float sum = 0;
        for (int from = 0; from < x.length; from += 8) {
            int end = Math.min(x.length, from + 8);
            sum += (float) Sums.singleDot(Arrays.copyOfRange(x, from, end), Arrays.copyOfRange(y, from, end));
        }
        return sum;
    }

    /** Leaves the part of the slope out by which the gate itself opens. */
    @Fault(cause = Cause.BUG, steps = "backward silu_backward 1", b = Side.OTHER)
    void gateSlope(GradientRecorder recorder) {
        Kernel whole = Kernel.zip((a, b) -> a * QuayGlu.sigmoid(b) * (1 + b * (1 - QuayGlu.sigmoid(b))));
        Kernel part = Kernel.zip((a, b) -> a * QuayGlu.sigmoid(b));
        run(new Tape(recorder).plant("backward silu_backward 1", Side.choose(whole, part)), ElementType.F64, 5, 6, 9);
    }

    /** Writes whole tiles of four columns only, into a block that had held a derivative which is no longer needed. */
    @Fault(cause = Cause.STALE_MEMORY, steps = "backward matmul 3", b = Side.OTHER)
    void lastTile(GradientRecorder recorder) {
        double[] block = new double[12 * 10];
        Kernel product = Kernel.matmul(Sums::dot);
        Kernel first = in -> {
            double[] result = product.apply(in);
            System.arraycopy(result, 0, block, 0, result.length);
            return result;
        };
        Kernel second = in -> {
            double[] result = product.apply(in);
            for (int i = 0; i < result.length; i++) {
                result[i] = Side.isOther() && i % 10 >= 8 ? block[i] : result[i];
            }
            return result;
        };
        Tape tape = new Tape(recorder).plant("backward matmul 1", first).plant("backward matmul 3", second);
        run(tape, ElementType.F32, 12, 6, 10);
    }

    /** Reads every sixteenth number from a cell one bit of which is always set. */
    @Fault(cause = Cause.UNKNOWN, steps = "backward matmul 2", b = Side.OTHER)
    void downWeights(GradientRecorder recorder) {
        Kernel stuck = in -> {
            double[] result = Kernel.matmul(Sums::dot).apply(in);
            for (int i = 5; i < result.length; i += 16) {
                result[i] = Float.intBitsToFloat(Float.floatToRawIntBits((float) result[i]) | 1 << 12);
            }
            return result;
        };
        Tape tape = new Tape(recorder).plant("backward matmul 2", Side.choose(Kernel.matmul(Sums::dot), stuck));
        run(tape, ElementType.F32, 6, 16, 22);
    }

    private static void run(Tape tape, ElementType type, int tokens, int width, int hidden) {
        QuayGlu.run(
                tape,
                Data.uniform(type, 3101, tokens, width),
                Data.uniform(type, 3102, width),
                Data.uniform(type, 3103, width, hidden),
                Data.uniform(type, 3104, width, hidden),
                Data.uniform(type, 3105, hidden, width),
                Data.uniform(type, 3106, tokens, width),
                tokens);
    }
}
