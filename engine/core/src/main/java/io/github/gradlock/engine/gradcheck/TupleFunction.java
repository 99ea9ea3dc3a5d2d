package io.github.gradlock.engine.gradcheck;

import io.github.gradlock.engine.tensor.Tensor;

/** A function of tensors with several results. */
@FunctionalInterface
public interface TupleFunction {
    /** Computes the results; called again, it must give the same bits. */
    Tensor[] apply(Tensor... inputs);
}
