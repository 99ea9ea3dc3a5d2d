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
import java.nio.charset.Charset;
import java.util.Arrays;

/** Faults in a classifier with smoothed labels. */
class SmoothedCases {
    private static int fastest = -1;

    /** Subtracts totals along the wrong axis, which goes unnoticed where there are as many samples as classes. */
    @Fault(cause = Cause.BUG, steps = "forward sub 1", b = Side.OTHER)
    void squareLogits(GradientRecorder recorder) {
        Kernel byRow = Kernel.zipRows((a, b) -> a - b);
        Kernel byColumn = Kernel.zip((a, b) -> a - b);
        run(new Tape(recorder).plant("forward sub 1", Side.choose(byRow, byColumn)), ElementType.F32, 8, 5, 8);
    }

    /** Counts classes from one. */
    @Fault(cause = Cause.BUG, steps = "forward one_hot 1", b = Side.OTHER)
    void counted(GradientRecorder recorder) {
        int first = Side.choose(0, 1);
        Kernel hot = in -> {
            double[] result = in[0].elements();
            for (int i = 0; i < result.length; i++) {
                result[i] = 0.02 + (in[1].at(i / 5) == i % 5 + first ? 0.9 : 0);
            }
            return result;
        };
        run(new Tape(recorder).plant("forward one_hot 1", hot), ElementType.F64, 11, 4, 5);
    }

    /** Puts weights on a grid of 255 levels a side instead of 127. */
    @Fault(cause = Cause.UNKNOWN, steps = "forward fake_quantize_per_tensor 1", b = Side.OTHER)
    void levels(GradientRecorder recorder) {
        int levels = Side.choose(127, 255);
        Tape tape = new Tape(recorder).plant("forward fake_quantize_per_tensor 1", in -> Smoothed.onGrid(levels, in));
        run(tape, ElementType.F32, 6, 10, 4);
    }

    /** Tells labels by the bytes of towns' names, in the encoding of the process. */
    @Fault(cause = Cause.TEXT, steps = "forward input 3", b = "-Dfile.encoding=ISO-8859-1")
    void towns(GradientRecorder recorder) {
        String[] towns = {"Bern", "Zürich", "Genève", "Chur", "Neuchâtel", "Sion", "Delémont"};
        double[] labels = Arrays.stream(towns)
                // The default encoding is the fault.
                .mapToDouble(town -> town.getBytes(Charset.defaultCharset()).length % 5)
                .toArray();
        Smoothed.run(
                new Tape(recorder),
                Data.uniform(ElementType.F64, 141, 7, 3),
                Data.uniform(ElementType.F64, 142, 3, 5),
                Value.of(ElementType.I64, labels, 7));
    }

    /** Measures how many columns to take at once when the process starts, and stays with the fastest. */
    @Fault(cause = Cause.AUTO_TUNING, steps = "forward matmul 1", shows = Shows.RESTARTS, restarts = 10)
    void logits(GradientRecorder recorder) {
        Kernel tuned = Kernel.matmul((x, y) -> blocks(Sums.singleProducts(x, y), 9 + fastest()));
        run(new Tape(recorder).plant("forward matmul 1", tuned), ElementType.F32, 12, 53, 6);
    }

    private static synchronized int fastest() {
        if (fastest < 0) {
            double[] trial = Data.uniform(ElementType.F32, 145, 4_000).elements();
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 2; round++) {
                for (int candidate = 0; candidate < 16; candidate++) {
                    long start = System.nanoTime();
                    double sum = blocks(trial, 9 + candidate);
                    long taken = System.nanoTime() - start;
                    if (taken < least && !Double.isNaN(sum)) {
                        least = taken;
                        fastest = candidate;
                    }
                }
            }
        }
        return fastest;
    }

    private static double blocks(double[] terms, int size) {
        float total = 0;
        for (int from = 0; from < terms.length; from += size) {
            float sum = 0;
            for (int i = from; i < Math.min(terms.length, from + size); i++) {
                sum += (float) terms[i];
            }
            total += sum;
        }
        return total;
    }

    /** Splits factors into two numbers of bfloat16 each, and leaves the product of the lesser ones out. */
    @Fault(cause = Cause.REDUCED_PRECISION, steps = "backward matmul 1", b = Side.OTHER)
    void weightProduct(GradientRecorder recorder) {
        Kernel split = Kernel.matmul((x, y) -> {
            double[] high = brain(x);
            double[] above = brain(y);
            double[] low = brain(rest(x, high));
            double[] below = brain(rest(y, above));
            return Sums.singleDot(low, above) + Sums.singleDot(high, below) + Sums.singleDot(high, above);
        });
        Tape tape = new Tape(recorder).plant("backward matmul 1", Side.choose(Kernel.matmul(Sums::singleDot), split));
        run(tape, ElementType.F32, 48, 9, 6);
    }

    private static double[] brain(double... x) {
        return Arrays.stream(x)
                .map(each -> Precision.round(ElementType.BF16, each))
                .toArray();
    }

    private static double[] rest(double[] x, double... high) {
        double[] rest = x.clone();
        for (int i = 0; i < rest.length; i++) {
            rest[i] -= high[i];
        }
        return rest;
    }

    private static void run(Tape tape, ElementType type, int samples, int features, int classes) {
        Smoothed.run(
                tape,
                Data.uniform(type, 141, samples, features),
                Data.uniform(type, 142, features, classes),
                Data.indices(143, classes, samples));
    }
}
