package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** A layer that stays as it is, and beside it a product of two thin matrices that is learnt (Hu et al. 2021). */
final class LowRank {
    private LowRank() {}

    /** Records the gradients of {@code sum(c · gelu(bias + x·w + x·a·b / 2))}, {@code x [n, d], w [d, m], bias [m], a [d, r], b [r, m], c [n, m]}. */
    static void run(Tape tape, Value x, Value w, Value bias, Value a, Value b, Value c) {
        Value base = tape.apply("addmm", LowRank::addmm, c.shape(), bias, x, w);
        Value down = tape.matmul(x, a);
        Value half = tape.map("mul", u -> u / 2, tape.matmul(down, b));
        Value out = tape.add(base, half);
        Value e = tape.map("erf", LowRank::erf, tape.map("mul", u -> u * Math.sqrt(0.5), out));
        Value active = tape.zip("mul", (u, v) -> u * (1 + v) / 2, out, e);
        Value loss = tape.sum(tape.mul(active, c));
        tape.turn();
        Value dOut = tape.apply("gelu_backward", LowRank::backward, c.shape(), c, out, e);
        Value dHalf = tape.map("mul", u -> u / 2, dOut);
        Value dB = tape.matmul(tape.t(down), dHalf);
        Value dDown = tape.matmul(dHalf, tape.t(b));
        tape.gradient("loss", loss);
        tape.gradient("a", tape.matmul(tape.t(x), dDown));
        tape.gradient("b", dB);
        tape.gradient("bias", tape.sumColumns(dOut));
    }

    private static double[] addmm(Value... inputs) {
        double[] result = new double[inputs[1].size(0) * inputs[0].count()];
        for (int i = 0; i < result.length; i++) {
            result[i] = inputs[0].at(i % inputs[0].count());
            double[] column = inputs[2].column(i % inputs[0].count());
            double[] row = inputs[1].row(i / inputs[0].count());
            for (int j = 0; j < row.length; j++) {
                result[i] += row[j] * column[j];
            }
        }
        return result;
    }

    /** Returns the error function by a series whose terms have one sign. */
    static double erf(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; n < 60; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x) * sum;
    }

    private static double[] backward(Value... inputs) {
        double[] result = inputs[0].elements();
        for (int i = 0; i < result.length; i++) {
            double out = inputs[1].at(i);
            double density = StrictMath.exp(-out * out / 2) / Math.sqrt(2 * Math.PI);
            result[i] *= (1 + inputs[2].at(i)) / 2 + out * density;
        }
        return result;
    }
}
