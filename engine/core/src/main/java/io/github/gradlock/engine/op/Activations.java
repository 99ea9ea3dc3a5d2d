package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Tensor;

/** Activations and normalising functions of neural networks. */
public final class Activations {
    private static final double SQRT_HALF = 0.7071067811865476;
    private static final double SQRT_TWO_OVER_PI = 0.7978845608028654;

    private Activations() {}

    /** Takes {@code max(x, 0)}; the derivative at zero is zero. */
    public static Tensor relu(Tensor x) {
        return Dispatch.applyOne(UnaryOp.RELU, x);
    }

    /** Takes x where it is positive, and {@code slope * x} elsewhere. */
    public static Tensor leakyRelu(Tensor x, double slope) {
        return Arithmetic.where(Comparisons.gt(x, 0), x, Arithmetic.mul(x, slope));
    }

    /** Takes {@code x / 2 * (1 + erf(x / sqrt(2)))}. */
    public static Tensor gelu(Tensor x) {
        Tensor cdf = Arithmetic.mul(Arithmetic.add(Functions.erf(Arithmetic.mul(x, SQRT_HALF)), 1), 0.5);
        return Arithmetic.mul(x, cdf);
    }

    /** Takes gelu in its approximation {@code x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 x³)))}. */
    public static Tensor geluTanh(Tensor x) {
        Tensor cube = Arithmetic.mul(Arithmetic.mul(x, x), x);
        Tensor inner = Arithmetic.mul(Arithmetic.add(x, Arithmetic.mul(cube, 0.044715)), SQRT_TWO_OVER_PI);
        return Arithmetic.mul(Arithmetic.mul(x, 0.5), Arithmetic.add(Functions.tanh(inner), 1));
    }

    /** Takes {@code x * sigmoid(x)}. */
    public static Tensor silu(Tensor x) {
        return Arithmetic.mul(x, Functions.sigmoid(x));
    }

    /** Takes {@code log(1 + exp(beta x)) / beta}, and x itself where {@code beta x} exceeds the threshold. */
    public static Tensor softplus(Tensor x, double beta, double threshold) {
        Tensor scaled = Arithmetic.mul(x, beta);
        Tensor linear = Comparisons.gt(scaled, threshold);
        Tensor safe = Arithmetic.maskedFill(scaled, linear, 0);
        return Arithmetic.where(linear, x, Arithmetic.div(Functions.log1p(Functions.exp(safe)), beta));
    }

    /** Takes {@code log(1 + exp(x))}, and x itself above 20. */
    public static Tensor softplus(Tensor x) {
        return softplus(x, 1, 20);
    }

    /** Takes {@code log(sigmoid(x))}. */
    public static Tensor logSigmoid(Tensor x) {
        return Dispatch.applyOne(new LogSigmoidOp(), Operands.floating(x));
    }

    /** Divides exponentials along a dimension by their sum. */
    public static Tensor softmax(Tensor x, int dim) {
        Tensor from = Operands.floating(x);
        return x.rank() == 0
                ? Views.reshape(softmax(Views.reshape(from, 1), 0), x.shape())
                : Dispatch.applyOne(new SoftmaxOp(x.shape().axis(dim)), from);
    }

    /** Takes the logarithm of softmax along a dimension. */
    public static Tensor logSoftmax(Tensor x, int dim) {
        Tensor from = Operands.floating(x);
        return x.rank() == 0
                ? Views.reshape(logSoftmax(Views.reshape(from, 1), 0), x.shape())
                : Dispatch.applyOne(new LogSoftmaxOp(x.shape().axis(dim)), from);
    }

    /** Sets each element to zero with probability p and scales the others by {@code 1 / (1 - p)}; the seed decides which. */
    public static Tensor dropout(Tensor x, double p, long seed, long stream) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("dropout probability has to be between 0 and 1, but got " + p);
        }
        if (p == 1) {
            return Arithmetic.mul(x, 0.0);
        }
        Tensor sample = Dispatch.kernels(x).zeros(x.shape(), x.dtype());
        Dispatch.kernels(x).uniform(seed, stream, sample);
        Tensor kept = Comparisons.ge(sample, p);
        return Arithmetic.div(Arithmetic.where(kept, x, Arithmetic.constant(x, 0)), 1 - p);
    }
}
