package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.op.Arithmetic;
import io.github.gradlock.engine.op.Views;
import io.github.gradlock.engine.tensor.AutogradMeta;
import io.github.gradlock.engine.tensor.ScopedMemory;
import io.github.gradlock.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** The gradient side of a tensor: the node that made it, or the gradient of a leaf; what it is a view of; its tangents. */
final class GradState implements AutogradMeta {
    private boolean leafRequiresGrad;
    private boolean retainsGrad;
    private @Nullable HookHandle retention;
    private @Nullable Node gradFn;
    private int slot;
    private @Nullable Tensor grad;
    private @Nullable AccumulateGrad accumulator;
    private @Nullable ViewOf view;
    private int history;
    private @Nullable Tangents tangents;

    /** Returns the state of a tensor, attached on first use. */
    static GradState of(Tensor tensor) {
        GradState state = find(tensor);
        if (state == null) {
            Inference.refuseMarked(tensor);
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
        if (state == null) {
            return null;
        }
        Node node = state.gradFn();
        if (node != null) {
            return new Edge(node, state.slot);
        }
        return state.leafRequiresGrad ? new Edge(state.accumulator(tensor), 0) : null;
    }

    AccumulateGrad accumulator(Tensor leaf) {
        if (accumulator == null) {
            accumulator = new AccumulateGrad(leaf);
        }
        return accumulator;
    }

    @Override
    public boolean requiresGrad() {
        ViewOf of = view;
        if (of != null && of.origin() == ViewOrigin.ORDINARY) {
            renewIfStale();
        }
        return leafRequiresGrad || gradFn != null;
    }

    @Override
    public @Nullable String gradFnText() {
        Node node = gradFn;
        return node == null ? null : node.toString();
    }

    boolean isLeaf() {
        return gradFn() == null;
    }

    void setLeafRequiresGrad(boolean required) {
        leafRequiresGrad = required;
    }

    /** Returns the node that made the tensor; for a view of what changed in place since, one that shows the base as it is now. */
    @Nullable
    Node gradFn() {
        renewIfStale();
        return gradFn;
    }

    private void renewIfStale() {
        ViewOf of = view;
        if (of != null && !leafRequiresGrad && of.isStale()) {
            of.renew(this);
        }
    }

    int slot() {
        return slot;
    }

    /** Says which node made the tensor, anew after a change in place; a retained gradient is that of the tensor as it is now. */
    void setHistory(Node node, int newSlot) {
        gradFn = node;
        slot = newSlot;
        history++;
        if (retainsGrad) {
            hookRetention(node);
        }
    }

    /**
     * Makes the tensor a constant: it is detached, or constants were written over the base that it shows. Views of it made before keep
     * the history they have, as PyTorch's do, until the next change in place.
     */
    void forgetHistory() {
        gradFn = null;
        slot = 0;
    }

    /** Puts a copy of a saved tensor in the tensor's place in the graph. */
    void link(@Nullable Edge edge) {
        if (edge != null && edge.node() instanceof AccumulateGrad leaf) {
            accumulator = leaf;
            leafRequiresGrad = true;
        } else if (edge != null) {
            setHistory(edge.node(), edge.slot());
        }
    }

    /** Returns how often the tensor was given a history: views of it get theirs anew then. */
    int history() {
        return history;
    }

    @Nullable
    Tensor grad() {
        return grad;
    }

    /** Sets the gradient, which outlives the scope that it was made in. */
    void setGrad(@Nullable Tensor gradient) {
        if (gradient != null) {
            ScopedMemory.keepForGood(gradient);
        }
        grad = gradient;
    }

    /** Lets backward passes leave the gradient here; a leaf has it anyway, and may become a result. */
    void retainGrad() {
        Node node = gradFn();
        if (node != null && !retainsGrad) {
            retainsGrad = true;
            hookRetention(node);
        }
    }

    boolean retainsGrad() {
        return retainsGrad && gradFn() != null;
    }

    private void hookRetention(Node node) {
        if (retention != null) {
            retention.remove();
        }
        retention = node.hooks().addRetention(slot, gradient -> {
            Tensor sum = grad;
            grad = sum == null ? Views.copy(gradient) : Arithmetic.add(sum, gradient);
            return gradient;
        });
    }

    @Nullable
    ViewOf view() {
        return view;
    }

    /** Notes that the tensor of this state shares its storage with another. */
    void setView(ViewOf of) {
        view = of;
    }

    @Nullable
    Tangents tangents() {
        return tangents;
    }

    void setTangents(@Nullable Tangents newTangents) {
        tangents = newTangents;
    }
}
