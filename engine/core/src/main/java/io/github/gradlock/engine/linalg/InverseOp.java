package io.github.gradlock.engine.linalg;

import io.github.gradlock.engine.op.Arithmetic;
import io.github.gradlock.engine.op.Op;
import io.github.gradlock.engine.op.OpContext;
import io.github.gradlock.engine.tensor.Tensor;

/** Inverts matrices. */
record InverseOp() implements Op {
    @Override
    public String name() {
        return "linalg.inv";
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Forward f = new Forward(context.kernels());
        LuFactors factors = LuFactors.of(f, inputs[0]);
        factors.requireRegular(
                f,
                name(),
                k -> "The diagonal element " + k
                        + " is zero, the inversion could not be completed because the input matrix is singular.");
        int n = inputs[0].size(-1);
        Tensor inverse = factors.solve(f, f.eye(inputs[0], n, n), false);
        context.save(inverse);
        return new Tensor[] {inverse};
    }

    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor adjoint = Matrices.t(context.saved(0));
        return new Tensor[] {Arithmetic.neg(Matrices.multiply(adjoint, gradOutputs[0], adjoint))};
    }
}
