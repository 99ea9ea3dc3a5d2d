package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.op.Op;
import io.github.gradlock.engine.tensor.Tensor;

/** A tensor kept for the backward pass, with the version it had then. */
record SavedTensor(Tensor tensor, int version) implements Saved {
    /** Keeps a tensor, in the way that the thread's hooks say if there are any. */
    static Saved of(ThreadState thread, Op op, int position, Tensor tensor) {
        if (Inference.isMarked(tensor)) {
            throw new IllegalStateException("Inference tensors cannot be saved for backward: " + op.name() + " saves a "
                    + GradientSpec.of(tensor) + ". To work around you can make a copy() outside inferenceMode to get a"
                    + " normal tensor and use it in autograd.");
        }
        Packing packing = thread.packing;
        return packing == null ? new SavedTensor(tensor, tensor.version()) : packing.pack(op, position, tensor);
    }

    @Override
    public Tensor unpack(String op) {
        checkVersion(op, tensor, version);
        return tensor;
    }

    static void checkVersion(String op, Tensor tensor, int expected) {
        if (tensor.version() != expected) {
            throw new IllegalStateException(
                    "one of the variables needed for gradient computation has been modified by an inplace operation: a "
                            + tensor.dtype() + " tensor of shape " + tensor.shape() + ", saved by " + op
                            + ", is at version " + tensor.version() + "; expected version " + expected
                            + " instead. Replace the change in place by an operation that makes a new tensor, or change a"
                            + " copy(). Hint: Anomaly.detect() shows where " + op + " was called.");
        }
    }
}
