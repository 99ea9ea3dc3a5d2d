package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.tensor.Tensor;

/** A function of the bits of two elements; gives their dtype, which is not floating, so it has no derivative. */
record BitwiseOp(BinaryFunction function) implements NondifferentiableOp {
    @Override
    public String name() {
        return switch (function) {
            case BITWISE_AND -> "bitwise_and";
            case BITWISE_OR -> "bitwise_or";
            case BITWISE_XOR -> "bitwise_xor";
            case SHIFT_LEFT -> "bitwise_left_shift";
            case SHIFT_RIGHT -> "bitwise_right_shift";
            default -> throw new IllegalArgumentException(function + " is not a function of bits");
        };
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        return new Tensor[] {Primitives.binary(context.kernels(), function, inputs[0], inputs[1])};
    }
}
