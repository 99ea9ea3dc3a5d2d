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

    static Tensor binary(Op op, Number a, Tensor b) {
        Tensor right = Arithmetic.cast(b, Promotion.resultType(b, a));
        return Dispatch.applyOne(op, Arithmetic.constant(right, a), right);
    }

    /** Applies a function that integers have no result of: they become floating first. */
    static Tensor floating(Op op, Tensor a, Tensor b) {
        DType dtype = Promotion.toFloating(Promotion.resultType(a, b));
        return binary(op, Arithmetic.cast(a, dtype), Arithmetic.cast(b, dtype));
    }

    /** Applies an op to tensors brought to one dtype and one shape. */
    static Tensor together(Op op, Tensor... tensors) {
        DType dtype = Promotion.resultType(tensors);
        Shape shape = tensors[0].shape();
        for (Tensor tensor : tensors) {
            shape = broadcast(op.name(), shape, tensor.shape());
        }
        Tensor[] operands = new Tensor[tensors.length];
        for (int i = 0; i < operands.length; i++) {
            operands[i] = Views.expand(Arithmetic.cast(tensors[i], dtype), shape);
        }
        return Dispatch.applyOne(op, operands);
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
        return new IllegalArgumentException("dtype mismatch in " + op + ": lhs " + lhs + ", rhs " + rhs
                + "; convert one: x.to(DType." + Promotion.promote(lhs, rhs).name() + ")");
    }
}
