package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** Scores of pairs, as products of rows of two tables, and how far they are from those given. */
final class Factors {
    private Factors() {}

    /** Records the gradients of {@code mean(log cosh(error))}, {@code users [a, k], user [n], items [b, k], item [n], score [n]}. */
    static void run(Tape tape, Value users, Value user, Value items, Value item, Value score) {
        double pairs = score.size(0);
        long[] rows = {user.size(0), users.size(1)};
        Value left = tape.apply("embedding", Factors::select, rows, users, user);
        Value right = tape.apply("embedding", Factors::select, rows, items, item);
        Value fitted = tape.sumRows(tape.mul(left, right));
        Value error = tape.sub(fitted, score);
        Value cost = tape.map("log", StrictMath::log, tape.map("cosh", StrictMath::cosh, error));
        Value loss = tape.apply("mean", Kernel.total(Sums::mean), new long[0], cost);
        tape.turn();
        Value dError = tape.map("div", a -> a / pairs, tape.map("tanh", StrictMath::tanh, error));
        Value dLeft = tape.zipRows("mul", (a, b) -> a * b, right, dError);
        Value dRight = tape.zipRows("mul", (a, b) -> a * b, left, dError);
        Value dUsers = tape.apply("embedding_dense_backward", adding(users.size(0)), users.shape(), dLeft, user);
        Value dItems = tape.apply("embedding_dense_backward", adding(items.size(0)), items.shape(), dRight, item);
        tape.gradient("loss", loss);
        tape.gradient("users", dUsers);
        tape.gradient("items", dItems);
    }

    /** Adds rows into a table of zeros. */
    static Kernel adding(int rows) {
        return in -> {
            int width = in[0].size(1);
            double[] table = new double[rows * width];
            for (int i = 0; i < in[0].count(); i++) {
                table[(int) in[1].at(i / width) * width + i % width] += in[0].at(i);
            }
            return table;
        };
    }

    private static double[] select(Value... in) {
        int width = in[0].size(1);
        double[] result = new double[in[1].count() * width];
        for (int i = 0; i < in[1].count(); i++) {
            System.arraycopy(in[0].row((int) in[1].at(i)), 0, result, i * width, width);
        }
        return result;
    }
}
