package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;

/** Numbers each element of the last axis within its run of equal neighbours: 0, 1, 2, …; a NaN is a run of its own. */
record RunPositionsOp() implements NondifferentiableOp {
    @Override
    public String name() {
        return "run_positions";
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Kernels kernels = context.kernels();
        Tensor x = inputs[0];
        Tensor starts = kernels.zeros(x.shape(), DType.INT64);
        int length = x.size(-1);
        if (length < 2) {
            return new Tensor[] {starts};
        }
        Tensor position = Primitives.positions(kernels, x.shape());
        Tensor changes = Primitives.binary(
                kernels,
                BinaryFunction.NE,
                x.alias(x.layout().narrow(-1, 1, length - 1)),
                x.alias(x.layout().narrow(-1, 0, length - 1)));
        kernels.where(
                changes,
                position.alias(position.layout().narrow(-1, 1, length - 1)),
                Primitives.constant(kernels, changes.shape(), 0, DType.INT64),
                starts.alias(starts.layout().narrow(-1, 1, length - 1)));
        Tensor start = Primitives.scan(kernels, ReduceFunction.MAX, starts);
        return new Tensor[] {Primitives.binary(kernels, BinaryFunction.SUB, position, start)};
    }
}
