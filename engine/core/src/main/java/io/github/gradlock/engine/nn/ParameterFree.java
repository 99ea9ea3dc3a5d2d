package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.function.UnaryOperator;

/** A function without parameters, with what is shown of it. */
abstract class ParameterFree extends Module {
    private final String name;
    private final String arguments;
    private final UnaryOperator<Tensor> function;

    ParameterFree(String name, String arguments, UnaryOperator<Tensor> function) {
        this.name = name;
        this.arguments = arguments;
        this.function = function;
    }

    @Override
    public final Tensor forward(Tensor input) {
        return function.apply(input);
    }

    @Override
    protected final String typeName() {
        return name;
    }

    @Override
    protected final String extraRepr() {
        return arguments;
    }
}
