package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.tensor.Tensor;

/** What one application of an op shares between its forward and its backward. */
public interface OpContext {
    /** Returns the kernels to compute with. */
    Kernels kernels();

    /** Keeps tensors for the backward; inputs and outputs are checked there for changes in place. */
    void save(Tensor... tensors);

    /**
     * Returns a tensor kept by {@link #save}.
     *
     * @throws IllegalStateException as PyTorch says it, if it was freed, or changed in place since
     */
    Tensor saved(int index);

    /** Returns whether the gradient of an input is wanted. */
    boolean needsInputGrad(int index);
}
