package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;

/**
 * Sets elements to zero, or to another constant, at random. Seed and stream decide which: element i goes where sample i of {@link
 * UniformOp} is less than p.
 *
 * <p>All throw {@link IllegalArgumentException} if p is not a probability.
 */
public final class Dropouts {
    /** What selu tends to far below zero: minus its scale times its alpha. */
    private static final double SELU_FLOOR = -1.7580993408473766;

    private Dropouts() {}

    /** Sets each element to zero with probability p and scales the others by {@code 1 / (1 - p)}. */
    public static Tensor dropout(Tensor x, double p, long seed, long stream) {
        return scaled("dropout", x, x.shape(), p, seed, stream);
    }

    /** Sets each channel, a slice {@code x[n, c]}, to zero with probability p and scales the others by {@code 1 / (1 - p)}. */
    public static Tensor featureDropout(Tensor x, double p, long seed, long stream) {
        return scaled("feature_dropout", x, channels("feature_dropout", x), p, seed, stream);
    }

    /** Sets each element to selu's least value with probability p, and then keeps mean and variance. */
    public static Tensor alphaDropout(Tensor x, double p, long seed, long stream) {
        return selfNormalising("alpha_dropout", x, x.shape(), p, seed, stream);
    }

    /** Sets each channel, a slice {@code x[n, c]}, to selu's least value with probability p, and then keeps mean and variance. */
    public static Tensor featureAlphaDropout(Tensor x, double p, long seed, long stream) {
        return selfNormalising("feature_alpha_dropout", x, channels("feature_alpha_dropout", x), p, seed, stream);
    }

    private static Tensor scaled(String op, Tensor x, Shape shape, double p, long seed, long stream) {
        checkProbability(op, p);
        if (p == 1) {
            return Arithmetic.mul(x, 0.0);
        }
        Tensor kept = kept(x, shape, p, seed, stream);
        return Arithmetic.div(Arithmetic.where(kept, x, Arithmetic.constant(x, Shape.SCALAR, 0)), 1 - p);
    }

    /** Klambauer and others, 2017: x keeps the factor a, what is dropped becomes a times the floor, and b moves the mean back. */
    private static Tensor selfNormalising(String op, Tensor x, Shape shape, double p, long seed, long stream) {
        checkProbability(op, p);
        if (p == 1) {
            return Arithmetic.mul(x, 0.0);
        }
        double a = 1 / Math.sqrt((1 - p) * (1 + p * SELU_FLOOR * SELU_FLOOR));
        double b = -a * p * SELU_FLOOR;
        Tensor kept = kept(x, shape, p, seed, stream);
        return Arithmetic.where(kept, Arithmetic.add(Arithmetic.mul(x, a), b), a * SELU_FLOOR + b);
    }

    private static Tensor kept(Tensor x, Shape shape, double p, long seed, long stream) {
        return Comparisons.ge(Randoms.uniform(x, shape, seed, stream), p);
    }

    private static Shape channels(String op, Tensor x) {
        if (x.rank() < 2) {
            throw new IllegalArgumentException(op + " expected at least 2 dimensions, got " + x.shape());
        }
        int[] sizes = new int[x.rank()];
        Arrays.fill(sizes, 1);
        sizes[0] = x.size(0);
        sizes[1] = x.size(1);
        return Shape.of(sizes);
    }

    private static void checkProbability(String op, double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException(op + " probability has to be between 0 and 1, but got " + p);
        }
    }
}
