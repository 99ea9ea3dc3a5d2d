package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** The likelihood of points under a Gaussian process. */
final class Covariance {
    private static final double NOISE = 0.25;

    private Covariance() {}

    /** Records the gradients of {@code yᵀC⁻¹y + log det C}, {@code C = exp(−d² / 2s²) + noise}, {@code x [n, d], y [n, 1]}, {@code s} a scalar. */
    static void run(Tape tape, Value x, Value y, Value s) {
        int n = x.size(0);
        long[] pairs = {n, n};
        Value squared = tape.apply("cdist", in -> distances(in[0].size(1), in), pairs, x);
        Value scaled = tape.zip("div", (a, b) -> a / (-2 * b * b), squared, s);
        Value similar = tape.map("exp", StrictMath::exp, scaled);
        Value lower = tape.apply("linalg_cholesky", Covariance::factorise, pairs, similar);
        Value z = tape.apply("linalg_solve_triangular", in -> solve(in[0], in[1]), y.shape(), lower, y);
        Value quadratic = tape.sum(tape.mul(z, z));
        Kernel logDet = in -> {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += 2 * StrictMath.log(in[0].at(i * n + i));
            }
            return new double[] {sum};
        };
        Value loss = tape.add(quadratic, tape.apply("logdet", logDet, new long[0], lower));
        tape.turn();
        Value whole = tape.matmul(lower, tape.t(lower));
        Value inverse = tape.apply("linalg_inv", Covariance::invert, pairs, whole);
        Value alpha = tape.matmul(inverse, y);
        Value change = tape.mul(similar, squared);
        Value ofDet = tape.apply("trace", in -> new double[] {trace(in)}, new long[0], inverse, change);
        Value ofQuadratic = tape.sum(tape.mul(alpha, tape.matmul(change, alpha)));
        Value difference = tape.sub(ofDet, ofQuadratic);
        tape.gradient("loss", loss);
        tape.gradient("y", tape.map("mul", a -> 2 * a, alpha));
        tape.gradient("s", tape.zip("div", (a, b) -> a / (b * b * b), difference, s));
    }

    /** Adds up squared differences over so many coordinates. */
    static double[] distances(int coordinates, Value... in) {
        int n = in[0].size(0);
        double[] result = new double[n * n];
        for (int i = 0; i < result.length; i++) {
            for (int d = 0; d < coordinates; d++) {
                double difference = in[0].row(i / n)[d] - in[0].row(i % n)[d];
                result[i] += difference * difference;
            }
        }
        return result;
    }

    /** Adds noise, and returns the lower triangle whose square it is (Cholesky). */
    static double[] factorise(Value... in) {
        int n = in[0].size(0);
        double[] lower = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = in[0].at(i * n + j) + (i == j ? NOISE : 0);
                for (int k = 0; k < j; k++) {
                    rest -= lower[i * n + k] * lower[j * n + k];
                }
                lower[i * n + j] = i == j ? Math.sqrt(rest) : rest / lower[j * n + j];
            }
        }
        return lower;
    }

    private static double[] solve(Value lower, Value y) {
        double[] z = y.elements();
        for (int i = 0; i < z.length; i++) {
            for (int j = 0; j < i; j++) {
                z[i] -= lower.at(i * z.length + j) * z[j];
            }
            z[i] /= lower.at(i * z.length + i);
        }
        return z;
    }

    /** Inverts a matrix that needs no pivots (Gauss and Jordan). */
    private static double[] invert(Value... in) {
        int n = in[0].size(0);
        double[] a = in[0].elements();
        for (int p = 0; p < n; p++) {
            double pivot = a[p * n + p];
            a[p * n + p] = 1;
            for (int j = 0; j < n; j++) {
                a[p * n + j] /= pivot;
            }
            for (int i = 0; i < n; i++) {
                double factor = a[i * n + p];
                a[i * n + p] = i == p ? factor : 0;
                for (int j = 0; i != p && j < n; j++) {
                    a[i * n + j] -= factor * a[p * n + j];
                }
            }
        }
        return a;
    }

    /** Returns the trace of a product. */
    private static double trace(Value... in) {
        double sum = 0;
        for (int i = 0; i < in[0].size(0); i++) {
            sum += Sums.dot(in[0].row(i), in[1].column(i));
        }
        return sum;
    }
}
