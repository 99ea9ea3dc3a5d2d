package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.tensor.Tensor;

/** The derivative of relu in one step, where nobody differentiates it; the bits are those of its composition. */
record ReluBackwardOp() implements NondifferentiableOp {
    private static final ReluBackwardOp INSTANCE = new ReluBackwardOp();

    /** Gives the cotangent g where the result y is above zero. At zero the derivative is zero, and at NaN it is one, as in PyTorch. */
    static Tensor derivative(Tensor g, Tensor y) {
        return Dispatch.records(g, y) || g.dtype() != y.dtype()
                ? Arithmetic.where(Comparisons.le(y, 0), Arithmetic.constant(g, 0), g)
                : Dispatch.applyOne(INSTANCE, g, y);
    }

    @Override
    public String name() {
        return "threshold_backward";
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        return new Tensor[] {Primitives.binary(context.kernels(), BinaryFunction.GATE, inputs[0], inputs[1])};
    }
}
