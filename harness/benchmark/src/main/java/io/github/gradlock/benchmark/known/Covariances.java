package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** A function drawn from a Gaussian process by the root of its covariance, and how far it is from targets. */
final class Covariances {
    private static final double NOISE = 0.1;

    private Covariances() {}

    /** Records the gradients of {@code |L z − y|²} with {@code L Lᵀ = exp(−|x − x|² / 2) + noise}, {@code x [n, d], z [n, 1], y [n, 1]}. */
    static void run(Tape tape, Value x, Value z, Value y) {
        long[] pairs = {x.size(0), x.size(0)};
        Value distances = tape.apply("cdist", Covariances::distances, pairs, x);
        Value similar = tape.map("exp", a -> StrictMath.exp(-a / 2), distances);
        Value covariance = tape.apply("fill_diagonal", Covariances::noisy, pairs, similar);
        Value root = tape.apply("linalg_cholesky", Covariances::root, pairs, covariance);
        Value error = tape.sub(tape.matmul(root, z), y);
        Value loss = tape.sum(tape.map("square", a -> a * a, error));
        tape.turn();
        Value dDrawn = tape.map("mul", a -> 2 * a, error);
        Value dRoot = tape.matmul(dDrawn, tape.t(z));
        Value dCovariance = tape.apply("cholesky_backward", Covariances::rootBackward, pairs, root, dRoot);
        Value dDistances = tape.zip("mul", (a, b) -> -a * b / 2, dCovariance, similar);
        Value dX = tape.apply("_cdist_backward", Covariances::pull, x.shape(), x, dDistances);
        tape.gradient("loss", loss);
        tape.gradient("x", dX);
        tape.gradient("noise", tape.apply("trace", Covariances::trace, new long[0], dCovariance));
    }

    private static double[] distances(Value... in) {
        int count = in[0].size(0);
        double[] result = new double[count * count];
        for (int i = 0; i < result.length; i++) {
            double[] a = in[0].row(i / count);
            double[] b = in[0].row(i % count);
            for (int j = 0; j < a.length; j++) {
                result[i] += (a[j] - b[j]) * (a[j] - b[j]);
            }
        }
        return result;
    }

    private static double[] noisy(Value... in) {
        double[] result = in[0].elements();
        for (int i = 0; i < result.length; i += in[0].size(0) + 1) {
            result[i] += NOISE;
        }
        return result;
    }

    /** Returns the lower triangle L with {@code L Lᵀ = in}, and zeros above it. */
    static double[] root(Value... in) {
        int count = in[0].size(0);
        double[] root = new double[count * count];
        for (int j = 0; j < count; j++) {
            for (int i = j; i < count; i++) {
                double left = in[0].at(i * count + j);
                for (int k = 0; k < j; k++) {
                    left -= root[i * count + k] * root[j * count + k];
                }
                root[i * count + j] = i == j ? Math.sqrt(left) : left / root[j * count + j];
            }
        }
        return root;
    }

    /** Returns the symmetric part of {@code L⁻ᵀ Φ(Lᵀ dL) L⁻¹}, where Φ is the lower triangle with half of the diagonal (Murray 2016). */
    private static double[] rootBackward(Value... in) {
        int count = in[0].size(0);
        double[][] m = new double[count][count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j <= i; j++) {
                for (int k = i; k < count; k++) {
                    m[i][j] += in[0].at(k * count + i) * in[1].at(k * count + j);
                }
            }
            m[i][i] /= 2;
        }
        for (int j = 0; j < count; j++) {
            for (int i = count - 1; i >= 0; i--) {
                for (int k = i + 1; k < count; k++) {
                    m[i][j] -= in[0].at(k * count + i) * m[k][j];
                }
                m[i][j] /= in[0].at(i * count + i);
            }
        }
        for (int i = 0; i < count; i++) {
            for (int j = count - 1; j >= 0; j--) {
                for (int k = j + 1; k < count; k++) {
                    m[i][j] -= m[i][k] * in[0].at(k * count + j);
                }
                m[i][j] /= in[0].at(j * count + j);
            }
        }
        double[] result = new double[count * count];
        for (int i = 0; i < result.length; i++) {
            result[i] = (m[i / count][i % count] + m[i % count][i / count]) / 2;
        }
        return result;
    }

    /** Returns what the distances pull at each point. */
    static double[] pull(Value... in) {
        double[] result = new double[in[0].count()];
        int count = in[0].size(0);
        int width = in[0].size(1);
        for (int i = 0; i < result.length; i++) {
            for (int j = 0; j < count; j++) {
                double difference = in[0].at(i) - in[0].at(j * width + i % width);
                result[i] += 4 * in[1].at(i / width * count + j) * difference;
            }
        }
        return result;
    }

    private static double[] trace(Value... in) {
        double sum = 0;
        for (int i = 0; i < in[0].size(0); i++) {
            sum += in[0].row(i)[i];
        }
        return new double[] {sum};
    }
}
