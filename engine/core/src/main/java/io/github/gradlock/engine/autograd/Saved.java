package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.tensor.Tensor;

/** A tensor kept for the backward pass, as it is or packed. */
interface Saved {
    /** Returns the tensor, for the backward of an op. */
    Tensor unpack(String op);
}
