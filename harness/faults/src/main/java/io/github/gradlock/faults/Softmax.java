package io.github.gradlock.faults;

import java.util.function.DoubleUnaryOperator;

/** The gradient of a sum of squares through softmax, with the exponential left to the caller. */
final class Softmax {
    private Softmax() {}

    /**
     * Returns the gradient of {@code sum(softmax(x)²)} with respect to {@code x}: {@code 2p·(p − sum(p²))}, shape of {@code x}.
     */
    static double[] gradient(double[] x, DoubleUnaryOperator exp) {
        double[] p = new double[x.length];
        double total = 0;
        for (int i = 0; i < x.length; i++) {
            p[i] = exp.applyAsDouble(x[i]);
            total += p[i];
        }
        double squares = 0;
        for (int i = 0; i < x.length; i++) {
            p[i] /= total;
            squares += p[i] * p[i];
        }
        double[] gradient = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            gradient[i] = 2 * p[i] * (p[i] - squares);
        }
        return gradient;
    }
}
