package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.tensor.Tensor;

/** A function of any number of tensors with any number of results. */
@FunctionalInterface
public interface MultiFunction {
    /** Computes the results. */
    Tensor[] apply(Tensor... inputs);
}
