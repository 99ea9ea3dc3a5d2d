package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.op.AsStridedScatterOp;
import io.github.gradlock.engine.op.Dispatch;
import io.github.gradlock.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What a recorded change in place does to histories: that of the target, or, if it is a view, of its base; all views of the base get
 * theirs anew when they are asked for it. After PyTorch's CopySlices and the note "View + Inplace detection" in its variable.h.
 */
final class InPlaceHistory {
    private InPlaceHistory() {}

    /** Refuses changes that would lose a gradient. */
    static void check(String name, Tensor target) {
        String what = name + " on a " + target.dtype() + " tensor of shape " + target.shape();
        GradState state = GradState.of(target);
        if (state.requiresGrad() && state.isLeaf()) {
            throw new IllegalStateException(
                    "a leaf Variable that requires grad is being used in an in-place operation: " + what
                            + "; change it in Autograd.noGrad(…), as an optimizer does, or make a new tensor");
        }
        ViewOf view = state.view();
        if (view == null) {
            return;
        }
        if (view.origin() != ViewOrigin.ORDINARY) {
            throw new IllegalStateException("the target is a view and is being modified inplace with recording on: "
                    + what + ". " + view.origin().reason());
        }
        if (view.isDetached() && state.gradFn() != null) {
            throw new IllegalStateException(
                    "the base of the view was detached in place, and the view has a history from" + " before: " + what
                            + "; change a detach() or a copy() of it");
        }
        if (view.base().requiresGrad() && GradState.of(view.base()).isLeaf()) {
            throw new IllegalStateException("a view of a leaf Variable that requires grad is being used in an in-place"
                    + " operation: " + what + ", view of shape " + view.base().shape()
                    + "; change it in Autograd.noGrad(…), or a copy()");
        }
    }

    /**
     * Moves the history to that of the elements written.
     *
     * @param replaces whether the value was not computed from the target: then the old history gets zeros
     */
    static void rebase(String name, Tensor target, Tensor value, boolean replaces) {
        Edge before = GradState.edge(target);
        Edge written = GradState.edge(value);
        if (replaces || written == null) {
            written = new Edge(noted(new OverwriteNode(name, GradientSpec.of(target), before, written), target), 0);
        }
        rebase(target, written);
    }

    /** Gives a tensor that was changed the history of what was written, through its base if it is a view. */
    static void rebase(Tensor target, Edge written) {
        GradState state = GradState.of(target);
        ViewOf view = state.view();
        if (view == null) {
            state.setHistory(written.node(), written.slot());
            return;
        }
        Tensor base = view.base();
        @Nullable Edge whole = GradState.edge(base);
        Node node = new OpNode(
                new AsStridedScatterOp(base.layout(), view.layout()),
                "CopySlices",
                Dispatch.kernels(base),
                new GradientSpec[] {GradientSpec.of(base)},
                whole,
                written);
        GradState.of(base).setHistory(noted(node, base), 0);
    }

    private static Node noted(Node node, Tensor changed) {
        node.noteForwardCall(ThreadState.current());
        node.noteOutputs(ThreadState.current(), changed);
        return node;
    }
}
