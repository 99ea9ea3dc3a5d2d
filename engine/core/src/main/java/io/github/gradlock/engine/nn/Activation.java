package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.op.Activations;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.function.UnaryOperator;

/** A function without parameters as a module: {@code Activation.relu()}, or {@code new Activation("cube", x -> x.pow(3))}. */
public final class Activation extends Module {
    private final String name;
    private final UnaryOperator<Tensor> function;

    /** Wraps a function under the name that is shown. */
    public Activation(String name, UnaryOperator<Tensor> function) {
        this.name = name;
        this.function = function;
    }

    /** Wraps a function. */
    public Activation(UnaryOperator<Tensor> function) {
        this("Activation", function);
    }

    /** Returns {@code max(x, 0)}. */
    public static Activation relu() {
        return new Activation("ReLU", Tensor::relu);
    }

    /** Returns {@code x} where positive, {@code slope x} elsewhere. */
    public static Activation leakyRelu(double slope) {
        return new Activation("LeakyReLU", x -> x.leakyRelu(slope));
    }

    /** Returns {@code x Φ(x)}. */
    public static Activation gelu() {
        return new Activation("GELU", Tensor::gelu);
    }

    /** Returns {@code x σ(x)}. */
    public static Activation silu() {
        return new Activation("SiLU", Tensor::silu);
    }

    /** Returns the hyperbolic tangent. */
    public static Activation tanh() {
        return new Activation("Tanh", Tensor::tanh);
    }

    /** Returns the logistic function. */
    public static Activation sigmoid() {
        return new Activation("Sigmoid", Tensor::sigmoid);
    }

    /** Returns {@code log(1 + exp(x))}. */
    public static Activation softplus() {
        return new Activation("Softplus", x -> Activations.softplus(x, 1, 20));
    }

    /** Returns the softmax along a dimension. */
    public static Activation softmax(int dim) {
        return new Activation("Softmax", x -> x.softmax(dim));
    }

    /** Returns the logarithm of the softmax along a dimension. */
    public static Activation logSoftmax(int dim) {
        return new Activation("LogSoftmax", x -> x.logSoftmax(dim));
    }

    /** Merges all dimensions but the first. */
    public static Activation flatten() {
        return new Activation("Flatten", x -> x.flatten(1, -1));
    }

    /** Returns what it is given. */
    public static Activation identity() {
        return new Activation("Identity", x -> x);
    }

    @Override
    protected String typeName() {
        return name;
    }

    @Override
    public Tensor forward(Tensor input) {
        return function.apply(input);
    }
}
