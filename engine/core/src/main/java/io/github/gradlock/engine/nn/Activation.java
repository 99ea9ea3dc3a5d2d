package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.function.UnaryOperator;

/** A function without parameters as a module, {@code new Activation(Tensor::relu)} for instance. */
public final class Activation extends Module {
    private final UnaryOperator<Tensor> function;

    /** Wraps a function. */
    public Activation(UnaryOperator<Tensor> function) {
        this.function = function;
    }

    @Override
    public Tensor forward(Tensor input) {
        return function.apply(input);
    }
}
