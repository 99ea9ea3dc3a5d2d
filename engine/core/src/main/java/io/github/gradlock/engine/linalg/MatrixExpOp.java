package io.github.gradlock.engine.linalg;

import io.github.gradlock.engine.op.Arithmetic;
import io.github.gradlock.engine.op.Dispatch;
import io.github.gradlock.engine.op.Joins;
import io.github.gradlock.engine.op.Op;
import io.github.gradlock.engine.op.OpContext;
import io.github.gradlock.engine.op.Views;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.List;

/** Takes the exponential of square matrices. */
record MatrixExpOp() implements Op {
    @Override
    public String name() {
        return "linalg.matrix_exp";
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        context.save(inputs[0]);
        return new Tensor[] {Exponential.of(new Forward(context.kernels()), inputs[0])};
    }

    /** The gradient G stands at the upper right of the exponential of {@code [[Aᵀ, G], [0, Aᵀ]]} (Higham, Functions of Matrices, 10.6). */
    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor at = Matrices.t(context.saved(0));
        int n = at.size(-1);
        Tensor zero = Arithmetic.maskedFill(at, Matrices.everywhere(at), 0);
        Tensor above = Joins.cat(List.of(at, gradOutputs[0]), -1);
        Tensor below = Joins.cat(List.of(zero, at), -1);
        Tensor whole = Dispatch.applyOne(this, Joins.cat(List.of(above, below), -2));
        return new Tensor[] {Views.narrow(Views.narrow(whole, -2, 0, n), -1, n, n)};
    }
}
