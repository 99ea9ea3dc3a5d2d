package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.Map;

/** Multiplies the elements of the last axis. */
record ProdOp() implements Op {
    @Override
    public String name() {
        return "prod";
    }

    @Override
    public Map<String, Object> attributes() {
        return Map.of("dim", -1);
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Tensor x = inputs[0];
        Tensor out =
                Primitives.reduce(context.kernels(), ReduceFunction.PROD, x, Axes.of("prod", x.shape(), -1), false);
        context.save(x, out);
        return new Tensor[] {out};
    }

    /** Without a zero the others' product is y / x; with one it is multiplied anew, leaving out each element in turn. */
    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor x = context.saved(0);
        Tensor g = Views.unsqueeze(gradOutputs[0], -1);
        if (!hasZero(context.kernels(), x)) {
            return new Tensor[] {Arithmetic.mul(g, Arithmetic.div(Views.unsqueeze(context.saved(1), -1), x))};
        }
        Tensor diagonal = Tensors.eye(x.size(-1), DType.BOOL);
        Tensor others = Arithmetic.where(diagonal, Arithmetic.constant(x, Shape.SCALAR, 1), Views.unsqueeze(x, -2));
        return new Tensor[] {Arithmetic.mul(g, Dispatch.applyOne(this, others))};
    }

    /** Asks each element, since a NaN elsewhere would hide a zero from a minimum. */
    private static boolean hasZero(Kernels kernels, Tensor x) {
        Tensor isZero = Primitives.unary(kernels, UnaryFunction.LOGICAL_NOT, x);
        return Primitives.reduce(kernels, ReduceFunction.ANY, isZero, Axes.of("prod", x.shape()), false)
                        .item()
                != 0;
    }
}
