package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Sees the gradient of a tensor when a backward pass has it complete; see {@link Autograd#registerHook}. */
@FunctionalInterface
public interface TensorHook {
    /** Returns what takes the place of the gradient, of its shape and dtype, or null to leave it; the gradient must not be changed. */
    @Nullable
    Tensor apply(Tensor gradient);
}
