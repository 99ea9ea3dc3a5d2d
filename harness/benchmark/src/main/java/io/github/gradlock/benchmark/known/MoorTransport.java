package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import java.util.function.ToDoubleBiFunction;

/** What it costs to carry one cloud of points to another, smoothed by an entropy (Sinkhorn). */
final class MoorTransport {
    private static final int ROUNDS = 3;

    private MoorTransport() {}

    /** Records the gradients of the cost, {@code x [n, d], y [m, d], start [m]}; scalings are taken for fixed. */
    static void run(Tape tape, Value x, Value y, Value start, double entropy) {
        int n = x.size(0);
        int m = y.size(0);
        Value cost = tape.apply("cdist", MoorTransport::squares, new long[] {n, m}, x, y);
        Value kernel = tape.map("exp", StrictMath::exp, tape.map("div", a -> -a / entropy, cost));
        Value turned = tape.t(kernel);
        Value v = start;
        Value u = start;
        for (int i = 0; i < ROUNDS; i++) {
            Value rows = tape.apply("mv", times(Sums::dot), new long[] {n}, kernel, v);
            u = tape.map("reciprocal", a -> 1 / (n * a), rows);
            Value columns = tape.apply("mv", times(Sums::dot), new long[] {m}, turned, u);
            v = tape.map("reciprocal", a -> 1 / (m * a), columns);
        }
        Value plan = tape.mul(tape.zipRows("mul", (a, b) -> a * b, kernel, u), v);
        Value loss = tape.sum(tape.mul(plan, cost));
        tape.turn();
        Value left = tape.zipRows("mul", (a, b) -> a * b, x, tape.sumRows(plan));
        Value dX = tape.map("mul", a -> 2 * a, tape.sub(left, tape.matmul(plan, y)));
        Value right = tape.zipRows("mul", (a, b) -> a * b, y, tape.sumColumns(plan));
        Value dY = tape.map("mul", a -> 2 * a, tape.sub(right, tape.matmul(tape.t(plan), x)));
        tape.gradient("loss", loss);
        tape.gradient("x", dX);
        tape.gradient("y", dY);
    }

    /** Plants a scalar product in each of the products of a matrix and a vector. */
    static Tape plant(Tape tape, ToDoubleBiFunction<double[], double[]> dot) {
        for (int i = 1; i <= 2 * ROUNDS; i++) {
            tape.plant("forward mv " + i, times(dot));
        }
        return tape;
    }

    private static Kernel times(ToDoubleBiFunction<double[], double[]> dot) {
        return in -> {
            double[] result = new double[in[0].size(0)];
            double[] right = in[1].elements();
            for (int i = 0; i < result.length; i++) {
                result[i] = dot.applyAsDouble(in[0].row(i), right);
            }
            return result;
        };
    }

    private static double[] squares(Value... in) {
        int m = in[1].size(0);
        double[] result = new double[in[0].size(0) * m];
        for (int i = 0; i < result.length; i++) {
            double[] a = in[0].row(i / m);
            double[] b = in[1].row(i % m);
            for (int j = 0; j < a.length; j++) {
                result[i] += (a[j] - b[j]) * (a[j] - b[j]);
            }
        }
        return result;
    }
}
