package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sees the gradients that a node is about to take; see {@link Node#registerPreHook}. */
@FunctionalInterface
public interface NodePreHook {
    /** Returns as many gradients to take their place, or null to leave them; null elements are gradients that did not arrive. */
    @Nullable
    List<@Nullable Tensor> apply(List<@Nullable Tensor> gradOutputs);
}
