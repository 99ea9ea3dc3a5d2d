package io.github.gradlock.engine.autograd;

import io.github.gradlock.engine.tensor.Tensor;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * Trades time for memory, after {@code torch.utils.checkpoint}: a function is run without keeping what its operations save, and run
 * again when a backward pass asks for it.
 *
 * <p>PyTorch compares shapes and dtypes of the second run with the first. Here each saved tensor and each output is compared bit by
 * bit, through a digest, and a difference is an error that names the first one: a gradient is never computed from other numbers than
 * those that the program saw. Random numbers need no care: they are counter-based, so that a sample depends on seed, stream and index
 * alone; a function that counts its calls by itself, as a dropout layer does, is not the same function twice and is refused by that
 * check.
 *
 * <p>Checkpoints nest, can be passed several times with {@code retainGraph}, and differentiated twice. The function runs with the
 * tensors that it was given: they must not change before the backward pass, and neither may those it reads besides, parameters for
 * instance.
 */
public final class Checkpoint {
    private Checkpoint() {}

    /** Runs a function with one result. */
    public static Tensor apply(UnaryOperator<Tensor> function, Tensor input) {
        return applyAll(inputs -> new Tensor[] {function.apply(inputs[0])}, input)[0];
    }

    /** Runs a function of two tensors with one result. */
    public static Tensor apply(BinaryOperator<Tensor> function, Tensor first, Tensor second) {
        return applyAll(inputs -> new Tensor[] {function.apply(inputs[0], inputs[1])}, first, second)[0];
    }

    /**
     * Runs a function of any number of tensors with any number of results.
     *
     * @throws IllegalStateException in the backward pass, if the second run gives other bits than the first
     */
    public static Tensor[] applyAll(MultiFunction function, Tensor... inputs) {
        ThreadState thread = ThreadState.current();
        if (!thread.records()) {
            return function.apply(inputs);
        }
        CheckpointRegion region = new CheckpointRegion(function, inputs.clone());
        GradScope scope = SavedTensorHooks.with(region);
        try (scope) {
            return region.first(function.apply(inputs));
        }
    }
}
