package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.tensor.AutogradMeta;
import io.github.gradlock.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** The gradient side of a tensor: the node that made it, or the gradient of a leaf; and what it is a view of. */
final class GradState implements AutogradMeta {
    private boolean leafRequiresGrad;
    private boolean retainsGrad;
    private @Nullable Node gradFn;
    private int slot;
    private @Nullable Tensor grad;
    private @Nullable AccumulateGrad accumulator;
    private @Nullable Tensor base;
    private int history;
    private int baseHistory;

    /** Returns the state of a tensor, attached on first use. */
    static GradState of(Tensor tensor) {
        GradState state = find(tensor);
        if (state == null) {
            state = new GradState();
            tensor.setAutograd(state);
        }
        return state;
    }

    static @Nullable GradState find(Tensor tensor) {
        return tensor.autograd() instanceof GradState state ? state : null;
    }

    /** Returns where a gradient of the tensor goes, or null if it needs none. */
    static @Nullable Edge edge(Tensor tensor) {
        GradState state = find(tensor);
        if (state == null || !state.requiresGrad()) {
            return null;
        }
        Node node = state.gradFn;
        if (node != null) {
            return new Edge(node, state.slot);
        }
        if (state.accumulator == null) {
            state.accumulator = new AccumulateGrad(tensor);
        }
        return new Edge(state.accumulator, 0);
    }

    @Override
    public boolean requiresGrad() {
        return leafRequiresGrad || gradFn != null;
    }

    @Override
    public @Nullable String gradFnText() {
        Node node = gradFn;
        return node == null ? null : node.toString();
    }

    boolean isLeaf() {
        return gradFn == null;
    }

    void setLeafRequiresGrad(boolean required) {
        leafRequiresGrad = required;
    }

    @Nullable
    Node gradFn() {
        return gradFn;
    }

    int slot() {
        return slot;
    }

    /** Says which node made the tensor, anew after a change in place. */
    void setHistory(Node node, int newSlot) {
        gradFn = node;
        slot = newSlot;
        history++;
    }

    /** Makes the tensor a constant again, after constants were written over it. */
    void forgetHistory() {
        gradFn = null;
        slot = 0;
        history++;
    }

    @Nullable
    Tensor grad() {
        return grad;
    }

    void setGrad(@Nullable Tensor gradient) {
        grad = gradient;
    }

    boolean retainsGrad() {
        return retainsGrad;
    }

    void setRetainsGrad() {
        retainsGrad = true;
    }

    /** Notes that the tensor shares its storage with another. */
    void setViewOf(Tensor other) {
        GradState otherState = of(other);
        Tensor root = otherState.base;
        base = root == null ? other : root;
        baseHistory = of(base).history;
    }

    @Nullable
    Tensor base() {
        return base;
    }

    /** Returns whether the tensor shows another one whose history changed in place since. */
    boolean isStaleView() {
        return base != null && of(base).history != baseHistory;
    }
}
