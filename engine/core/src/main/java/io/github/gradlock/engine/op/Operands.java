package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Promotion;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;

/** Brings operands to a common dtype and shape, by ops of their own: kernels and derivatives then need no such rules. */
final class Operands {
    private Operands() {}

    static Tensor binary(Op op, Tensor a, Tensor b) {
        DType dtype = Promotion.resultType(a, b);
        Shape shape = broadcast(op.name(), a.shape(), b.shape());
        return Dispatch.applyOne(
                op, Views.expand(Arithmetic.cast(a, dtype), shape), Views.expand(Arithmetic.cast(b, dtype), shape));
    }

    static Tensor binary(Op op, Tensor a, Number b) {
        Tensor left = Arithmetic.cast(a, Promotion.resultType(a, b));
        return Dispatch.applyOne(op, left, Arithmetic.constant(left, b));
    }

    static Tensor floating(Tensor x) {
        return Arithmetic.cast(x, Promotion.toFloating(x.dtype()));
    }

    static Shape broadcast(String op, Shape a, Shape b) {
        if (a.equals(b)) {
            return a;
        }
        try {
            return Shape.broadcast(a, b);
        } catch (IllegalArgumentException e) {
            throw mismatch(op, a, b);
        }
    }

    static IllegalArgumentException mismatch(String op, Shape lhs, Shape rhs) {
        return new IllegalArgumentException("shape mismatch in " + op + ": lhs " + lhs + ", rhs " + rhs);
    }

    static IllegalArgumentException mismatch(String op, DType lhs, DType rhs) {
        return new IllegalArgumentException("dtype mismatch in " + op + ": lhs " + lhs + ", rhs " + rhs);
    }
}
