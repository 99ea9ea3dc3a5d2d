package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Tensor;

/** Stands for a change in place in traces; the change itself is made by {@link Dispatch#overwrite}. */
record AssignOp(String name) implements NondifferentiableOp {
    static final AssignOp COPY = new AssignOp("copy_");

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        throw new UnsupportedOperationException("copy_ is applied with Dispatch.assign");
    }
}
