package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.function.Function;

/**
 * Packs the tensors that operations save for the backward pass, after {@code torch.autograd.graph.saved_tensors_hooks}: to compress
 * them, to move them elsewhere, or to count what they take.
 *
 * <pre>{@code
 * GradScope scope = SavedTensorHooks.with(tensor -> tensor.to(FLOAT32), packed -> ((Tensor) packed).to(FLOAT64));
 * try (scope) { … }
 * }</pre>
 *
 * <p>Of nested scopes the innermost packs. Neither function is recorded. What is unpacked must have the shape and dtype of what was
 * packed; it is unpacked each time a backward pass asks for it.
 */
public final class SavedTensorHooks {
    private SavedTensorHooks() {}

    /** Packs what this thread saves until the scope is closed; the graph keeps {@code unpack} for its backward passes. */
    public static GradScope with(Function<Tensor, Object> pack, Function<Object, Tensor> unpack) {
        return with((op, position, tensor) -> new PackedTensor(op.name(), tensor, pack, unpack));
    }

    static GradScope with(Packing packing) {
        ThreadState thread = ThreadState.current();
        Packing before = thread.packing;
        thread.packing = packing;
        return () -> thread.packing = before;
    }
}
