package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import java.util.Arrays;

/** A rod that is heated, whose temperatures a few sensors in a row see. */
final class MoorHeat {
    private MoorHeat() {}

    /** How a solver calculates. */
    interface Arithmetic {
        double multiplyAdd(double a, double b, double c);

        default double quotient(double a, double b) {
            return a / b;
        }
    }

    /** Records the gradients of the sum of squared errors, {@code resistance [n + 1], source [n], target [s]}; sensors start at {@code first}. */
    static void run(Tape tape, Value resistance, Value source, Value target, int first) {
        long[] nodes = source.shape();
        Value flow = tape.map("exp", StrictMath::exp, tape.map("neg", a -> -a, resistance));
        Value diagonal = tape.apply("add", MoorHeat::neighbours, nodes, flow);
        Value heat = tape.apply("linalg_solve", MoorHeat::solve, nodes, source, diagonal, flow);
        Value seen = tape.apply("slice", in -> cut(first, target.count(), in), target.shape(), heat);
        Value error = tape.sub(seen, target);
        Value loss = tape.apply(
                "sum", in -> new double[] {Sums.dot(in[0].elements(), in[0].elements())}, new long[0], error);
        tape.turn();
        Value dSeen = tape.map("mul", a -> 2 * a, error);
        Value dHeat = tape.apply("slice_backward", in -> within(first, source.count(), in), nodes, dSeen);
        Value dSource = tape.apply("linalg_solve", MoorHeat::solve, nodes, dHeat, diagonal, flow);
        Value slope = tape.apply("diff", MoorHeat::differences, flow.shape(), heat);
        Value dSlope = tape.apply("diff", MoorHeat::differences, flow.shape(), dSource);
        Value dFlow = tape.mul(slope, dSlope);
        tape.gradient("loss", loss);
        tape.gradient("source", dSource);
        tape.gradient("resistance", tape.mul(dFlow, flow));
    }

    static double[] solve(Value... in) {
        return solve((a, b, c) -> a * b + c, in);
    }

    /** Solves for a symmetric matrix of three diagonals by elimination (Thomas 1949). */
    static double[] solve(Arithmetic arithmetic, Value... in) {
        double[] x = in[0].elements();
        double[] pivot = in[1].elements();
        for (int i = 1; i < x.length; i++) {
            double share = arithmetic.quotient(in[2].at(i), pivot[i - 1]);
            pivot[i] = arithmetic.multiplyAdd(-share, in[2].at(i), pivot[i]);
            x[i] = arithmetic.multiplyAdd(share, x[i - 1], x[i]);
        }
        for (int i = x.length - 1; i >= 0; i--) {
            double above = i + 1 < x.length ? arithmetic.multiplyAdd(in[2].at(i + 1), x[i + 1], x[i]) : x[i];
            x[i] = arithmetic.quotient(above, pivot[i]);
        }
        return x;
    }

    /** Puts what a slice was given in its place, and zeros around it. */
    static double[] within(int first, int count, Value... in) {
        double[] result = new double[count];
        System.arraycopy(in[0].elements(), 0, result, first, in[0].count());
        return result;
    }

    private static double[] cut(int first, int count, Value... in) {
        return Arrays.copyOfRange(in[0].elements(), first, first + count);
    }

    private static double[] neighbours(Value... in) {
        double[] result = new double[in[0].count() - 1];
        Arrays.setAll(result, i -> in[0].at(i) + in[0].at(i + 1));
        return result;
    }

    private static double[] differences(Value... in) {
        double[] result = new double[in[0].count() + 1];
        for (int i = 0; i < result.length; i++) {
            double left = i == 0 ? 0 : in[0].at(i - 1);
            double right = i == in[0].count() ? 0 : in[0].at(i);
            result[i] = right - left;
        }
        return result;
    }
}
