package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** Ratings as products of what users like and what items are like, with gradients clipped to a common norm. */
final class Ratings {
    private Ratings() {}

    /** Records the clipped gradients of the squared error, {@code users [u, k], items [i, k]}, indices {@code user [e], item [e]}, {@code rating [e]}. */
    static void run(Tape tape, Value users, Value items, Value user, Value item, Value rating) {
        long[] pairs = {user.count(), users.size(1)};
        Value p = tape.apply("index_select", Ratings::select, pairs, users, user);
        Value q = tape.apply("index_select", Ratings::select, pairs, items, item);
        Value error = tape.sub(tape.sumRows(tape.mul(p, q)), rating);
        Value loss = tape.sum(tape.map("square", a -> a * a, error));
        tape.turn();
        Value dError = tape.map("mul", a -> 2 * a, error);
        Value dP = tape.zipRows("mul", (a, b) -> a * b, q, dError);
        Value dQ = tape.zipRows("mul", (a, b) -> a * b, p, dError);
        Value dUsers = tape.apply("index_add", in -> add(users.size(0), in), users.shape(), dP, user);
        Value dItems = tape.apply("index_add", in -> add(items.size(0), in), items.shape(), dQ, item);
        Value squares = tape.sumRows(tape.map("square", a -> a * a, dUsers));
        Value norm = tape.apply("linalg_vector_norm", Kernel.total(x -> Math.sqrt(Sums.sum(x))), new long[0], squares);
        tape.gradient("loss", loss);
        tape.gradient("users", tape.zip("div", (a, b) -> a / b, dUsers, norm));
        tape.gradient("items", tape.zip("div", (a, b) -> a / b, dItems, norm));
    }

    private static double[] select(Value... inputs) {
        int width = inputs[0].size(1);
        double[] result = new double[inputs[1].count() * width];
        for (int i = 0; i < result.length; i++) {
            result[i] = inputs[0].at((int) inputs[1].at(i / width) * width + i % width);
        }
        return result;
    }

    static double[] add(int rows, Value... inputs) {
        int width = inputs[0].size(1);
        double[] sums = new double[rows * width];
        for (int i = 0; i < inputs[0].count(); i++) {
            sums[(int) inputs[1].at(i / width) * width + i % width] += inputs[0].at(i);
        }
        return sums;
    }
}
