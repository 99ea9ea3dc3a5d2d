package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Sums;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;
import java.util.Arrays;

/** The likelihood of values of a Gaussian process. */
final class GaussianProcess {
    static final double NOISE = 0.05;

    private GaussianProcess() {}

    /** Records loss and gradients with respect to covariances and noise, places {@code x [n, d]}, values {@code y [n, 1]}. */
    static void run(Tape tape, Value x, Value y) {
        int n = x.size(0);
        long[] square = {n, n};
        Value distance = tape.apply("cdist", GaussianProcess::distances, square, x);
        Value covariance = tape.map("exp", a -> StrictMath.exp(-a / 2), distance);
        Value noisy = tape.apply("add", GaussianProcess::addNoise, square, covariance);
        Value root = tape.apply("linalg_cholesky", GaussianProcess::cholesky, square, noisy);
        Value white = tape.apply("linalg_solve_triangular", GaussianProcess::forwards, y.shape(), y, root);
        Value fit = tape.sum(tape.map("square", a -> a * a, white));
        Value volume = tape.apply("logdet", GaussianProcess::logDeterminant, new long[0], root);
        Value loss = tape.zip("add", (a, b) -> a / 2 + b, fit, volume);
        tape.turn();
        Value weights = tape.apply("linalg_solve_triangular", GaussianProcess::backwards, y.shape(), white, root);
        Value inverse = tape.apply("cholesky_inverse", GaussianProcess::inverse, square, root);
        Value outer = tape.matmul(weights, tape.t(weights));
        Value dNoisy = tape.zip("sub", (a, b) -> (a - b) / 2, inverse, outer);
        Value dCovariance = tape.mul(dNoisy, covariance);
        Value volumeShare = tape.apply("trace", in -> new double[] {trace(in[0])}, new long[0], inverse);
        Value fitShare = tape.sum(tape.map("square", a -> a * a, weights));
        tape.gradient("loss", loss);
        tape.gradient("covariance", dCovariance);
        tape.gradient("noise", tape.zip("sub", (a, b) -> (a - b) / 2, volumeShare, fitShare));
    }

    /** Returns the triangle whose product with its transpose is a matrix, row by row. */
    static double[] cholesky(Value... inputs) {
        double[] a = inputs[0].elements();
        int n = inputs[0].size(0);
        double[] root = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = a[i * n + j];
                for (int k = 0; k < j; k++) {
                    rest -= root[i * n + k] * root[j * n + k];
                }
                root[i * n + j] = i == j ? Math.sqrt(rest) : rest / root[j * n + j];
            }
        }
        return root;
    }

    private static double[] distances(Value... inputs) {
        int n = inputs[0].size(0);
        double[] result = new double[n * n];
        Kernel difference = Kernel.zip((a, b) -> a - b);
        for (int i = 0; i < result.length; i++) {
            double[] left = inputs[0].row(i / n);
            double[] right = inputs[0].row(i % n);
            Value x = Value.of(inputs[0].type(), left, left.length);
            double[] apart = difference.apply(x, Value.of(inputs[0].type(), right, right.length));
            result[i] = Sums.dot(apart, apart);
        }
        return result;
    }

    private static double[] addNoise(Value... inputs) {
        double[] result = inputs[0].elements();
        for (int i = 0; i < result.length; i += inputs[0].size(0) + 1) {
            result[i] += NOISE;
        }
        return result;
    }

    private static double[] forwards(Value... inputs) {
        return forwards(inputs[0].elements(), inputs[1]);
    }

    private static double[] forwards(double[] y, Value root) {
        double[] solved = y.clone();
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < i; j++) {
                solved[i] -= root.at(i * y.length + j) * solved[j];
            }
            solved[i] /= root.at(i * y.length + i);
        }
        return solved;
    }

    private static double[] backwards(Value... inputs) {
        return backwards(inputs[0].elements(), inputs[1]);
    }

    private static double[] backwards(double[] y, Value root) {
        double[] solved = y.clone();
        for (int i = y.length - 1; i >= 0; i--) {
            for (int j = i + 1; j < y.length; j++) {
                solved[i] -= root.at(j * y.length + i) * solved[j];
            }
            solved[i] /= root.at(i * y.length + i);
        }
        return solved;
    }

    private static double[] inverse(Value... inputs) {
        int n = inputs[0].size(0);
        double[] result = new double[n * n];
        for (int i = 0; i < n; i++) {
            double[] unit = new double[n];
            unit[i] = 1;
            System.arraycopy(backwards(forwards(unit, inputs[0]), inputs[0]), 0, result, i * n, n);
        }
        return result;
    }

    private static double[] logDeterminant(Value... inputs) {
        int n = inputs[0].size(0);
        double[] logs = new double[n];
        Arrays.setAll(logs, i -> StrictMath.log(inputs[0].at(i * n + i)));
        return new double[] {Sums.sum(logs)};
    }

    private static double trace(Value x) {
        double[] diagonal = new double[x.size(0)];
        Arrays.setAll(diagonal, i -> x.at(i * x.size(0) + i));
        return Sums.sum(diagonal);
    }
}
