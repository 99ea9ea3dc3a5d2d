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

/** Faults in phrases of several lengths. */
class PhraseCases {
    /** Computes three phrases alone, or filled up to the longest of six: rows are added up by halves. */
    @Fault(
            cause = Cause.BATCH_SIZE,
            steps = {"forward input 1", "forward input 2", "forward input 3", "forward input 4"},
            b = Side.OTHER)
    void shortPhrases(GradientRecorder recorder) {
        Kernel byHalves = Kernel.rows(PhraseCases::halved);
        Tape tape = new Tape(recorder).plant("forward sum 1", byHalves).plant("forward sum 2", byHalves);
        run(tape, Side.choose(6, 3), Side.choose(41, 24), 3);
    }

    private static double halved(double... x) {
        if (x.length < 3) {
            return (float) Sums.sum(x);
        }
        double[] left = Arrays.copyOf(x, x.length / 2);
        double[] right = Arrays.copyOfRange(x, x.length / 2, x.length);
        return (float) (halved(left) + halved(right));
    }

    /** Tally the first word that fills up as a word. */
    @Fault(cause = Cause.BUG, steps = "forward masked_fill 1", b = Side.OTHER)
    void lastWord(GradientRecorder recorder) {
        int more = Side.choose(0, 1);
        Kernel mask = in -> {
            double[] result = in[0].elements();
            for (int i = 0; i < result.length; i++) {
                boolean isWord = i % in[0].size(1) < in[1].at(i / in[0].size(1)) + more;
                result[i] = isWord ? result[i] : Double.NEGATIVE_INFINITY;
            }
            return result;
        };
        run(new Tape(recorder).plant("forward masked_fill 1", mask), 5, 25, 5);
    }

    private static void run(Tape tape, int phrases, int words, int kept) {
        double[] lengths = {17, 24, 23, 6, 9, 41};
        Phrases.run(
                tape,
                cut(Data.scaled(ElementType.F32, 331, 2, 6, 41), phrases, words),
                Value.of(ElementType.I64, Arrays.copyOf(lengths, phrases), phrases),
                cut(Data.uniform(ElementType.F32, 332, 6, 41), phrases, words),
                Value.of(
                        ElementType.F32,
                        Arrays.copyOf(Data.uniform(ElementType.F32, 333, 6).elements(), phrases),
                        phrases),
                kept,
                24);
    }

    private static Value cut(Value x, int rows, int columns) {
        double[] result = new double[rows * columns];
        for (int i = 0; i < rows; i++) {
            System.arraycopy(x.row(i), 0, result, i * columns, columns);
        }
        return Value.of(x.type(), result, rows, columns);
    }
}
