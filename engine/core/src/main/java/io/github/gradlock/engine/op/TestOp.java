package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.tensor.Tensor;

/** A question asked of each element, NaN or finite for instance; gives bool, and has no derivative. */
record TestOp(String name, UnaryFunction function) implements NondifferentiableOp {
    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        return new Tensor[] {Primitives.unary(context.kernels(), function, inputs[0])};
    }
}
