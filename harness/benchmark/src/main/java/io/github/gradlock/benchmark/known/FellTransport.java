package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** What it costs to move points onto others, by scaling rows and columns in turn (Sinkhorn 1964). */
final class FellTransport {
    private static final int ROUNDS = 3;

    private FellTransport() {}

    /** Records the gradients of the cost for a fixed plan, {@code x [n, d], y [m, d]}, the first scales {@code v [m]}. */
    static void run(Tape tape, Value x, Value y, Value v, double smoothing) {
        int rows = x.size(0);
        int columns = y.size(0);
        long[] pairs = {rows, columns};
        Value cost = tape.apply("cdist", FellTransport::distances, pairs, x, y);
        Value kernel = tape.map("exp", a -> StrictMath.exp(-a / smoothing), cost);
        Value turned = tape.t(kernel);
        Value across = v;
        Value down = v;
        for (int round = 0; round < ROUNDS; round++) {
            Value row = tape.apply("mv", FellTransport::product, new long[] {rows}, kernel, across);
            down = tape.map("reciprocal", a -> 1 / (rows * a), row);
            Value column = tape.apply("mv", FellTransport::product, v.shape(), turned, down);
            across = tape.map("reciprocal", a -> 1 / (columns * a), column);
        }
        Value plan = tape.mul(tape.zipRows("mul", (a, b) -> a * b, kernel, down), across);
        Value loss = tape.sum(tape.mul(plan, cost));
        tape.turn();
        tape.gradient("loss", loss);
        tape.gradient("cost", plan);
        tape.gradient("x", tape.apply("_cdist_backward", FellTransport::pull, x.shape(), x, plan, y));
    }

    private static double[] distances(Value... in) {
        double[] result = new double[in[0].size(0) * in[1].size(0)];
        for (int i = 0; i < result.length; i++) {
            double[] a = in[0].row(i / in[1].size(0));
            double[] b = in[1].row(i % in[1].size(0));
            for (int j = 0; j < a.length; j++) {
                result[i] += (a[j] - b[j]) * (a[j] - b[j]);
            }
        }
        return result;
    }

    private static double[] product(Value... in) {
        return Kernel.rows(row -> Sums.dot(row, in[1].elements())).apply(in);
    }

    private static double[] pull(Value... in) {
        int width = in[0].size(1);
        int columns = in[2].size(0);
        double[] result = new double[in[0].count()];
        for (int i = 0; i < result.length; i++) {
            for (int j = 0; j < columns; j++) {
                double difference = in[0].at(i) - in[2].at(j * width + i % width);
                result[i] += 2 * in[1].at(i / width * columns + j) * difference;
            }
        }
        return result;
    }
}
