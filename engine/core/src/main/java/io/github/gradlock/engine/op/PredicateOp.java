package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Locale;

/** A comparison or logical function of two elements; gives bool, and has no derivative. */
record PredicateOp(BinaryFunction function) implements NondifferentiableOp {
    @Override
    public String name() {
        return function.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        return new Tensor[] {Primitives.binary(context.kernels(), function, inputs[0], inputs[1])};
    }
}
