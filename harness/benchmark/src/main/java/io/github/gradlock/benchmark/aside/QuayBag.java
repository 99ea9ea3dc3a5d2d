package io.github.gradlock.benchmark.aside;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import java.util.Arrays;

/** Words foretold by the mean of those around them, against words that were drawn (Mikolov 2013). */
final class QuayBag {
    private QuayBag() {}

    /**
     * Records the gradients of {@code −Σ log σ(sign · mean·word)}, tables {@code around, words [v, d]}, numbers {@code bags [n, l], candidates [n,
     * s]}, {@code signs [s]}.
     */
    static void run(Tape tape, Value around, Value bags, Value words, Value candidates, Value signs) {
        int width = around.size(1);
        int drawn = candidates.size(1);
        long[] means = {bags.size(0), width};
        long[] rows = {candidates.count(), width};
        Value mean = tape.apply("embedding_bag", QuayBag::means, means, around, bags);
        Value chosen = tape.apply("embedding", QuayBag::rows, rows, words, candidates);
        Kernel dots = in -> {
            double[] result = new double[candidates.count()];
            Arrays.setAll(result, i -> Sums.dot(in[0].row(i / drawn), in[1].row(i)));
            return result;
        };
        Value score = tape.mul(tape.apply("bmm", dots, candidates.shape(), mean, chosen), signs);
        Value likely = tape.map("log_sigmoid", a -> -StrictMath.log1p(StrictMath.exp(-a)), score);
        Value loss = tape.map("neg", a -> -a, tape.sum(likely));
        tape.turn();
        Value dScore = tape.mul(tape.map("log_sigmoid_backward", a -> -1 / (1 + StrictMath.exp(a)), score), signs);
        Kernel toMeans = in -> {
            double[] result = new double[in[1].count() / drawn];
            for (int i = 0; i < in[1].count(); i++) {
                int row = i / width;
                result[row / drawn * width + i % width] += in[0].at(row) * in[1].at(i);
            }
            return result;
        };
        Kernel toWords = in -> {
            double[] result = new double[candidates.count() * width];
            Arrays.setAll(result, i -> in[0].at(i / width) * in[1].at(i / width / drawn * width + i % width));
            return result;
        };
        Value dMean = tape.apply("bmm", toMeans, means, dScore, chosen);
        Value dChosen = tape.apply("bmm", toWords, rows, dScore, mean);
        tape.gradient("loss", loss);
        tape.gradient(
                "words",
                tape.apply("embedding_dense_backward", adding(words.size(0), 1), words.shape(), dChosen, candidates));
        tape.gradient(
                "around",
                tape.apply(
                        "embedding_bag_backward", adding(around.size(0), bags.size(1)), around.shape(), dMean, bags));
    }

    /** Adds each row to those of all words of a bag, of {@code length} words, in equal parts. */
    static Kernel adding(int words, int length) {
        return in -> {
            int width = in[0].size(1);
            double[] result = new double[words * width];
            for (int i = 0; i < in[1].count() * width; i++) {
                int word = (int) in[1].at(i / width);
                result[word * width + i % width] += in[0].at(i / width / length * width + i % width) / length;
            }
            return result;
        };
    }

    private static double[] rows(Value... in) {
        int width = in[0].size(1);
        double[] result = new double[in[1].count() * width];
        Arrays.setAll(result, i -> in[0].at((int) in[1].at(i / width) * width + i % width));
        return result;
    }

    private static double[] means(Value... in) {
        int width = in[0].size(1);
        int length = in[1].size(1);
        double[] rows = rows(in);
        double[] result = new double[rows.length / length];
        for (int i = 0; i < rows.length; i++) {
            result[i / width / length * width + i % width] += rows[i] / length;
        }
        return result;
    }
}
