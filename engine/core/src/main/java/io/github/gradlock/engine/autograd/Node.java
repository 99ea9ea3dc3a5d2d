package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
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
    private @Nullable NodeHooks hooks;
    private @Nullable ForwardCall forwardCall;
    private @Nullable NotFinite brokenOutput;
    private @Nullable NotFinite brokenGradient;

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

    /**
     * Lets a function see, and replace, the gradients that this node takes, right before it runs: after all hooks of tensors, and
     * only if the node runs at all.
     */
    public final HookHandle registerPreHook(NodePreHook hook) {
        return hooks().addPreHook(hook);
    }

    /** Lets a function see what this node gave for what it took, right after it ran, and replace what it gave. */
    public final HookHandle registerHook(NodeHook hook) {
        return hooks().addPostHook(hook);
    }

    final @Nullable Edge edge(int input) {
        return edges[input];
    }

    final int inputCount() {
        return edges.length;
    }

    /** Returns what the gradient that a slot takes is like. */
    abstract GradientSpec gradient(int slot);

    /** Returns how many gradients the node takes. */
    abstract int slotCount();

    /**
     * Gives the gradients of the inputs.
     *
     * @param gradients one a slot, null where none arrived
     * @param wanted for each input, whether its gradient is asked for
     */
    abstract @Nullable Tensor[] run(@Nullable Tensor[] gradients, boolean[] wanted, boolean createGraph);

    /** Returns whether it runs what a user wrote. */
    boolean isForeign() {
        return false;
    }

    /** Forgets what was saved. */
    void release() {}

    /** Returns what was saved and not packed; of a leaf nothing. */
    List<Tensor> savedTensors() {
        return List.of();
    }

    /** Names the tensor that a gradient belongs to, for messages. */
    String tensorText(int slot) {
        String which = slotCount() == 1 ? "the result" : "output " + slot;
        return which + " of " + name() + ", " + gradient(slot);
    }

    /** Returns the hooks, for adding one. */
    final NodeHooks hooks() {
        if (hooks == null) {
            hooks = new NodeHooks();
        }
        return hooks;
    }

    /** Returns the hooks, or null if there never were any. */
    final @Nullable NodeHooks hooksIfAny() {
        return hooks;
    }

    /** Notes whether what the operation gave is finite, if anomalies are looked for; for {@link Graph}. */
    final void noteOutputs(ThreadState thread, Tensor... outputs) {
        if (thread.anomaly != null) {
            brokenOutput = firstOf(outputs);
        }
    }

    /** Notes whether the gradients that arrived are finite; one that was not stays noted. */
    final void noteGradients(@Nullable Tensor... gradients) {
        NotFinite found = firstOf(gradients);
        brokenGradient = found == null ? brokenGradient : found;
    }

    private static @Nullable NotFinite firstOf(@Nullable Tensor... tensors) {
        for (Tensor tensor : tensors) {
            NotFinite found = tensor == null ? null : NotFinite.in(tensor);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** Returns what was noted of the outputs, or null. */
    final @Nullable NotFinite brokenOutput() {
        return brokenOutput;
    }

    /** Returns what was noted of the gradients, or null. */
    final @Nullable NotFinite brokenGradient() {
        return brokenGradient;
    }

    /** Notes who made this node, if anomalies are looked for. */
    final void noteForwardCall(ThreadState thread) {
        if (thread.anomaly != null) {
            forwardCall = ForwardCall.here(name(), thread.running);
        }
    }

    /** Returns who made this node, or null if it was not noted. */
    final @Nullable ForwardCall forwardCall() {
        return forwardCall;
    }

    @Override
    public final String toString() {
        return "<" + name() + ">";
    }
}
