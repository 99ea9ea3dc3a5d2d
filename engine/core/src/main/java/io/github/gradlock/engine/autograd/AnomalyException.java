package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.tensor.Shape;
import org.jspecify.annotations.Nullable;

/** Says which backward step first gave NaN or infinity; its cause is the {@link ForwardCall} that made the step, if it was noted. */
public final class AnomalyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String function;
    private final int output;
    private final transient Shape shape;

    AnomalyException(String message, String function, int output, Shape shape, @Nullable ForwardCall call) {
        super(message, call);
        this.function = function;
        this.output = output;
        this.shape = shape;
    }

    /** Returns the name of the node, {@code ExpBackward} for instance. */
    public String function() {
        return function;
    }

    /** Returns which of its results it was: the gradient of the operation's input of that index. */
    public int output() {
        return output;
    }

    /** Returns the shape of that gradient. */
    public Shape shape() {
        return shape;
    }
}
