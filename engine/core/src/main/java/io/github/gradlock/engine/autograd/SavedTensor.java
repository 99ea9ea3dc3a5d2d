package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.tensor.Tensor;

/** A tensor kept for the backward pass, with the version it had then. */
record SavedTensor(Tensor tensor, int version) {
    static SavedTensor of(Tensor tensor) {
        return new SavedTensor(tensor, tensor.version());
    }

    Tensor unpack(String op) {
        if (tensor.version() != version) {
            throw new IllegalStateException(
                    "one of the variables needed for gradient computation has been modified by an inplace operation: a "
                            + tensor.dtype() + " tensor of shape " + tensor.shape() + ", saved by " + op
                            + ", is at version "
                            + tensor.version() + "; expected version " + version + " instead");
        }
        return tensor;
    }
}
