package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A step of the backward pass: takes the gradients of an operation's outputs and gives those of its inputs.
 *
 * <p>Its sequence number is one more than the greatest of the nodes it leads to, and 0 where it leads to none. So it belongs to the
 * graph alone: neither the thread that recorded the operation nor what else that thread did changes it.
 */
public abstract class Node {
    private final long sequence;
    private final @Nullable Edge[] edges;
    private @Nullable List<Hook> hooks;

    /** Equal to itself alone: a function that was added twice is removed one addition at a time. */
    private static final class Hook {
        final int slot;
        final boolean last;
        final UnaryOperator<Tensor> function;

        Hook(int slot, boolean last, UnaryOperator<Tensor> function) {
            this.slot = slot;
            this.last = last;
            this.function = function;
        }
    }

    /** Leads to the given edges; null where an input needs no gradient. */
    Node(@Nullable Edge... edges) {
        this.edges = edges;
        long next = 0;
        for (Edge edge : edges) {
            if (edge != null) {
                next = Math.max(next, edge.node().sequence + 1);
            }
        }
        this.sequence = next;
    }

    /** Returns the name shown to people, {@code MulBackward} for instance. */
    public abstract String name();

    /** Returns the number that orders the backward pass: the greatest first. */
    public final long sequence() {
        return sequence;
    }

    /** Returns where the gradient of each input goes, with null for an input that needs none. */
    public final List<@Nullable Edge> nextFunctions() {
        return Collections.unmodifiableList(Arrays.asList(edges));
    }

    final @Nullable Edge edge(int input) {
        return edges[input];
    }

    final int inputCount() {
        return edges.length;
    }

    /** Returns the shape of the gradient that a slot takes. */
    abstract Shape shape(int slot);

    /** Returns how many gradients the node takes. */
    abstract int slotCount();

    /**
     * Gives the gradients of the inputs.
     *
     * @param gradients one a slot, null where none arrived
     * @param wanted for each input, whether its gradient is asked for
     */
    abstract @Nullable Tensor[] run(@Nullable Tensor[] gradients, boolean[] wanted, boolean createGraph);

    /** Forgets what was saved. */
    void release() {}

    /**
     * Lets a function see, and replace, the gradient that arrives at a slot; the ones marked last come after all others.
     *
     * @return removes this hook and no other; run again, it does nothing
     */
    final Runnable addHook(int slot, boolean last, UnaryOperator<Tensor> function) {
        if (hooks == null) {
            hooks = new ArrayList<>();
        }
        List<Hook> list = hooks;
        Hook hook = new Hook(slot, last, function);
        list.add(hook);
        return () -> list.remove(hook);
    }

    final void applyHooks(@Nullable Tensor[] gradients) {
        if (hooks == null) {
            return;
        }
        for (boolean last : new boolean[] {false, true}) {
            for (Hook hook : List.copyOf(hooks)) {
                Tensor gradient = gradients[hook.slot];
                if (hook.last == last && gradient != null) {
                    gradients[hook.slot] = hook.function.apply(gradient);
                }
            }
        }
    }

    @Override
    public final String toString() {
        return "<" + name() + ">";
    }
}
