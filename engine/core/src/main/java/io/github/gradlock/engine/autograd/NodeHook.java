package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sees what a node gave for what it took; see {@link Node#registerHook}. */
@FunctionalInterface
public interface NodeHook {
    /**
     * Returns as many gradients to take the place of {@code gradInputs}, or null to leave them.
     *
     * @param gradInputs the gradients of the operation's inputs, null where there is none
     * @param gradOutputs the gradients of its outputs
     */
    @Nullable
    List<@Nullable Tensor> apply(List<@Nullable Tensor> gradInputs, List<@Nullable Tensor> gradOutputs);
}
