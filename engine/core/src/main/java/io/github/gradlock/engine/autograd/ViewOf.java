package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.op.AsStridedOp;
import io.github.gradlock.engine.op.Dispatch;
import io.github.gradlock.engine.tensor.Layout;
import io.github.gradlock.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** What a tensor is a view of: always the tensor that is no view itself, however many views lie between. */
final class ViewOf {
    private final Tensor base;
    private final GradState baseState;
    private final Layout layout;
    private final GradientSpec spec;
    private final ViewOrigin origin;
    private @Nullable Tensor tangentSource;
    private int history;
    private long version;

    ViewOf(Tensor input, Tensor view, ViewOrigin origin) {
        GradState state = GradState.of(input);
        ViewOf above = state.view();
        this.base = above == null ? input : above.base;
        this.baseState = GradState.of(base);
        Tensor source = above == null ? null : above.tangentSource;
        Tensor shown = source == null ? input : source;
        boolean shows = origin != ViewOrigin.CUSTOM_FUNCTION && !sharesElements(shown.layout());
        this.tangentSource = shows ? shown : null;
        this.layout = view.layout();
        this.spec = GradientSpec.of(view);
        this.origin = origin;
        this.history = baseState.history();
        this.version = base.version();
    }

    Tensor base() {
        return base;
    }

    Layout layout() {
        return layout;
    }

    ViewOrigin origin() {
        return origin;
    }

    /** Returns the tensor whose tangents the view shows, or null if it has its own. */
    @Nullable
    Tensor tangentSource() {
        return tangentSource;
    }

    /** Cuts the view off the tangents of what it shows. */
    void keepOwnTangents() {
        tangentSource = null;
    }

    /** Returns whether several indices show one element, as {@code expand} makes them: no tangent could be laid out so. */
    static boolean sharesElements(Layout layout) {
        int[] strides = layout.strides();
        for (int axis = 0; axis < strides.length; axis++) {
            if (strides[axis] == 0 && layout.shape().size(axis) > 1) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns whether the history of the base changed since the view had its own from it; of a base that was detached in place, also
     * whether its elements did.
     */
    boolean isStale() {
        return history != baseState.history() || version != base.version() && isDetached();
    }

    /** Returns whether the base has no history that the view could share. */
    boolean isDetached() {
        return GradState.edge(base) == null;
    }

    /** Gives a state the history of a view of the base as it is now. */
    void renew(GradState view) {
        if (origin != ViewOrigin.ORDINARY) {
            throw new IllegalStateException("A tensor of shape " + spec.shape()
                    + " is a view, and its base or another view of its base has been modified inplace. "
                    + origin.reason());
        }
        history = baseState.history();
        version = base.version();
        Edge edge = GradState.edge(base);
        if (edge == null) {
            view.forgetHistory();
            return;
        }
        Node node = new OpNode(
                new AsStridedOp(base.layout(), layout), Dispatch.kernels(base), new GradientSpec[] {spec}, edge);
        node.noteForwardCall(ThreadState.current());
        view.setHistory(node, 0);
    }
}
