package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.op.Execution;
import io.github.gradlock.engine.tensor.ScopedMemory;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Memory of the gradients on their way through a backward pass: it goes to the next step as soon as the last one that needs it is over. Nothing is taken
 * back of a pass that records, that propagates tangents, or that somebody listens to; and what others get to see, hooks for instance, stays theirs.
 */
final class PassMemory implements AutoCloseable {
    private final @Nullable ScopedMemory scope;

    private PassMemory(@Nullable ScopedMemory scope) {
        this.scope = scope;
    }

    /** Takes nothing back. */
    static PassMemory none() {
        return new PassMemory(null);
    }

    static PassMemory open(ThreadState thread, boolean createGraph) {
        boolean seen = createGraph || thread.anomaly != null || thread.activeLevels > 0 || Execution.isHeard();
        return new PassMemory(seen ? null : ScopedMemory.open());
    }

    /** Returns a number for what was made until now. */
    int mark() {
        return scope == null ? 0 : scope.mark();
    }

    /** Takes back what was made since a mark and does not wait for a node. */
    void sweep(int mark) {
        if (scope != null) {
            scope.giveBackFrom(mark);
        }
    }

    /** Notes that a gradient waits for a node. */
    void hold(@Nullable Tensor gradient) {
        if (scope != null && gradient != null) {
            scope.hold(gradient);
        }
    }

    /** Notes that the node of a gradient has run. */
    void drop(@Nullable Tensor gradient) {
        if (scope != null && gradient != null) {
            scope.drop(gradient);
        }
    }

    /** Leaves gradients to others. */
    void leave(@Nullable Tensor... gradients) {
        if (scope != null) {
            for (Tensor gradient : gradients) {
                if (gradient != null) {
                    scope.keep(gradient);
                }
            }
        }
    }

    /** Returns whether a gradient is a memory of its own, and waits for one node alone. */
    boolean isOnlyUse(Tensor gradient) {
        return scope != null && scope.isOnlyUse(gradient);
    }

    /** Runs what is not ours, and keeps off what it makes. */
    <T> T foreign(Supplier<T> action) {
        return scope == null ? action.get() : scope.around(action);
    }

    /** Runs what is not ours. */
    void foreign(Runnable action) {
        foreign(() -> {
            action.run();
            return action;
        });
    }

    @Override
    public void close() {
        if (scope != null) {
            scope.close();
        }
    }
}
