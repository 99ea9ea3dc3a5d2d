package io.github.gradlock.engine.gradcheck;

import io.github.gradlock.engine.tensor.Tensor;

/** A function of tensors with one result. */
@FunctionalInterface
public interface TensorFunction {
    /** Computes the result; called again, it must give the same bits. */
    Tensor apply(Tensor... inputs);
}
