package io.github.gradlock.engine.op;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One operation: its forward in primitive kernels, its derivative in operations.
 *
 * <p>An op is an immutable value; its attributes (dimensions, flags) are its record components. It is applied with {@link
 * Dispatch#apply}, never by calling {@link #forward} directly.
 */
public interface Op {
    /** Returns PyTorch's name of the op, {@code log_softmax} for instance. */
    String name();

    /** Returns the attributes by name, in a fixed order: they appear in traces and error messages. */
    default Map<String, Object> attributes() {
        return Map.of();
    }

    /** Computes the outputs, and saves in {@code context} what the derivative needs. */
    Tensor[] forward(OpContext context, Tensor... inputs);

    /**
     * Gives the cotangent of each input for those of the outputs, in ops, so that it can be differentiated again.
     *
     * @return one entry an input; null where the input is not differentiable or {@link OpContext#needsInputGrad} says no
     */
    @Nullable
    Tensor[] backward(OpContext context, Tensor... gradOutputs);

    /** Returns whether a derivative exists; an op without one says so here, and its outputs never require grad. */
    default boolean isDifferentiable() {
        return true;
    }
}
