package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** Ratings as scalar products of a row for who rates and a row for what is rated, and an offset. */
final class Blends {
    private static final double DECAY = 0.02;

    private Blends() {}

    /** Records the gradients of the mean squared error, {@code users [u, d], items [v, d], who, what, rating [n]}. */
    static void run(Tape tape, Value users, Value who, Value items, Value what, Value rating) {
        long[] rows = {who.count(), users.size(1)};
        double count = rating.count();
        Value p = tape.apply("index_select", Blends::select, rows, users, who);
        Value q = tape.apply("index_select", Blends::select, rows, items, what);
        Value score = tape.sumRows(tape.mul(p, q));
        Value error = tape.sub(score, rating);
        Value squared = tape.map("square", a -> a * a, error);
        Value loss = tape.apply("mean", Kernel.total(Sums::mean), new long[0], squared);
        tape.turn();
        Value dScore = tape.map("mul", a -> a * (2 / count), error);
        Value dP = tape.zipRows("mul", (a, b) -> a * b, q, dScore);
        Value dQ = tape.zipRows("mul", (a, b) -> a * b, p, dScore);
        Value dUsers = tape.apply("index_add", adding(users.size(0)), users.shape(), dP, who);
        Value dItems = tape.apply("index_add", adding(items.size(0)), items.shape(), dQ, what);
        Value dOffset = tape.sum(dScore);
        tape.gradient("loss", loss);
        tape.gradient("users", tape.zip("add", (a, b) -> a + DECAY * b, dUsers, users));
        tape.gradient("items", dItems);
        tape.gradient("offset", dOffset);
    }

    private static double[] select(Value... inputs) {
        int width = inputs[0].size(1);
        double[] result = new double[inputs[1].count() * width];
        for (int i = 0; i < inputs[1].count(); i++) {
            System.arraycopy(inputs[0].row((int) inputs[1].at(i)), 0, result, i * width, width);
        }
        return result;
    }

    private static Kernel adding(int rows) {
        return in -> {
            int width = in[0].size(1);
            double[] result = new double[rows * width];
            for (int i = 0; i < in[0].count(); i++) {
                result[(int) in[1].at(i / width) * width + i % width] += in[0].at(i);
            }
            return result;
        };
    }
}
