package io.github.gradlock.benchmark.aside;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;

/** A plan that carries masses from points to points, by scaling rows and columns in turn (Sinkhorn 1967). */
final class QuayPlan {
    private QuayPlan() {}

    /**
     * Records the gradients of what a plan costs, {@code x [n, d]} with masses {@code a [n]} to {@code y [m, d]} with masses {@code b [m]}; the
     * more blurred, the greater {@code epsilon}.
     */
    static void run(Tape tape, Value x, Value a, Value y, Value b, double epsilon) {
        long[] pairs = {x.size(0), y.size(0)};
        Value cost = tape.apply("cdist", QuayPlan::squares, pairs, x, y);
        Value kernel = tape.map("exp", StrictMath::exp, tape.map("mul", c -> c * (-1 / epsilon), cost));
        Value turned = tape.t(kernel);
        Value rows = tape.zip("div", (p, q) -> p / q, a, tape.sumRows(kernel));
        Value columns = tape.zip("div", (p, q) -> p / q, b, product(tape, turned, rows));
        rows = tape.zip("div", (p, q) -> p / q, a, product(tape, kernel, columns));
        columns = tape.zip("div", (p, q) -> p / q, b, product(tape, turned, rows));
        Value plan = tape.mul(tape.zipRows("mul", (p, q) -> p * q, kernel, rows), columns);
        Value loss = tape.sum(tape.mul(plan, cost));
        tape.turn();
        Value potential = tape.map("mul", p -> p * epsilon, tape.map("log", StrictMath::log, rows));
        Value mean = tape.apply("mean", Kernel.total(Sums::mean), new long[0], potential);
        Value sent = tape.zipRows("mul", (p, q) -> p * q, x, tape.sumRows(plan));
        Value pull = tape.sub(sent, tape.matmul(plan, y));
        tape.gradient("loss", loss);
        tape.gradient("cost", plan);
        tape.gradient("a", tape.sub(potential, mean));
        tape.gradient("x", tape.map("mul", p -> 2 * p, pull));
    }

    private static Value product(Tape tape, Value matrix, Value vector) {
        return tape.apply("mv", multiplying(Sums::dot), new long[] {matrix.size(0)}, matrix, vector);
    }

    static Kernel multiplying(ToDoubleBiFunction<double[], double[]> dot) {
        return in ->
                Kernel.rows(row -> dot.applyAsDouble(row, in[1].elements())).apply(in);
    }

    private static double[] squares(Value... in) {
        double[] result = new double[in[0].size(0) * in[1].size(0)];
        Arrays.setAll(result, i -> {
            double[] from = in[0].row(i / in[1].size(0));
            double[] end = in[1].row(i % in[1].size(0));
            double sum = 0;
            for (int j = 0; j < from.length; j++) {
                sum += (from[j] - end[j]) * (from[j] - end[j]);
            }
            return sum;
        });
        return result;
    }
}
