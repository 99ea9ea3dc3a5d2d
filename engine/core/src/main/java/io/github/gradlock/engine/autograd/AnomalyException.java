package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Says where a backward pass first gave NaN or infinity. Its cause is the {@link ForwardCall} that belongs to it, if that was noted.
 */
public final class AnomalyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Kind kind;
    private final String function;
    private final int output;
    private final transient Shape shape;

    /** What gave a number that is not finite. */
    public enum Kind {
        /** The backward step of an operation: its function, and the gradient of one of its inputs. */
        RESULT,
        /** A finite result of a step, summed over what was broadcast, or converted to a narrower dtype. */
        FIT,
        /** The sum of finite gradients of a tensor that was used more than once, in one backward pass. */
        SUM,
        /** The sum of what a leaf's gradient was and what a backward pass added to it. */
        ACCUMULATION
    }

    AnomalyException(Kind kind, String message, String function, int output, Shape shape, @Nullable ForwardCall call) {
        super(message, call);
        this.kind = kind;
        this.function = function;
        this.output = output;
        this.shape = shape;
    }

    /** Returns what gave it. */
    public Kind kind() {
        return kind;
    }

    /**
     * Returns the name of the node, {@code ExpBackward} for instance: the one that gave the result, or for sums the one that made the
     * tensor whose gradient it is, {@code AccumulateGrad} for a leaf.
     */
    public String function() {
        return function;
    }

    /** Returns which of its results it was, the gradient of the operation's input of that index; for sums, which of its outputs. */
    public int output() {
        return output;
    }

    /** Returns the shape of that gradient. */
    public Shape shape() {
        return shape;
    }
}
