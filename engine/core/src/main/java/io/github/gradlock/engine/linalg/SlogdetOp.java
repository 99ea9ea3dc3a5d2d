package io.github.gradlock.engine.linalg;

import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.op.Arithmetic;
import io.github.gradlock.engine.op.Dispatch;
import io.github.gradlock.engine.op.Op;
import io.github.gradlock.engine.op.OpContext;
import io.github.gradlock.engine.tensor.Tensor;

/** Takes the sign of determinants, and the logarithm of their magnitude. The sign has the derivative zero. */
record SlogdetOp() implements Op {
    @Override
    public String name() {
        return "linalg.slogdet";
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Forward f = new Forward(context.kernels());
        LuFactors factors = LuFactors.of(f, inputs[0]);
        Tensor diagonal = factors.diagonal();
        Tensor signs = f.reduce(ReduceFunction.PROD, f.unary(UnaryFunction.SIGN, diagonal));
        Tensor logs = f.reduce(ReduceFunction.SUM, f.unary(UnaryFunction.LOG, f.abs(diagonal)));
        context.save(inputs[0]);
        return new Tensor[] {f.mul(Forward.line(signs), factors.sign(f)), Forward.line(logs)};
    }

    /** Gives the transposed inverse; a singular matrix has no derivative, and gives infinities or NaN. */
    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor a = context.saved(0);
        Tensor inverse = Dispatch.applyOne(new SolveOp(true, false), a, Matrices.eye(a, a.size(-1)));
        return new Tensor[] {Arithmetic.mul(Matrices.scalars(gradOutputs[1]), inverse)};
    }
}
