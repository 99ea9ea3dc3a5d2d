package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.Tensor;

/** Gives where the running extremum of the last axis was found: the last of equal ones, and of NaNs, as in PyTorch. */
record CumExtremumIndexOp(boolean max) implements NondifferentiableOp {
    @Override
    public String name() {
        return max ? "cummax_index" : "cummin_index";
    }

    /** An element is where the running extremum is found if it equals it; the place found last is the greatest one so far. */
    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Kernels kernels = context.kernels();
        Tensor x = inputs[0];
        if (x.dtype() == DType.BOOL) {
            x = Primitives.copy(kernels, x, DType.INT64);
        }
        Tensor running = Primitives.scan(kernels, max ? ReduceFunction.MAX : ReduceFunction.MIN, x);
        Tensor hit = Primitives.binary(kernels, BinaryFunction.EQ, x, running);
        if (x.dtype().isFloating()) {
            Tensor nan = Primitives.unary(kernels, UnaryFunction.IS_NAN, x);
            hit = Primitives.binary(kernels, BinaryFunction.LOGICAL_OR, hit, nan);
        }
        Tensor position = Primitives.positions(kernels, x.shape());
        Tensor none = Primitives.constant(kernels, x.shape(), 0, DType.INT64);
        Tensor found = Primitives.where(kernels, hit, position, none);
        return new Tensor[] {Primitives.scan(kernels, ReduceFunction.MAX, found)};
    }
}
