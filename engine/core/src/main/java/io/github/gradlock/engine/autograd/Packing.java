package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.op.Op;
import io.github.gradlock.engine.tensor.Tensor;

/** Decides how tensors are kept for the backward pass. */
interface Packing {
    /**
     * Keeps a tensor.
     *
     * @param op the op that saves it
     * @param position how many tensors the op saved before it
     */
    Saved pack(Op op, int position, Tensor tensor);
}
