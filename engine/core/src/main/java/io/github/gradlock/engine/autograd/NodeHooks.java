package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The hooks of a node: on the tensors it made, before it runs and after. Those that retain gradients see what all others made. */
final class NodeHooks {
    private final HookList<SlotHook> tensorHooks = new HookList<>();
    private final HookList<SlotHook> retentions = new HookList<>();
    private final HookList<NodePreHook> preHooks = new HookList<>();
    private final HookList<NodeHook> postHooks = new HookList<>();

    private record SlotHook(int slot, TensorHook hook) {}

    HookHandle addTensorHook(int slot, TensorHook hook) {
        return tensorHooks.add(new SlotHook(slot, hook));
    }

    HookHandle addRetention(int slot, TensorHook hook) {
        return retentions.add(new SlotHook(slot, hook));
    }

    HookHandle addPreHook(NodePreHook hook) {
        return preHooks.add(hook);
    }

    HookHandle addPostHook(NodeHook hook) {
        return postHooks.add(hook);
    }

    /** Runs the hooks of tensors on what arrived complete. */
    void arrived(Node node, @Nullable Tensor[] gradients) {
        for (HookList<SlotHook> list : List.of(tensorHooks, retentions)) {
            for (SlotHook hook : list.now()) {
                Tensor gradient = gradients[hook.slot];
                if (gradient != null) {
                    gradients[hook.slot] = replaced(node, hook.slot, gradient, hook.hook.apply(gradient));
                }
            }
        }
    }

    private static Tensor replaced(Node node, int slot, Tensor gradient, @Nullable Tensor result) {
        if (result == null) {
            return gradient;
        }
        if (!result.shape().equals(gradient.shape()) || result.dtype() != gradient.dtype()) {
            throw new IllegalStateException(
                    "a hook registered on " + node.tensorText(slot) + ", has changed its gradient from "
                            + GradientSpec.of(gradient) + " to " + GradientSpec.of(result)
                            + "; it must return the same shape and dtype, or null to leave the gradient");
        }
        return result;
    }

    /** Runs the hooks that come before the node. */
    void before(Node node, @Nullable Tensor[] gradients) {
        for (NodePreHook hook : preHooks.now()) {
            take(node, "pre-hook", gradients, hook.apply(view(gradients.clone())));
        }
    }

    /** Runs the hooks that come after the node. */
    void after(Node node, @Nullable Tensor[] results, @Nullable Tensor[] gradients) {
        for (NodeHook hook : postHooks.now()) {
            take(node, "hook", results, hook.apply(view(results.clone()), view(gradients)));
        }
    }

    private static List<@Nullable Tensor> view(@Nullable Tensor[] tensors) {
        return Collections.unmodifiableList(Arrays.asList(tensors));
    }

    private static void take(
            Node node, String what, @Nullable Tensor[] target, @Nullable List<@Nullable Tensor> replacement) {
        if (replacement == null) {
            return;
        }
        if (replacement.size() != target.length) {
            throw new IllegalStateException("a " + what + " of " + node.name() + " returned " + replacement.size()
                    + " gradients, expected " + target.length + "; return null to leave them");
        }
        for (int i = 0; i < target.length; i++) {
            target[i] = replacement.get(i);
        }
    }
}
