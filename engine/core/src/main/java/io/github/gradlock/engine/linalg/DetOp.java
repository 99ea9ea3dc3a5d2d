package io.github.gradlock.engine.linalg;

import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.op.Arithmetic;
import io.github.gradlock.engine.op.Dispatch;
import io.github.gradlock.engine.op.Op;
import io.github.gradlock.engine.op.OpContext;
import io.github.gradlock.engine.tensor.Tensor;

/** Takes determinants, {@code [batch…, n, n]} to {@code [batch…]}. */
record DetOp() implements Op {
    @Override
    public String name() {
        return "linalg.det";
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Forward f = new Forward(context.kernels());
        LuFactors factors = LuFactors.of(f, inputs[0]);
        Tensor product = Forward.line(f.reduce(ReduceFunction.PROD, factors.diagonal()));
        context.save(inputs[0]);
        return new Tensor[] {f.mul(product, factors.sign(f))};
    }

    /** Gives the matrix of cofactors, which exists for singular matrices too (Jacobi's formula). */
    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor cofactors = Dispatch.applyOne(new CofactorOp(), context.saved(0));
        return new Tensor[] {Arithmetic.mul(Matrices.scalars(gradOutputs[0]), cofactors)};
    }
}
