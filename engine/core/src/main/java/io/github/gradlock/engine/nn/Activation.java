package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.op.Activations;
import io.github.gradlock.engine.tensor.Repr;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * A function without parameters as a module: {@code Activation.relu()}, or {@code new Activation("cube", x -> x.pow(3))}. Where nothing
 * else is said, it works on each element, of any shape and a floating dtype; {@link Activations} has formulas, derivatives at kinks and
 * errors.
 */
public final class Activation extends ParameterFree {
    private Activation(String name, String arguments, UnaryOperator<Tensor> function) {
        super(name, arguments, function);
    }

    /** Wraps a function under the name that is shown. */
    public Activation(String name, UnaryOperator<Tensor> function) {
        this(name, "", function);
    }

    /** Wraps a function. */
    public Activation(UnaryOperator<Tensor> function) {
        this("Activation", function);
    }

    /** Returns {@code max(x, 0)}. */
    public static Activation relu() {
        return new Activation("ReLU", Tensor::relu);
    }

    /** Returns {@code min(max(x, 0), 6)}. */
    public static Activation relu6() {
        return new Activation("ReLU6", Activations::relu6);
    }

    /** Returns {@code x} where positive, {@code slope x} elsewhere; PyTorch's default is 0.01. */
    public static Activation leakyRelu(double slope) {
        return new Activation("LeakyReLU", "negative_slope=" + Repr.of(slope), x -> x.leakyRelu(slope));
    }

    /** Returns {@code x} where positive, {@code alpha (exp(x) − 1)} elsewhere; PyTorch's default is 1. */
    public static Activation elu(double alpha) {
        return new Activation("ELU", "alpha=" + Repr.of(alpha), x -> Activations.elu(x, alpha));
    }

    /** Returns {@code x} where positive, {@code alpha (exp(x / alpha) − 1)} elsewhere; PyTorch's default is 1. */
    public static Activation celu(double alpha) {
        return new Activation("CELU", "alpha=" + Repr.of(alpha), x -> Activations.celu(x, alpha));
    }

    /** Returns elu scaled so that mean and variance are kept (Klambauer et al. 2017). */
    public static Activation selu() {
        return new Activation("SELU", Activations::selu);
    }

    /** Returns {@code x Φ(x)}. */
    public static Activation gelu() {
        return new Activation("GELU", "approximate='none'", Tensor::gelu);
    }

    /** Returns {@code x Φ(x)} by the approximation with tanh (Hendrycks and Gimpel 2016). */
    public static Activation geluTanh() {
        return new Activation("GELU", "approximate='tanh'", Activations::geluTanh);
    }

    /** Returns {@code x σ(x)}. */
    public static Activation silu() {
        return new Activation("SiLU", Tensor::silu);
    }

    /** Returns {@code x tanh(softplus(x))} (Misra 2019). */
    public static Activation mish() {
        return new Activation("Mish", Activations::mish);
    }

    /** Returns the hyperbolic tangent. */
    public static Activation tanh() {
        return new Activation("Tanh", Tensor::tanh);
    }

    /** Returns the logistic function. */
    public static Activation sigmoid() {
        return new Activation("Sigmoid", Tensor::sigmoid);
    }

    /** Returns the logarithm of the logistic function. */
    public static Activation logSigmoid() {
        return new Activation("LogSigmoid", Activations::logSigmoid);
    }

    /** Returns {@code min(max(x + 3, 0), 6) / 6}. */
    public static Activation hardsigmoid() {
        return new Activation("Hardsigmoid", Activations::hardsigmoid);
    }

    /** Returns {@code x min(max(x + 3, 0), 6) / 6} (Howard et al. 2019). */
    public static Activation hardswish() {
        return new Activation("Hardswish", Activations::hardswish);
    }

    /** Returns {@code min(max(x, low), high)}; PyTorch's default is from -1 to 1. */
    public static Activation hardtanh(double low, double high) {
        return new Activation(
                "Hardtanh",
                "min_val=" + Repr.of(low) + ", max_val=" + Repr.of(high),
                x -> Activations.hardtanh(x, low, high));
    }

    /** Returns {@code x / (1 + |x|)}. */
    public static Activation softsign() {
        return new Activation("Softsign", Activations::softsign);
    }

    /** Returns {@code log(1 + exp(x))}. */
    public static Activation softplus() {
        return softplus(1, 20);
    }

    /** Returns {@code log(1 + exp(beta x)) / beta}, and x where {@code beta x} is above the threshold. */
    public static Activation softplus(double beta, double threshold) {
        return new Activation(
                "Softplus",
                "beta=" + Repr.of(beta) + ", threshold=" + Repr.of(threshold),
                x -> Activations.softplus(x, beta, threshold));
    }

    /** Returns the softmax along a dimension. */
    public static Activation softmax(int dim) {
        return new Activation("Softmax", "dim=" + dim, x -> x.softmax(dim));
    }

    /** Returns the softmax of {@code −x} along a dimension. */
    public static Activation softmin(int dim) {
        return new Activation("Softmin", "dim=" + dim, x -> Activations.softmin(x, dim));
    }

    /** Returns the logarithm of the softmax along a dimension. */
    public static Activation logSoftmax(int dim) {
        return new Activation("LogSoftmax", "dim=" + dim, x -> x.logSoftmax(dim));
    }

    /** Returns the first half of a dimension times the logistic function of the second (Dauphin et al. 2016); its size is even. */
    public static Activation glu(int dim) {
        return new Activation("GLU", "dim=" + dim, x -> Activations.glu(x, dim));
    }

    /** Merges all dimensions but the first. */
    public static Activation flatten() {
        return flatten(1, -1);
    }

    /** Merges the dimensions from {@code first} to {@code last}, both included. */
    public static Activation flatten(int first, int last) {
        return new Activation("Flatten", "start_dim=" + first + ", end_dim=" + last, x -> x.flatten(first, last));
    }

    /** Splits a dimension into several, of which one may be -1 and is inferred. */
    public static Activation unflatten(int dim, int... sizes) {
        int[] copy = sizes.clone();
        String shown = "dim=" + dim + ", unflattened_size=" + Repr.tuple(Values.list(copy));
        return new Activation("Unflatten", shown, x -> x.unflatten(dim, copy));
    }

    /** Returns what it is given. */
    public static Activation identity() {
        return new Activation("Identity", x -> x);
    }
}
