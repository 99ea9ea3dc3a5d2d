package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Cause;
import io.github.gradlock.benchmark.Data;
import io.github.gradlock.benchmark.Fault;
import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Side;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import io.github.gradlock.protocol.ElementType;
import io.github.gradlock.recorder.GradientRecorder;
import java.util.Arrays;

/** Faults in a gated layer. */
class MoorFeedCases {
    /** Takes the form of the activation that is made of a cubic and a hyperbolic tangent (Hendrycks and Gimpel 2016). */
    @Fault(cause = Cause.UNKNOWN, steps = "forward gelu 1", b = Side.OTHER)
    void openedGate(GradientRecorder recorder) {
        Kernel usual = Kernel.map(x -> 0.5 * x * MoorBell.erfc(-x / Math.sqrt(2)));
        double c = Math.sqrt(2 / Math.PI);
        Kernel other = Kernel.map(x -> 0.5 * x * (1 + StrictMath.tanh(c * (x + 0.044715 * x * x * x))));
        run(new Tape(recorder).plant("forward gelu 1", Side.choose(usual, other)), ElementType.F32, 9, 8, 14);
    }

    /** Computes two tokens alone or among twenty: for few, terms are dealt out to four groups that are added up afterwards. */
    @Fault(
            cause = Cause.BATCH_SIZE,
            steps = {"forward input 1", "forward input 6"},
            b = Side.OTHER)
    void twoTokens(GradientRecorder recorder) {
        int tokens = Side.choose(20, 2);
        Kernel split = in -> Kernel.matmul((x, y) -> in[0].size(0) < 8 ? quarters(x, y) : Sums.dot(x, y))
                .apply(in);
        double[] x = Data.uniform(ElementType.F64, 1021, 20, 52).elements();
        double[] c = Data.uniform(ElementType.F64, 1026, 20, 52).elements();
        MoorFeed.run(
                new Tape(recorder).plant("forward matmul 1", split).plant("forward matmul 2", split),
                Value.of(ElementType.F64, Arrays.copyOf(x, tokens * 52), tokens, 52),
                Data.uniform(ElementType.F64, 1022, 52),
                Data.uniform(ElementType.F64, 1023, 52, 12),
                Data.uniform(ElementType.F64, 1024, 52, 12),
                Data.uniform(ElementType.F64, 1025, 12, 52),
                Value.of(ElementType.F64, Arrays.copyOf(c, tokens * 52), tokens, 52),
                2);
    }

    private static double quarters(double[] x, double... y) {
        double sum = 0;
        for (int i = 0; i < 4; i++) {
            int from = i * x.length / 4;
            int end = (i + 1) * x.length / 4;
            sum += Sums.dot(Arrays.copyOfRange(x, from, end), Arrays.copyOfRange(y, from, end));
        }
        return sum;
    }

    /** Packs rows for a product by blocks of eight where the heap has room for the copy, and otherwise goes row by row. */
    @Fault(cause = Cause.AUTO_TUNING, steps = "backward matmul 2", a = "-Xmx1g", b = "-Xmx256m")
    void downwards(GradientRecorder recorder) {
        boolean isRoomy = Runtime.getRuntime().maxMemory() > 512L << 20;
        Kernel packed = Kernel.matmul((x, y) -> {
            double[] products = Sums.singleProducts(x, y);
            float total = 0;
            for (int from = 0; from < products.length; from += 8) {
                double[] block = Arrays.copyOfRange(products, from, Math.min(products.length, from + 8));
                total += (float) Sums.singleSum(block);
            }
            return total;
        });
        Kernel chosen = isRoomy ? packed : Kernel.matmul(Sums::singleDot);
        run(new Tape(recorder).plant("backward matmul 2", chosen), ElementType.F32, 44, 6, 10);
    }

    private static void run(Tape tape, ElementType type, int tokens, int width, int hidden) {
        MoorFeed.run(
                tape,
                Data.scaled(type, 1021, 2, tokens, width),
                Data.uniform(type, 1022, width),
                Data.uniform(type, 1023, width, hidden),
                Data.uniform(type, 1024, width, hidden),
                Data.uniform(type, 1025, hidden, width),
                Data.uniform(type, 1026, tokens, width),
                tokens);
    }
}
